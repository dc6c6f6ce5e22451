"""The addresses of the site: the app's pages, the admin, the language switch and the posters."""

from django.contrib import admin
from django.urls import include, path

from .health import health
from .media import serve_media
from .security_txt import security_txt

admin.autodiscover()

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", serve_media, name="media"),
    path(".well-known/security.txt", security_txt),
    path("healthz", health),  # asked for before other middleware; listed here to be an address
    path("", include("movie.urls")),
]
