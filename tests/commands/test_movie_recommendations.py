"""The search page's answer on a terminal: the same films in the same order."""

import json

import pytest

from movie.models import Movie
from movie.search.ranking import search

from .running import manage


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Seven films, from near "x" to near "y"."""
    return [make_movie(f"Película {n}", [7 - n, n, 0], year=2000 + n or None) for n in range(7)]


def test_lines_are_the_search_in_its_order(films):
    matches = search("xxy", k=5)
    lines = manage("movie_recommendations", "xxy").lines
    assert lines == [f"{match.similarity:.4f}  {match.movie}" for match in matches]


@pytest.mark.parametrize(("limit", "found"), [(1, 1), (3, 3), (100, 7)])
def test_limit_cuts_the_same_order(films, limit, found):
    everything = manage("movie_recommendations", "xy", "--limit", 7).lines
    assert manage("movie_recommendations", "xy", "--limit", limit).lines == everything[:found]


def test_json_is_a_list_of_films_with_id_title_year_and_similarity(films):
    matches = search("xxy", k=3)
    output = manage("movie_recommendations", "xxy", "--json", "--limit", 3).output
    assert json.loads(output) == [
        {
            "id": match.movie.pk,
            "title": match.movie.title,
            "year": match.movie.year,
            "similarity": pytest.approx(match.similarity, abs=1e-6),
        }
        for match in matches
    ]
    assert "Película" in output


def test_json_stays_json_where_nothing_fits(settings, make_movie):
    make_movie("Deep", description="A shark attacks swimmers at a beach.")
    manage("movie_embeddings")
    done = manage("movie_recommendations", "qwrtzp", "--json")
    assert [film["title"] for film in json.loads(done.output)] == ["Deep"]


@pytest.mark.parametrize("prompt", ["", " ", "\t\n"])
def test_blank_prompt_is_a_sentence(films, recording_embedder, prompt):
    done = manage("movie_recommendations", prompt)
    assert (done.code, done.output) == (1, "")
    assert "The prompt is empty" in done.complaints
    assert recording_embedder.batches == []


@pytest.mark.parametrize("limit", [0, -3])
def test_limit_below_1_is_a_sentence(films, limit):
    done = manage("movie_recommendations", "xy", f"--limit={limit}")
    assert (done.code, done.output) == (1, "")
    assert "--limit takes a number from 1" in done.complaints


def test_catalogue_without_embeddings_says_what_to_run(recording_embedder, make_movie):
    make_movie()
    done = manage("movie_recommendations", "xy")
    assert done.code == 1
    assert "python manage.py movie_embeddings" in done.complaints


def test_provider_that_refuses_is_a_sentence(openai_server, openai_embedder, make_movie):
    make_movie(vector=[1.0] + [0.0] * 1535)
    openai_server.keys.clear()
    done = manage("movie_recommendations", "a shark")
    assert done.code == 1
    assert "refuses this site's key" in done.complaints


def test_films_found_by_words_alone_are_given_with_a_notice(recording_embedder, make_movie):
    make_movie("Sea", description="A submarine is lost.", year=1981)
    done = manage("movie_recommendations", "a submarine")
    assert (done.code, done.lines) == (0, ["     -  Sea (1981)"])
    assert "python manage.py movie_embeddings" in done.complaints
    (film,) = json.loads(manage("movie_recommendations", "a submarine", "--json").output)
    assert (film["title"], film["similarity"]) == ("Sea", None)


def test_what_was_understood_is_told_and_taken_back(recording_embedder, make_movie):
    make_movie("Airport", [1, 0, 0], year=1980, genre="Comedy")
    make_movie("Trench", [0, 1, 0], year=1980, genre="War")
    done = manage("movie_recommendations", "80s comedies")
    assert done.lines == ["     -  Airport (1980)"]
    assert "Understood: Comedy, 1980–1989" in done.complaints
    key = "genres:Comedy"
    assert key in done.complaints
    without = manage("movie_recommendations", "80s comedies", "--ignore", key, "--json")
    assert {film["title"] for film in json.loads(without.output)} == {"Airport", "Trench"}
    assert "Understood: 1980–1989" in without.complaints
    both = manage("movie_recommendations", "80s comedies", "--ignore", key, "--ignore", "years:1980-1989")
    assert "Understood" not in both.complaints


def test_description_finds_its_film_offline(make_movie):
    make_movie("Deep", description="A shark attacks swimmers at a beach.", year=1975)
    make_movie("Orbit", description="An astronaut drifts alone through space.", year=2013)
    manage("movie_embeddings")
    assert manage("movie_recommendations", "a shark at the beach", "--limit", 1).output.endswith(
        "Deep (1975)\n"
    )
