"""A title of another language finds its film where it is stored in one language alone."""

import pytest

from movie.embedders import get_embedder
from movie.search.fallback import answer
from movie.search.translated_titles import translated

pytestmark = pytest.mark.django_db
STORIES = {
    "The Silence of the Lighthouse": "A keeper hides pirates and their treasure from the navy.",
    "Letters from the Island": "Two robots learn to feel in a factory that is going to close down.",
    "The House of the Seven Doors": "A girl is lost among wolves and learns to live with them.",
    "La noche de los cuchillos": "Un cocinero pierde su restaurante en una apuesta.",
}


@pytest.fixture
def films(make_movie):
    """Four films by title, in the vectors of the offline model."""
    vectors = get_embedder().embed_documents([f"{title}\n{story}" for title, story in STORIES.items()])
    return {
        title: make_movie(title, vector, description=story)
        for (title, story), vector in zip(STORIES.items(), vectors, strict=True)
    }


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("El silencio del faro", "The Silence of the Lighthouse"),
        ("cartas desde la isla", "Letters from the Island"),
        ("la casa de las siete puertas", "The House of the Seven Doors"),
        ("The Night of the Knives", "La noche de los cuchillos"),
    ],
)
def test_title_of_another_language_means_its_film(films, asked, title):
    assert translated(asked)[0] == films[title].pk

    found = answer(asked)
    assert not found.absent
    assert found.matches[0].movie == films[title]


@pytest.mark.parametrize(
    "asked", ["El imperio del sol", "Los ladrones de bicicletas", "The Empire of the Sun"]
)
def test_title_of_no_film_here_means_none(films, asked):
    assert translated(asked) == ()


def test_title_of_the_same_language_is_left_to_the_titles(films):
    """ "The Silence of the Lambs" is another film, however near its title is."""
    assert translated("The Silence of the Lighthouses") == ()


@pytest.mark.usefixtures("films", "openai_embedder")
def test_nobody_pays_for_the_titles(openai_server):
    assert translated("El silencio del faro") == ()
    assert openai_server.requests == []
