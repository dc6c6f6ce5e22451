"""Which studios should have made a film that is asked for."""

import pytest
from django.urls import reverse

from movie.models import Credit, Movie, Person
from movie.search.chips import chips
from movie.search.fallback import answer
from movie.search.query_parser import parse

pytestmark = pytest.mark.django_db
FILMS = {
    "Lanterns": "Glimworks Animation Studios",
    "Lanterns Again": "Glimworks, Harbour Lane Pictures",
    "Kites": "Glimworks Animation Studios",
    "Quay": "Harbour Lane Pictures",
    "Tin Roof": "Original Film",
    "Silent Mill": "Okada Productions",
    "Paper Boats": "Twentieth Century Dove Film Corporation",
    "Foghorn": "Barlow Bros.",
    "Windmill": "Barlow Bros.",
    "Nowhere": "",
}


@pytest.fixture
def shelf():
    """Films by title, of the best known first."""
    return {
        title: Movie.objects.create(
            title=title,
            description="A house by the water.",
            genre="Comedy, Animation",
            vote_count=100 - number,
            studios=studios,
        )
        for number, (title, studios) in enumerate(FILMS.items())
    }


def found(prompt):
    """The titles that answer a prompt."""
    return {match.movie.title for match in answer(prompt).matches}


GLIMWORKS = {"Lanterns", "Lanterns Again", "Kites"}
LANE = {"Lanterns Again", "Quay"}


@pytest.mark.usefixtures("shelf")
def test_a_studio_whose_name_begins_somebodys_is_not_asked_for():
    barlow = Person.objects.create(name="Barlow Finch")
    Credit.objects.create(movie=Movie.objects.get(title="Kites"), role=Credit.Role.DIRECTOR, person=barlow)
    query = parse("films by barlow finch")
    assert (query.everybody, query.origins) == ((barlow.pk,), ())


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("prompt", "titles"),
    [
        ("glimworks", GLIMWORKS),
        ("Glimworks movies", GLIMWORKS),
        ("algo de glimworks", GLIMWORKS),
        ("pelis de Glimworks", GLIMWORKS),
        ("una comedia de glimworks", GLIMWORKS),
        ("glimworks animated comedies", GLIMWORKS),
        ("harbour lane films", LANE),
        ("películas del estudio Harbour Lane", LANE),
        ("made by glimworks or harbour lane", GLIMWORKS | LANE),
        ("glimworks/harbour lane", GLIMWORKS | LANE),
        ("20th century dove", {"Paper Boats"}),
        ("barlow brothers comedies", {"Foghorn", "Windmill"}),
        ("nothing by glimworks, animation", set(FILMS) - GLIMWORKS),
        ("comedias que no sean de glimworks", set(FILMS) - GLIMWORKS),
    ],
)
def test_films_of_a_studio_are_found_by_a_part_of_its_name(prompt, titles):
    """Beside a word for films, behind one for studios, or alone, in small letters too."""
    assert found(prompt) == titles


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "prompt",
    [
        "original comedies",
        "an original film about a mill",
        "a walk along the harbour lane",
        "a house on glimworks hill",
    ],
)
def test_ordinary_words_and_words_of_a_story_are_no_studio(prompt):
    """Most studios are called by words of the language."""
    assert parse(prompt).origins == ()


def test_somebody_with_as_many_films_comes_before_a_studio_of_that_name(shelf):
    """Who asks for films by Okada means the director."""
    okada = Person.objects.create(name="Rin Okada")
    for title in ("Silent Mill", "Quay"):
        Credit.objects.create(movie=shelf[title], person=okada, role=Credit.Role.DIRECTOR)
    assert found("okada films") == {"Silent Mill", "Quay"}
    assert parse("produced by okada").origins == ("Okada",)


@pytest.mark.usefixtures("shelf")
def test_a_chip_says_the_studio_and_how_many_films_name_none(client):
    """It is taken back as any other."""
    query = parse("glimworks comedies")
    assert [(chip.key, chip.label, chip.left_out) for chip in chips(query, "en")][-1] == (
        "origins:Glimworks",
        "From Glimworks",
        1,
    )
    assert parse("glimworks comedies", ["origins:Glimworks"]).origins == ()
    page = client.get(reverse("movie:home"), {"q": "glimworks comedies"}).content.decode()
    assert "From Glimworks" in page


@pytest.mark.usefixtures("shelf")
def test_a_film_that_changes_hands_is_found_by_its_new_studio(client):
    """The journal tells of it."""
    assert found("harbour lane films") == LANE
    Movie.objects.filter(title="Quay").update(studios="Glimworks")
    assert found("harbour lane films") == LANE - {"Quay"}
    assert found("glimworks") == GLIMWORKS | {"Quay"}
    film = client.get(reverse("movie:detail", args=[Movie.objects.get(title="Quay").pk])).content.decode()
    assert "Glimworks" in film
