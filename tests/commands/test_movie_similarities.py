"""The cosine similarity of two films by title, and refusal to compare what cannot be compared."""

import re

import pytest

from movie.embedders import get_embedder
from movie.models import Movie
from movie.vectors import cosine_similarity

from .running import manage

A, B = [1, 2, 0], [0, 1, 3]


@pytest.fixture
def films(recording_embedder, make_movie) -> tuple[Movie, Movie]:
    """Two embedded films."""
    return make_movie("Alien", A, year=1979), make_movie("Amélie", B, year=2001)


def numbers(output: str) -> list[float]:
    """The number each line ends with."""
    return [float(number) for number in re.findall(r"(-?\d\.\d{4})$", output, re.MULTILINE)]


def test_similarity_is_the_cosine_of_both_and_the_same_both_ways(films):
    there, back = (
        manage("movie_similarities", "alien", "amelie"),
        manage("movie_similarities", "Amélie", "ALIEN"),
    )
    assert numbers(there.output) == pytest.approx([cosine_similarity(A, B)], abs=1e-4)
    assert numbers(back.output) == numbers(there.output)
    assert "Alien (1979) and Amélie (2001)" in there.output


def test_film_is_like_itself(films):
    assert numbers(manage("movie_similarities", "Alien", "Alien").output) == [1.0]


def test_prompt_is_compared_with_both(films):
    done = manage("movie_similarities", "Alien", "Amelie", "--prompt", "xyyz")
    query = get_embedder().embed_query("xyyz")
    expected = [cosine_similarity(*pair) for pair in ((A, B), (query, A), (query, B))]
    assert numbers(done.output) == pytest.approx(expected, abs=1e-4)


def test_nothing_is_embedded_without_a_prompt(films, recording_embedder):
    manage("movie_similarities", "Alien", "Amelie")
    assert recording_embedder.batches == []


def test_unknown_title_lists_the_closest(films):
    done = manage("movie_similarities", "Alien", "Amelie 2")
    assert (done.code, done.output) == (1, "")
    assert "“Amelie 2”" in done.complaints and "Amélie (2001)" in done.complaints


@pytest.mark.parametrize(
    "change", [{"emb_model": "another"}, {"emb": None, "emb_model": ""}, {"emb": b"abc"}], ids=str
)
def test_films_that_cannot_be_compared_are_refused_with_the_cure(films, change):
    Movie.objects.filter(title="Alien").update(**change)
    done = manage("movie_similarities", "Alien", "Amelie")
    assert (done.code, done.output) == (1, "")
    assert "python manage.py movie_embeddings" in done.complaints


def test_prompt_of_another_model_is_refused_before_it_is_embedded(films, recording_embedder):
    Movie.objects.update(emb_model="another")
    done = manage("movie_similarities", "Alien", "Amelie", "--prompt", "x")
    assert (done.code, recording_embedder.batches) == (1, [])
    assert "another" in done.complaints and "recording" in done.complaints


def test_provider_that_refuses_the_prompt_is_a_sentence(openai_server, openai_embedder, make_movie):
    for title in ("One", "Two"):
        make_movie(title, [1.0] + [0.0] * 1535)
    openai_server.keys.clear()
    done = manage("movie_similarities", "One", "Two", "--prompt", "a shark")
    assert done.code == 1
    assert "The key is refused" in done.complaints


def test_without_titles_the_workshops_two_films_are_compared_with_its_prompt(make_movie, recording_embedder):
    for title, vector in (("La lista de Schindler", [1, 0, 0]), ("Salvar al soldado Ryan", [0.6, 0.8, 0])):
        make_movie(title, vector)
    done = manage("movie_similarities")
    assert (done.code, numbers(done.output)[0], len(done.lines)) == (0, 0.6, 3)


def test_one_title_alone_is_told_that_it_takes_two(make_movie):
    done = manage("movie_similarities", "Alien")
    assert done.code == 1 and "Name two films" in done.complaints
