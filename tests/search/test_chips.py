"""What was understood, said in the page's language, each thing with the key that takes it back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Credit, Person
from movie.search.chips import chips
from movie.search.query import Filters, SearchQuery
from movie.search.query_parser import parse
from movie.search.query_parser.understood import readings, without_readings

pytestmark = pytest.mark.django_db


def labels(query, language="en", form=None):
    return [chip.label for chip in chips(query, language, form)]


@pytest.fixture
def people():
    return [Person.objects.create(name=name) for name in ("Wes Anderson", "Paul Anderson", "Pamela Anderson")]


@pytest.fixture
def film(make_movie):
    movie = make_movie("Up", year=2009, runtime=96)
    movie.translations.create(language="es", title="Up: una aventura de altura")
    return movie


@pytest.fixture
def everything(film, people):
    wes, paul, pamela = (person.pk for person in people)
    return SearchQuery(
        text="a balloon",
        titles=(film.pk,),
        liked=(film.pk,),
        disliked=(film.pk,),
        people=(wes,),
        directors=(paul,),
        without_people=(pamela,),
        namesakes=(wes, paul, pamela),
        genres=("Comedy", "Telenovela"),
        without_genres=("War",),
        unwanted=("aliens",),
        for_family=True,
        filters=Filters(1980, 1989, None, None, 89),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            {
                *("Title: Up", "Like Up", "Not like Up", "With Wes Anderson", "Directed by Paul Anderson"),
                *("Without Pamela Anderson", "With Wes Anderson, Paul Anderson or 1 more", "Comedy"),
                *("Telenovela", "Not War", "Not “aliens”", "For the whole family", "1980–1989"),
                "at most 1\xa0h\xa029\xa0min",
            },
        ),
        (
            "es-mx",
            {
                *("Título: Up: una aventura de altura", "Como Up: una aventura de altura"),
                *("No como Up: una aventura de altura", "Con Wes Anderson", "Dirigida por Paul Anderson"),
                *("Sin Pamela Anderson", "Con Wes Anderson, Paul Anderson o 1 más", "Comedia", "Telenovela"),
                *("Que no sea Bélica", "Sin «aliens»", "Para toda la familia", "1980–1989"),
                "como mucho 1\xa0h\xa029\xa0min",
            },
        ),
    ],
)
def test_everything_is_said_in_the_language(everything, language, said):
    assert set(labels(everything, language)) == said


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(1999, 1999), "1999"),
        (Filters(year_from=1990), "from 1990"),
        (Filters(year_to=1959), "until 1959"),
        (Filters(runtime_from=121), "at least 2\xa0h\xa01\xa0min"),
        (Filters(runtime_from=80, runtime_to=100), "1\xa0h\xa020\xa0min – 1\xa0h\xa040\xa0min"),
    ],
)
def test_ranges_are_said_in_words(filters, said):
    assert labels(SearchQuery(filters=filters)) == [said]


def test_every_chip_takes_back_what_it_says_and_nothing_else(everything):
    for chip in chips(everything, "en"):
        left = without_readings(everything, [chip.key])
        assert [reading.key for reading in readings(left)] == [
            reading.key for reading in readings(everything) if reading.key != chip.key
        ]


def test_two_people_of_a_name_are_one_or_the_other(people):
    query = SearchQuery(namesakes=tuple(person.pk for person in people[:2]))
    assert labels(query) == ["With Wes Anderson or Paul Anderson"]


def test_films_of_one_title_are_told_apart_by_their_years(make_movie):
    films = [make_movie("Heat", year=year) for year in (1986, 1995)]
    assert labels(SearchQuery(titles=tuple(film.pk for film in films))) == [
        "Title: Heat (1986)",
        "Title: Heat (1995)",
    ]


def test_what_is_no_longer_there_is_not_said(everything, film):
    film.delete()
    assert not {"titles", "liked", "disliked"} & {chip.kind for chip in chips(everything, "en")}


def test_films_of_unknown_year_or_length_are_counted(make_movie):
    make_movie("Known", year=1985, runtime=90)
    make_movie("Undated", year=None, runtime=90)
    make_movie("Nothing", year=None, runtime=0)
    made, long = chips(SearchQuery(filters=Filters(1980, 1989, None, 80)), "en")
    assert (made.left_out, made.note) == (2, "2 films without a year left out")
    assert (long.left_out, long.note) == (1, "1 film of unknown length left out")
    Credit.objects.all().delete()
    make_movie("Third", year=None, runtime=90)
    assert chips(SearchQuery(filters=Filters(1980, 1989)), "en")[0].left_out == 3


def test_what_a_form_overrules_is_no_chip():
    query = SearchQuery(filters=Filters(1980, 1989))
    assert labels(query, form=Filters(year_from=1985)) == ["until 1989"]
    assert labels(query, form=Filters(1990, 1999)) == []


def test_films_cost_two_queries_and_people_one_and_nothing_none(everything, people, make_movie):
    def count(query):
        with CaptureQueriesContext(connection) as queries:
            chips(query, "es")
        return len([one for one in queries if "movie_change" not in one["sql"]])

    films = tuple(make_movie(f"Film {n}").pk for n in range(5))
    assert count(SearchQuery(liked=films[:1])) == count(SearchQuery(liked=films)) == 2
    assert count(SearchQuery(people=tuple(one.pk for one in people))) == 1
    assert count(SearchQuery(text="a balloon", genres=("Comedy",), unwanted=("x",))) == 0


def test_one_of_several_titles_is_taken_back_alone(make_movie):
    first, second = make_movie("Heat", year=1986), make_movie("Heat", year=1995)
    assert set(parse("heat").titles) == {first.pk, second.pk}
    assert parse("heat", [f"titles:{first.pk}"]).titles == (second.pk,)
    assert parse("heat", [f"titles:{first.pk}", f"titles:{second.pk}"]) == SearchQuery(text="heat")
