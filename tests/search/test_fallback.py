"""A visitor is answered whatever happens: by meaning where possible, by words for the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Movie
from movie.search.fallback import Answer, answer, warm_up
from movie.search.query import Filters

from ..openai_server import embed

pytestmark = pytest.mark.django_db
PARTLY = "can be searched by meaning so far"
BY_WORDS = "share words"


def titles(answered: Answer) -> list[str]:
    return [match.movie.title for match in answered.matches]


def kinds(answered: Answer) -> list[str]:
    return ["words" if match.similarity is None else "meaning" for match in answered.matches]


@pytest.fixture
def films(recording_embedder, make_movie) -> None:
    """Two embedded films, and three that wait for it, two of which speak of a submarine."""
    make_movie("Near", [1, 0, 0], year=1990, genre="Drama", runtime=90)
    make_movie("Far", [0, 1, 0], year=2000, genre="Comedy", runtime=120)
    make_movie("Waiting", description="A submarine is lost.", year=1990, genre="Drama", runtime=90)
    make_movie("Waiting too", description="A submarine is found, a submarine.", year=2000, genre="Comedy")
    make_movie("Silent", description="Nothing in common.")


def test_catalogue_embedded_whole_is_answered_by_meaning_without_a_notice(recording_embedder, make_movie):
    make_movie("Near", [1, 0, 0])
    make_movie("Far", [0, 1, 0], description="x submarine")
    answered = answer("x submarine")
    assert (titles(answered), kinds(answered)) == (["Near", "Far"], ["meaning"] * 2)
    assert answered.notice == ""


def test_words_stand_in_for_what_is_not_embedded_in_turn(films):
    answered = answer("x submarine")
    assert kinds(answered) == ["meaning", "words", "meaning", "words"]
    assert [title for title in titles(answered) if title in ("Near", "Far")] == ["Near", "Far"]
    assert set(titles(answered)) == {"Near", "Far", "Waiting", "Waiting too"}
    assert f"2 of 5 films {PARTLY}" in answered.notice


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_cuts_what_came_in_turn(films, k):
    assert titles(answer("x submarine", k=k)) == titles(answer("x submarine"))[:k]


def test_no_film_comes_twice(films):
    Movie.objects.filter(title="Near").update(description="Inside a submarine.")
    found = titles(answer("x submarine"))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(year_from=1995), {"Far", "Waiting too"}),
        (Filters(year_to=1995), {"Near", "Waiting"}),
        (Filters(genre="Drama"), {"Near", "Waiting"}),
        (Filters(year_from=1995, genre="Drama"), set()),
        (Filters(runtime_to=119), {"Near", "Waiting"}),
        (Filters(runtime_from=91), {"Far"}),
        (Filters(runtime_from=0, runtime_to=10**6), {"Near", "Waiting", "Far"}),
    ],
    ids=["from", "to", "genre", "both", "short", "long", "any length that is known"],
)
def test_filters_hold_for_meaning_and_for_words(films, filters, passing):
    assert set(titles(answer("x submarine", filters))) == passing
    Movie.objects.update(emb=None, emb_model="")
    assert set(titles(answer("x submarine", filters))) == passing - {"Near", "Far"}


def test_nothing_embedded_is_answered_by_words_with_what_to_run(recording_embedder, make_movie):
    make_movie("Sea", description="A submarine is lost.")
    make_movie("Land")
    answered = answer("a submarine")
    assert (titles(answered), kinds(answered)) == (["Sea"], ["words"])
    assert "python manage.py movie_embeddings" in str(answered.notice)
    assert BY_WORDS in str(answered.notice)


def test_other_model_is_answered_by_words_with_what_to_run(films):
    Movie.objects.exclude(emb=None).update(emb_model="another")
    answered = answer("a submarine")
    assert set(titles(answered)) == {"Waiting", "Waiting too"}
    assert "another model" in str(answered.notice) and "movie_embeddings" in str(answered.notice)


@pytest.mark.parametrize("prompt", ["", "\x00", "🦈", "NOT AND (", '"', "zzzzqqq", "*", "word " * 800])
def test_any_prompt_is_answered_by_words(recording_embedder, make_movie, prompt):
    make_movie("Sea", description="A submarine is lost.")
    assert titles(answer(prompt)) == []


@pytest.fixture
def paid_films(openai_server, openai_embedder, make_movie) -> None:
    """Two films that the protocol server has embedded."""
    for title, story in {"Sea": "A submarine is lost.", "Land": "A farmer ploughs."}.items():
        make_movie(title, embed(f"{title}\n{story}"), description=story)


def test_provider_that_fails_is_answered_by_words(openai_server, paid_films):
    openai_server.keys.clear()
    answered = answer("a submarine")
    assert (titles(answered), kinds(answered)) == (["Sea"], ["words"])
    assert BY_WORDS in str(answered.notice)


def test_limit_is_answered_by_words_and_sends_nothing(openai_server, paid_films, settings):
    settings.SEARCHES_PER_MINUTE = 0
    assert titles(answer("a submarine", visitor="anna")) == ["Sea"]
    assert openai_server.requests == []


def test_provider_that_works_again_is_asked_again(openai_server, paid_films):
    keys, openai_server.keys = openai_server.keys, set()
    answer("a submarine")
    openai_server.keys = keys
    answered = answer("a submarine")
    assert (titles(answered)[0], set(kinds(answered)), answered.notice) == ("Sea", {"meaning"}, "")


def test_film_without_description_is_not_waited_for(recording_embedder, make_movie):
    make_movie("Near", [1, 0, 0])
    make_movie("Untold submarine", description="")
    answered = answer("a submarine untold")
    assert set(titles(answered)) == {"Near", "Untold submarine"}
    assert answered.notice == ""


def test_film_without_description_that_shares_a_word_alone_stands_before_no_other(
    recording_embedder, make_movie
):
    make_movie("Near", [1, 0, 0])
    make_movie("Untold submarine", description="")
    assert titles(answer("a submarine in the ice")) == ["Near"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prompt", ["a comedy of the 80s", "como Near pero sin guerra", "fuera del agua"])
def test_first_search_asks_no_more_of_the_database_than_the_next(
    prompt, recording_embedder, make_movie, django_assert_num_queries
):
    for title in ("Near", "Far"):
        make_movie(title, [1, 0, 0], genre="Comedy", year=1985, description="Out of the water.")
    warm_up()
    with CaptureQueriesContext(connection) as first:
        answer(prompt)
    with django_assert_num_queries(len(first)):
        answer(prompt)
