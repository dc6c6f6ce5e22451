"""Films that are compared with one that is named; words and names that stand together."""

import pytest

from movie.models import Credit, Movie, Person
from movie.search.query import Filters
from movie.search.query_parser import parse
from movie.search.word_index import analysed

pytestmark = pytest.mark.django_db


@pytest.fixture
def lantern():
    """A film of 1999 that lasts two hours."""
    return Movie.objects.create(
        title="The Lantern", year=1999, runtime=120, description="A lantern.", keywords="silent film, lamps"
    )


@pytest.mark.parametrize(
    ("prompt", "filters"),
    [
        ("movies shorter than The Lantern", Filters(runtime_to=119)),
        ("más larga que The Lantern", Filters(runtime_from=121)),
        ("mas nueva que the lantern", Filters(year_from=2000)),
        ("older than The Lantern", Filters(year_to=1998)),
    ],
)
def test_film_that_others_are_compared_with_bounds_them_and_is_none_of_them(lantern, prompt, filters):
    query = parse(prompt)

    assert (query.filters, query.without, query.order) == (filters, (lantern.pk,), "")


@pytest.mark.parametrize(
    ("prompt", "filters"),
    [
        ("like The Lantern but shorter", Filters(runtime_to=119)),
        ("algo como The Lantern pero más corto", Filters(runtime_to=119)),
        ("parecida a The Lantern pero más antigua", Filters(year_to=1998)),
    ],
)
def test_film_that_others_are_like_is_what_they_are_compared_with(lantern, prompt, filters):
    query = parse(prompt)

    assert (query.filters, query.liked, query.order) == (filters, (lantern.pk,), "")


@pytest.mark.usefixtures("lantern")
def test_without_a_film_to_compare_with_the_shortest_is_an_order():
    assert parse("la más corta").order == "shortest"


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("silent film", ("silent", "film")),
        ("a silent film", ("silent", "film")),
        ("lamp film", ("lamp",)),
        ("a silent film about lamps", ("silent", "lamps")),
    ],
)
def test_film_is_no_small_talk_in_what_films_are_called(told, words):
    assert analysed(told).words == words


def test_two_family_names_ask_for_films_of_both(make_movie):
    film = make_movie("Both")
    people = [Person.objects.create(name=name) for name in ("Ada Quillfeather", "Bo Tamarisk")]
    for person, role in zip(people, (Credit.Role.DIRECTOR, Credit.Role.ACTOR), strict=True):
        Credit.objects.create(movie=film, person=person, role=role)

    assert set(parse("quillfeather y tamarisk").everybody) == {person.pk for person in people}


def test_initial_of_a_name_is_no_title_of_one_letter(make_movie):
    make_movie("M")

    assert parse("show me M. Night Shyamalan's films").titles == ()
    assert parse("show me M").titles
