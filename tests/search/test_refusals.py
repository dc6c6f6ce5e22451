"""What a request refuses, in many wordings, and what belongs to the story that it tells."""

import pytest

from movie.models import Credit, Movie, Person
from movie.search.query_parser import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    horror = Movie.objects.create(title="The Cellar", genre="Horror", description="Steps below.")
    Movie.objects.create(title="Two Sundays", genre="Comedy, Romance", description="They meet again.")
    Movie.objects.create(title="The Ledger", genre="Crime", description="A bank and its books.")
    Credit.objects.create(
        movie=horror, role=Credit.Role.DIRECTOR, person=Person.objects.create(name="Ada Quill")
    )


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("horror, zombies bore me", "zombies"),
        ("horror movie, I'm so over zombies", "zombies"),
        ("horror. Zombies need not apply.", "Zombies"),
        ("crime film devoid of policemen", "policemen"),
        ("crime story where no dog shows up", "dog"),
        ("horror in which ghosts don't figure", "ghosts"),
        ("a ghost-free horror film", "ghost"),
        ("anything, as long as nobody gets kidnapped", "kidnapped"),
        ("terror, estoy hasta las narices de zombis", "zombis"),
        ("los fantasmas me aburren, otra de miedo", "fantasmas"),
        ("comedia, pero al niño le dan miedo los perros", "perros"),
        ("terror en el que los fantasmas no pinten nada", "fantasmas"),
        ("horror except the haunted ones", "haunted"),
        ("Ada Quill sin fantasmas ni zombis", "zombis"),
        ("horror, no zombies and no vampires", "vampires"),
    ],
)
def test_things_that_are_refused_in_any_wording_are_unwanted(catalogue, prompt, thing):
    assert thing in parse(prompt).unwanted


@pytest.mark.parametrize(
    "prompt",
    [
        "comedy with the romance left out",
        "comedy but keep romance out of it",
        "comedy; my wife refuses to watch romance",
        "comedy. Romance is out of the question",
        "comedia quitando las románticas",
        "comedia. El romance queda descartado",
        "no romance as well",
        "not a romance movie though",
        "sin romance tampoco eh",
    ],
)
def test_genres_that_are_refused_in_any_wording_are_left_out(catalogue, prompt):
    query = parse(prompt)
    assert query.without_genres == ("Romance",)
    assert "Romance" not in query.genres


@pytest.mark.parametrize(
    "prompt", ["horror, Quill excluded", "sick of Quill, other horror", "terror, harta de Quill"]
)
def test_people_that_are_refused_behind_or_before_their_name_are_left_out(catalogue, prompt):
    assert parse(prompt).without_people


@pytest.mark.parametrize(
    "prompt",
    [
        "a girl afraid of dogs finds a wolf",
        "a vet who hates people and a town without a doctor in the snow",
        "two brothers inherit a farm and hate each other",
        "a lonely shepherd who doesn't speak for half an hour",
        "una niña que no habla y un loro que repite lo que oye",
        "it was about a teacher and I never understood the ending",
    ],
)
def test_refusals_within_a_story_are_told_and_refuse_nothing(catalogue, prompt):
    query = parse(prompt)
    assert not (query.without_genres or query.without_people or query.disliked)
    assert query.unwanted in ((), ("doctor in the snow",))


def test_being_tired_is_a_mood_where_nothing_else_is_said(catalogue):
    assert parse("tired of work").unwanted == ()
    assert parse("cansada del trabajo").text == "cansada del trabajo"


def test_film_that_will_make_one_cry_is_wished_for(catalogue):
    assert parse("a movie that will make me cry").unwanted == ()
    assert "ghosts" in parse("crime, ghosts make me sad").unwanted


@pytest.mark.parametrize("prompt", ["nada de terror que ando miedosa", "no horror because I sleep alone"])
def test_genre_is_refused_whatever_the_reason(catalogue, prompt):
    assert parse(prompt).without_genres == ("Horror",)
