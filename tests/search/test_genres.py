"""Figures about the catalogue agree with its films."""

import pytest

from movie.models import Movie
from movie.search.genres import genre_films, genre_names, genres_in


@pytest.mark.django_db
def test_catalogue_without_genres_has_no_genre_names():
    Movie.objects.create(title="A film", genre="")
    assert genre_names() == []


def test_genres_are_named_once_in_alphabetical_order_accents_aside(make_movie):
    for genre in ("Drama, Crime", "Épica; Zombis", "crime / Drama", "Fantasía"):
        make_movie(genre=genre)
    assert genre_names() == ["Crime", "Drama", "Épica", "Fantasía", "Zombis"]


def test_genre_spelt_in_several_ways_is_named_as_most_films_spell_it(make_movie):
    for genre in ("Accion", "Acción, Drama", "Acción, Crime", "ACCIÓN"):
        make_movie(genre=genre)
    assert [name for name in genre_names() if name.startswith("A")] == ["Acción"]


def test_every_genre_of_every_film_is_named(make_movie):
    films = [make_movie(genre=genre) for genre in ("War - Drama", "Sci-Fi|War", ": Drama/Crimen.")]
    assert set(genre_names()) == {name for movie in films for name in movie.genres}


def test_equally_frequent_spellings_are_named_by_the_one_with_accents(make_movie):
    for genre in ("Epica", "Épica"):
        make_movie(genre=genre)
    assert genre_films() == {"Épica": 2}


def test_genres_are_listed_as_a_language_calls_them_or_by_their_own_names(make_movie):
    movie = make_movie(genre="Fantasy, Zombies")
    movie.translations.create(language="es", genre="Fantasía, Zombis")
    make_movie(genre="Épica")
    assert genres_in("es-mx") == ["Épica", "Fantasía", "Zombis"]
    assert genres_in("en") == ["Épica", "Fantasy", "Zombies"]
