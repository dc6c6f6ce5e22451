"""Films that were found are read as Django reads them, in the order in which they were found."""

from datetime import date

import pytest

from movie.models import Movie, Translation, with_translations
from movie.search.fetch import fetch

pytestmark = pytest.mark.django_db


def test_films_stand_in_the_order_that_is_asked_for(make_movie):
    ids = [make_movie(f"Film {number}").pk for number in range(3)]
    assert list(fetch([ids[2], ids[0], ids[1]])) == [ids[2], ids[0], ids[1]]


def test_films_that_are_gone_are_left_out(make_movie):
    assert list(fetch([make_movie("Heat").pk, 10**9])) == [Movie.objects.get().pk]


def test_no_films_are_asked_for_without_a_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert fetch([]) == {}


def test_film_has_the_values_that_django_gives_it(make_movie):
    movie = make_movie("Heat", year=1995, release_date=date(1995, 12, 15), vote_average=7.9)
    read, known = fetch([movie.pk])[movie.pk], Movie.objects.get(pk=movie.pk)
    fields = [field.attname for field in Movie._meta.concrete_fields if field.attname != "emb"]
    assert [getattr(read, name) for name in fields] == [getattr(known, name) for name in fields]
    assert read == known and read.get_deferred_fields() == {"emb"} and not read._state.adding


def test_translations_of_several_films_take_one_statement(make_movie, django_assert_num_queries):
    movies = [make_movie(f"Film {number}") for number in range(3)]
    for movie in movies[:2]:
        Translation.objects.create(movie=movie, language="es", title=f"{movie.title} en español")
    found = fetch([movie.pk for movie in movies])
    with django_assert_num_queries(1):
        titles = [movie.in_language("es").title for movie in with_translations(found.values())]
    assert titles == ["Film 0 en español", "Film 1 en español", "Film 2"]
