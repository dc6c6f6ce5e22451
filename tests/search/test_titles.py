"""A film is found by its title as people type it, or the closest titles are named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.errors import AmbiguousTitle, UnknownTitle
from movie.models import Movie
from movie.search.titles import find_movie


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Amélie", "amelie"),
        ("Amélie", "AMÉLIE"),
        ("Amélie", "  amelie "),
        ("Spider-Man: Homecoming", "spider man homecoming"),
        ("WALL·E", "wall-e"),
        ("¿Qué he hecho yo?", "que he hecho yo"),
        ("2012", "2012"),
        ("Blade Runner 2049", "blade runner 2049"),
        ("…", "…"),
    ],
)
def test_title_typed_otherwise_finds_its_film(make_movie, title, typed):
    movie = make_movie(title, year=2001)
    make_movie("Another", year=2001)
    assert find_movie(typed) == movie


@pytest.mark.parametrize("typed", ["Heat (1995)", "heat 1995", "Heat(1995)", " HEAT  (1995) "])
def test_year_beside_the_title_tells_two_films_apart(make_movie, typed):
    make_movie("Heat", year=1986)
    movie = make_movie("Heat", year=1995)
    assert find_movie(typed) == movie


def test_every_film_is_found_by_what_it_is_shown_as(make_movie):
    films = [make_movie("Heat", year=1986), make_movie("Heat", year=1995), make_movie("1984", year=1984)]
    films += [make_movie("Blade Runner 2049", year=2017), make_movie("Solaris")]
    assert [find_movie(str(movie)) for movie in films] == films


def test_title_of_two_films_is_refused_with_both_to_choose_from(make_movie):
    make_movie("Heat", year=1986)
    make_movie("HEAT", year=1995)
    with pytest.raises(AmbiguousTitle) as refused:
        find_movie("heat")
    assert refused.value.choices == ["Heat (1986)", "HEAT (1995)"]
    assert "Heat (1986)" in str(refused.value)


@pytest.mark.parametrize("typed", ["The Godfathr", "godfather", "the god father", "The Godfather 1999"])
def test_misspelt_title_is_refused_with_the_closest_first(make_movie, typed):
    make_movie("The Godfather", year=1972)
    make_movie("Spirited Away", year=2001)
    with pytest.raises(UnknownTitle) as refused:
        find_movie(typed)
    assert refused.value.suggestions[0] == "The Godfather (1972)"
    assert typed in str(refused.value)


def test_suggestion_can_be_typed_as_it_stands(make_movie):
    movie = make_movie("The Godfather", year=1972)
    with pytest.raises(UnknownTitle) as refused:
        find_movie("the godfthr")
    assert find_movie(refused.value.suggestions[0]) == movie


def test_title_like_none_is_refused_without_suggestions(make_movie):
    make_movie("The Godfather")
    with pytest.raises(UnknownTitle) as refused:
        find_movie("qqqqxxxx")
    assert refused.value.suggestions == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "1999", "(1999)", "%", "\x00"])
def test_any_text_in_an_empty_catalogue_is_an_unknown_title(typed):
    with pytest.raises(UnknownTitle):
        find_movie(typed)


def test_suggestions_are_few(make_movie):
    for n in range(30):
        make_movie(f"Rocky {n}")
    with pytest.raises(UnknownTitle) as refused:
        find_movie("rockyy")
    assert 1 <= len(set(refused.value.suggestions)) == len(refused.value.suggestions) <= 5


def test_more_films_need_no_more_queries(make_movie):
    counts = []
    for n in range(3):
        make_movie(f"Film {n}")
        with CaptureQueriesContext(connection) as queries:
            find_movie("Film 0")
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert Movie.objects.count() == 3
