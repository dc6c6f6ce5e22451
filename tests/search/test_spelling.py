"""Requests typed in haste are read as if they were written with care; names and told words stay."""

import pytest

from movie.models import Credit, Person
from movie.search.query_parser import parse
from movie.search.query_parser.context import Context
from movie.search.query_parser.spelling import as_written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("komedias d los 80 q hagan reir", "comedias de los 80 que hagan reir"),
        ("smth scary plz", "something scary"),
        ("an animted one with a lion", "an animated one with a lion"),
        ("un thriler pa esta noche", "un thriller para esta noche"),
        ("ninties horor", "nineties horror"),
        ("plis", "plis"),
        ("sci fi w/out action", "sci fi without action"),
        ("a comedy w/ dogs", "a comedy with dogs"),
        ("algo así pero más cortita", "algo así pero más corta"),
        ("con palomitas", "con palomitas"),
        ("two romcoms", "two romantic comedies"),
    ],
)
def test_short_forms_and_slips_in_words_of_the_rules_are_put_right(typed, written):
    assert as_written(typed, Context()) == written


@pytest.mark.parametrize(
    "prompt", ["the Horor cabin", "comedy of d errors", "lo terrible, lo cómico", "a k-drama"]
)
def test_names_with_capitals_and_words_of_a_language_stay(prompt):
    assert as_written(prompt, Context()) == prompt


def test_word_that_a_film_is_told_by_or_somebody_is_called_stays(make_movie):
    movie = make_movie("Plain", description="A komedia in the attic.")
    Credit.objects.create(movie=movie, role="actor", person=Person.objects.create(name="Ada Horor"))
    assert as_written("komedia with horor", Context()) == "komedia with horor"


def test_genre_with_a_slip_is_a_genre(make_movie):
    make_movie("Giggles", genre="Comedy")
    assert parse("komedias d los 80 xfa").genres == ("Comedy",)
