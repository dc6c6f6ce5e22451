"""How films are rated that are asked for, and which of them are to stand first."""

import numpy as np
import pytest
from django.urls import reverse

from movie.models import Movie
from movie.search.fallback import answer
from movie.search.query import Filters
from movie.search.query_parser import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Five films by title, of several years, lengths, ratings and votes; of one nothing is known."""
    rows = {
        "Amber": (1950, 80, 8.1, 900, 2_000_000, 9_000_000, "Drama"),
        "Birch": (1990, 150, 6.0, 2000, 90_000_000, 30_000_000, "Drama"),
        "Cedar": (2010, 95, 9.9, 2, 8_000_000, None, "Comedy"),
        "Dune Grass": (2001, 120, 7.0, 1500, None, 70_000_000, "Comedy"),
        "Elm": (None, None, None, None, None, None, "Comedy"),
    }
    names = ("year", "runtime", "vote_average", "vote_count", "budget", "revenue", "genre")
    return {
        title: Movie.objects.create(title=title, description="Trees.", **dict(zip(names, row, strict=True)))
        for title, row in rows.items()
    }


@pytest.mark.parametrize(
    ("prompt", "least", "most"),
    [
        ("dramas over 7.5", 7.5, None),
        ("tengo 9", None, None),
        ("i have 8", None, None),
        ("horror but only ones scoring 7 or up", 7, None),
        ("policiales de más de 8 puntos", 8, None),
        ("something with at least an 8", 8, None),
        ("8+ dramas", 8, None),
        ("imdb 8+", 8, None),
        ("con nota 7,5 o más", 7.5, None),
        ("dramas con nota mayor de 8", 8, None),
        ("comedies with 4 stars or more", 8, None),
        ("over 80% comedies", 8, None),
        ("8/10 dramas", 8, None),
        ("un thriller que no baje de 7", 7, None),
        ("rated under 4", None, 4),
        ("que no pase de un 5 de nota", None, 5),
        ("well reviewed dramas", 7, None),
        ("suspenso bien puntuado", 7, None),
        ("comedias con buena nota", 7, None),
    ],
)
def test_ratings_are_read(prompt, least, most):
    filters = parse(prompt).filters

    assert (filters.rating_from, filters.rating_to) == (least, most)


@pytest.mark.parametrize(
    "prompt",
    [
        "more than 8 friends in a cabin",
        "the last 5 minutes of a clerk's life",
        "dramas under 90 minutes",
        "a girl who is 9 years old",
        "over 2 hours",
        "two hours or more",
        "films of 1997 or later",
        "a good mother",
        "a critic who reviews restaurants",
    ],
)
def test_figures_of_something_else_are_no_ratings(prompt):
    filters = parse(prompt).filters

    assert (filters.rating_from, filters.rating_to) == (None, None)


@pytest.mark.usefixtures("shelf")
def test_only_films_that_are_rated_so_are_found():
    titles = [match.movie.title for match in answer("films over 7").matches]

    assert titles == [
        "Dune Grass",
        "Amber",
        "Cedar",
    ]  # the best known first, the one without a rating left out
    assert [match.movie.title for match in answer("rated under 7").matches] == ["Birch", "Dune Grass"]


@pytest.mark.usefixtures("shelf")
def test_a_rating_narrows_what_is_told_too():
    told = answer("trees", Filters(rating_from=7.0))

    assert {match.movie.title for match in told.matches} == {"Amber", "Cedar", "Dune Grass"}


@pytest.mark.parametrize(
    ("prompt", "order", "first"),
    [
        ("longest movie here", "longest", "Birch"),
        ("la película más corta", "shortest", "Amber"),
        ("cuál es la más vieja que tienen", "oldest", "Amber"),
        ("the newest film", "newest", "Cedar"),
        ("lo más nuevo de drama", "newest", "Birch"),
        ("what's the shortest comedy", "shortest", "Cedar"),
        ("best films ever", "best", "Amber"),
        ("las mejores películas", "best", "Amber"),
        ("worst movies", "worst", "Birch"),
        ("highest grossing films", "grossing", "Dune Grass"),
        ("la peli más taquillera", "grossing", "Dune Grass"),
        ("what film made the most money", "grossing", "Dune Grass"),
        ("most expensive movie ever made", "expensive", "Birch"),
        ("la comedia más cara", "expensive", "Cedar"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_an_order_puts_films_first(prompt, order, first):
    query = parse(prompt)
    found = answer(query)

    assert (query.order, query.filters, query.text) == (order, Filters(), "")
    assert found.matches[0].movie.title == first
    assert "Elm" not in [match.movie.title for match in found.matches]  # of which nothing is known


@pytest.mark.usefixtures("shelf")
def test_few_votes_weigh_little():
    """Two people gave Cedar nearly ten: that says less than nine hundred who gave Amber eight."""
    assert [match.movie.title for match in answer("best films").matches][:2] == ["Amber", "Cedar"]


@pytest.mark.parametrize(
    "prompt",
    [
        "a film about the oldest profession",
        "the best man at a wedding",
        "the longest day of her life",
        "the most expensive wedding goes wrong",
    ],
)
def test_beside_a_story_an_order_is_part_of_it(prompt):
    query = parse(prompt)

    assert query.order == ""
    assert query.text


@pytest.mark.usefixtures("shelf")
def test_the_page_says_the_order_and_takes_it_back(client):
    page = client.get(reverse("movie:home"), {"q": "the longest comedy"}).content.decode()
    without = client.get(
        reverse("movie:home"), {"q": "the longest comedy", "ignore": "order:longest"}
    ).content.decode()

    assert "2 films found, the longest first" in page
    assert "The longest first" in page
    assert "ignore=order%3Alongest" in page
    assert "the longest first" not in without.lower()


@pytest.mark.usefixtures("shelf")
def test_the_api_says_what_was_understood(client):
    found = client.get("/api/search", {"q": "dramas over 7.5"}).json()

    assert {"rating": [7.5, None]}.items() <= {
        each["kind"]: each["value"] for each in found["understood"]
    }.items()


@pytest.fixture
def series():
    """Three films of one series, two of them numbered, and one of another name."""
    rows = (("Night Train", 1999), ("Night Train 2", 2003), ("Night Train: Home", 2011), ("Nightfall", 2000))
    return [Movie.objects.create(title=title, year=year, description="Rails.").pk for title, year in rows]


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("the second Night Train", 1),
        ("the third night train movie", 2),
        ("night train, la primera", 0),
        ("Night Train la última", 2),
        ("newest night train", 2),
        ("the oldest Night Train", 0),
        ("the original night train", 0),
    ],
)
def test_a_film_of_a_series_is_told_by_its_place(series, prompt, place):
    assert parse(prompt).titles == (series[place],)


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("Orsavia 2", 1),
        ("la última de orsavia", 2),
        ("orsavia number 1", 0),
        ("the lanterns of orsavia 3", 2),
        ("the third movie of the lanterns of orsavia", 2),
    ],
)
@pytest.mark.django_db
def test_a_series_may_be_called_by_what_its_titles_have_in_common(prompt, place):
    films = [
        Movie.objects.create(title=f"The Lanterns of Orsavia: {name}", year=year, description="Rails.").pk
        for name, year in (("Dawn", 2001), ("Noon", 2003), ("Dusk", 2006))
    ]
    assert parse(prompt).titles == (films[place],)


@pytest.mark.parametrize("prompt", ["the third Lantern", "the first night story", "the last summer"])
@pytest.mark.django_db
def test_ordinary_words_that_titles_begin_with_are_no_series(prompt):
    for number, name in enumerate(("Lantern with a Secret", "Lantern", "Summer Nights", "Summer Days")):
        Movie.objects.create(title=name, year=2000 + number, description="Rails.")
    assert parse(prompt).titles == ()


def test_films_of_one_year_stand_in_the_order_of_their_days(series):
    Movie.objects.filter(pk=series[1]).update(
        title="Night Train: Bridge", year=2011, release_date="2011-02-01"
    )
    Movie.objects.filter(pk=series[2]).update(release_date="2011-01-01")

    assert parse("the second night train").titles == (series[2],)
    assert parse("the third night train").titles == (series[1],)


def test_a_film_that_is_missing_from_a_series_is_not_made_up(series):
    Movie.objects.filter(title="Night Train 2").update(title="Night Train 3")

    assert parse("the second night train").titles == ()
    assert parse("the fourth night train").titles == ()
    assert parse("the third night train").titles == (series[1],)


@pytest.mark.parametrize(
    ("prompt", "order", "told"),
    [
        ("best heist movies", "best", "heist"),
        ("las mejores películas de zombis", "best", "zombis"),
        ("newest zombie film", "newest", "zombie"),
        ("the worst films about sharks", "worst", "sharks"),
        ("best friends on a road trip", "", "best friends on a road trip"),
        ("the oldest son kills his father", "", "the oldest son kills his father"),
    ],
)
def test_films_that_are_told_are_ordered_where_the_order_is_of_films(shelf, prompt, order, told):
    query = parse(prompt)

    assert (query.order, query.text) == (order, told)


def test_films_that_fit_best_stand_in_the_order_that_is_asked_for(client, make_movie):
    vectors = np.eye(3, 512, dtype=np.float32)
    for number, (rating, vector) in enumerate(zip((6.0, 9.0, 7.5), vectors, strict=True)):
        make_movie(f"Heist {number}", vector=vector, vote_average=rating, vote_count=100)

    titles = [match.movie.title for match in answer("best heist movies").matches]
    page = client.get(reverse("movie:home"), {"q": "best heist movies"}, headers={"accept-language": "en"})

    assert titles == ["Heist 1", "Heist 2", "Heist 0"]
    assert "3 films found, the best rated first" in page.text
