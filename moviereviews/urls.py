"""The addresses of the site: the app's pages, the admin, the language switch and the posters."""

from django.contrib import admin
from django.urls import include, path

from .media import serve_media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", serve_media, name="media"),
    path("", include("movie.urls")),
]
