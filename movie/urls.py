"""The addresses of the app."""

from django.urls import path

from . import api, chat_views, map_views, mood_views, views

app_name = "movie"

urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("api/", api.urls()),
    path("chat/", chat_views.chat, name="chat"),
    path("chat/stream/", chat_views.chat_stream, name="chat_stream"),
    path("chat/new/", chat_views.new_chat, name="new_chat"),
    path("mood/", mood_views.mood, name="mood"),
    path("movies/", views.movie_list, name="list"),
    path("movies/titles/", views.title_suggestions, name="titles"),
    path("movies/<int:pk>/", views.movie_detail, name="detail"),
    path("statistics/", views.statistics, name="statistics"),
    path("map/", map_views.map_page, name="map"),
    path("map/points/", map_views.map_points, name="map_points"),
    path("map/landing/", map_views.map_landing, name="map_landing"),
    path("map/films/<int:pk>/", map_views.map_film, name="map_film"),
]
