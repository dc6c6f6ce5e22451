"""The catalogue is listed by title, and narrowed by title, genre and year."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Movie
from movie.search.browsing import Shelf, browse


@pytest.fixture
def films(make_movie) -> dict[str, Movie]:
    """A small catalogue."""
    rows = [
        ("Heat", 1995, "Crime, Drama"),
        ("Amélie", 2001, "Comedy, Romance"),
        ("Heat", 1986, "Action"),
        ("The Heat of the Night", 1967, "Crime"),
        ("100% Wolf", 2020, "Animation"),
    ]
    return {
        f"{title} {year}": make_movie(title, year=year, genre=genre, description="Heat everywhere.")
        for title, year, genre in rows
    }


def listed(**filters: object) -> list[str]:
    return [f"{movie.title} {movie.year}" for movie in browse(**filters)]


def test_all_films_are_listed_by_title_then_year(films):
    assert listed() == sorted(films)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("heat", ["Heat 1986", "Heat 1995", "The Heat of the Night 1967"]),
        ("amelie", ["Amélie 2001"]),
        ("AMELIE", ["Amélie 2001"]),
        ("night heat", ["The Heat of the Night 1967"]),
        ("eat", ["Heat 1986", "Heat 1995", "The Heat of the Night 1967"]),
        ("0%", ["100% Wolf 2020"]),
        ("%", ["100% Wolf 2020"]),
        ("_", []),
        ('"', []),
        ("everywhere", []),
    ],
)
def test_title_narrows_to_films_that_have_its_words_or_letters(films, title, expected):
    assert listed(title=title) == expected


def test_genre_and_year_narrow_alone_and_together(films):
    assert listed(genre="crime") == ["Heat 1995", "The Heat of the Night 1967"]
    assert listed(year=1986) == ["Heat 1986"]
    assert listed(genre="Crime", year=1967, title="night") == ["The Heat of the Night 1967"]
    assert listed(genre="Crime", year=1986) == []


def test_filters_together_give_what_each_gives_alone(films):
    for filters in ({"title": "heat", "year": 1995}, {"title": "heat", "genre": "crime"}):
        alone = [set(listed(**{name: value})) for name, value in filters.items()]
        assert set(listed(**filters)) == set.intersection(*alone)


def test_list_is_read_in_one_query_without_vectors(films):
    with CaptureQueriesContext(connection) as queries:
        assert [(str(movie), movie.genre, movie.image.name) for movie in browse()]
    assert len(queries) == 1
    assert '"emb"' not in queries[0]["sql"]


def test_films_of_a_listing_are_counted_once_until_one_changes(films):
    def counted(*asked):
        return Shelf(browse(*asked), 2, *asked).get_page("9").paginator.count

    assert [counted("heat", "", None), counted("heat", "Crime", None), counted("", "", None)] == [3, 2, 5]
    with CaptureQueriesContext(connection) as queries:
        assert counted("heat", "Crime", None) == 2
    assert not [query for query in queries if "COUNT" in query["sql"]]
    films["Heat 1995"].delete()
    assert [counted("heat", "", None), counted("heat", "Crime", None)] == [2, 1]
