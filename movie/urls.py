"""The addresses of the app."""

from django.urls import path

from . import api
from .views import chat, installing, learn, moods, pages, people, posters
from .views import map as map_views

app_name = "movie"

urlpatterns = [
    path("", pages.home, name="home"),
    path("favicon.ico", installing.favicon),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("offline/", installing.offline, name="offline"),
    path("sw.js", installing.service_worker),
    path("robots.txt", pages.robots, name="robots"),
    path("api/", api.urls()),
    path("chat/", chat.chat, name="chat"),
    path("chat/stream/", chat.chat_stream, name="chat_stream"),
    path("chat/new/", chat.new_chat, name="new_chat"),
    path("learn/", learn.learn, name="learn"),
    path("mood/", moods.mood, name="mood"),
    path("movies/", pages.movie_list, name="list"),
    path("movies/titles/", pages.title_suggestions, name="titles"),
    path("movies/<int:pk>/", pages.movie_detail, name="detail"),
    path("people/<int:pk>/", people.person, name="person"),
    path("posters/<int:pk>-<slug:digest>.webp", posters.poster, name="poster"),
    path("suggest/", pages.suggestions, name="suggest"),
    path("statistics/", pages.statistics, name="statistics"),
    path("map/", map_views.map_page, name="map"),
    path("map/points/", map_views.map_points, name="map_points"),
    path("map/landing/", map_views.map_landing, name="map_landing"),
    path("map/films/<int:pk>/", map_views.map_film, name="map_film"),
]
