"""Films are found by the emojis that tell their plots."""

from time import monotonic

import pytest
from django.core.management import call_command

from movie.models import Mood
from movie.moods.store import store_mood
from movie.search.emojis import SECONDS_KEPT
from movie.search.query_parser import parse
from movie.search.ranking import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def films(make_movie):
    """Two films told in emojis, one in words alone, and others."""
    told = {
        "Deep": ("A holiday town is afraid of the water.", "🦈🏖️🩸"),
        "Race": ("Two drivers hate each other.", "🏎️🏁"),
        "Ocean": ("A shark swims along a beach.", ""),
    } | {f"Town {n}": (f"A family moves to town {n}.", "🏠👪") for n in range(8)}
    for title, (description, emojis) in told.items():
        movie = make_movie(title, description=description)
        if emojis:
            store_mood(movie.pk, ["fear"], emojis, Mood.Source.OWN)
    call_command("movie_embeddings", verbosity=0)


def titles(prompt):
    return [match.movie.title for match in search(prompt)]


def test_film_told_in_these_emojis_comes_first_then_what_is_told_in_words(films):
    assert titles("🦈🏖️")[:2] == ["Deep", "Ocean"]
    assert titles("🏁")[0] == "Race"


def test_colours_of_an_emoji_do_not_matter(films):
    assert titles("🦈🏖")[0] == titles("🦈🏖️")[0] == "Deep"


def test_words_beside_emojis_are_read_as_without_them(films):
    query, bare = parse("🏎️ before 1990"), parse("before 1990")
    assert query.filters == bare.filters and query.filters.year_to
    assert (query.emojis, query.text) == (("🏎",), "racing car")


def test_title_beside_an_emoji_is_still_a_title(films):
    assert titles("Race 🦈")[:2] == ["Race", "Deep"]


def test_emojis_fit_and_are_no_nonsense(films):
    assert all(match.fits for match in search("🦈🏖️")[:1])


@pytest.mark.parametrize("prompt", ["🇪🇸", "🏳️‍🌈", "👍🏽", "‍", "️"])
def test_emojis_of_no_film_are_answered(films, prompt):
    assert titles(prompt)


def test_edited_emojis_are_seen_after_a_while(films, monkeypatch):
    titles("🏁")
    Mood.objects.filter(movie__title="Town 1").update(emojis="🏁🏎️")
    Mood.objects.filter(movie__title="Race").update(emojis="")
    later = monotonic() + SECONDS_KEPT
    monkeypatch.setattr("movie.search.emojis.monotonic", lambda: later)
    assert titles("🏁🏎️")[0] == "Town 1"
