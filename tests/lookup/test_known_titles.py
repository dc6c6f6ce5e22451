"""Spanish titles of well-known films, for catalogues that tell their English ones alone."""

import pytest

from movie.lookup import titles
from movie.lookup.known_titles import FILE
from movie.models import Movie
from movie.search.query_parser import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """A film of 1980 and one of 1997 with the same title, one whose Spanish titles differ by country."""
    rows = (("The Shining", 1980), ("The Shining", 1997), ("Die Hard", 1988), ("Home Alone", None))
    return [Movie.objects.create(title=title, year=year, description="A hotel.").pk for title, year in rows]


@pytest.mark.parametrize(
    ("prompt", "place"),
    [("el resplandor", 0), ("EL RESPLANDOR (1980)", 0), ("la jungla de cristal", 2), ("duro de matar", 2)],
)
def test_an_english_catalogue_is_asked_in_spanish(shelf, prompt, place):
    """Spain's title and Latin America's find the film; that of another year is another film."""
    assert parse(prompt).titles == (shelf[place],)


def test_a_film_without_a_year_may_be_another_of_that_title(shelf):
    assert titles.best_known("mi pobre angelito") is None
    Movie.objects.filter(pk=shelf[3]).update(year=1990)
    assert titles.best_known("mi pobre angelito").id == shelf[3]


def test_a_slip_in_it_is_forgiven_and_it_is_completed(shelf):
    assert titles.best_known("el resplandro").id == shelf[0]
    assert [choice.id for choice in titles.complete("la jungla de")] == [shelf[2]]


def test_each_line_tells_a_title_a_year_and_other_titles_once():
    lines = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len({(title.casefold(), year) for title, year, *_ in lines}) == len(lines)
    for title, year, *names in lines:
        assert title and 1895 < int(year) < 2100
        assert 1 <= len(names) <= 2 and all(name.strip() == name != title for name in names)
