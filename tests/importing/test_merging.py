"""Two films that are one, put together by their owner: nothing that either of them says is lost."""

import pytest

from movie.errors import CatalogueError
from movie.importing.merging import merge
from movie.models import Movie

pytestmark = pytest.mark.django_db


def two(taken, **second):
    taken("a.json", [{"title": "Salt", "year": 1999, "director": ["Ana Ruiz"], "genre": "Drama"}])
    taken(
        "b.json",
        [{"title": "Sal", "year": 2001, "actors": ["Eva Luz"], "description": "Two walk.", **second}],
    )
    return list(Movie.objects.order_by("pk"))


def test_first_film_is_kept_and_gets_what_it_lacks(taken):
    merge(two(taken, genre="War", tmdb_id=7, director=["Leo Park"]))
    movie = Movie.objects.get()
    assert (movie.title, movie.year, movie.genre) == ("Salt", 1999, "Drama")
    assert (movie.description, movie.tmdb_id) == ("Two walk.", 7)
    assert [one.name for one in movie.directors] == ["Ana Ruiz"]
    assert [one.name for one in movie.actors] == ["Eva Luz"]


def test_film_is_found_by_the_names_of_both_from_then_on(taken):
    titles = [{"name": "El salar", "language": "es"}]
    merge(
        two(taken, titles=titles, translations={"es": {"title": "El salar", "description": "Dos caminan."}})
    )
    movie = Movie.objects.get()
    assert {title.name for title in movie.titles.all()} == {"Sal", "El salar"}
    assert movie.translations.get().description == "Dos caminan."
    assert taken("c.json", [{"title": "sal", "year": 1999, "genre": "Drama"}]).created == 0


def test_films_whose_makers_say_that_they_are_two_stay_two(taken):
    taken("a.json", [{"title": "Salt", "tmdb_id": 7}, {"title": "Sal", "tmdb_id": 8}])
    with pytest.raises(CatalogueError, match="different ids"):
        merge(list(Movie.objects.order_by("pk")))
    assert Movie.objects.count() == 2
