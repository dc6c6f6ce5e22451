"""A wish that says no more than how a film should leave somebody is answered by what films leave."""

import pytest
from django.core.management import call_command

from movie.models import Mood
from movie.moods.store import store_mood
from movie.search.chips import chips
from movie.search.emotions import agreements, with_families
from movie.search.fallback import answer
from movie.search.query_parser import parse
from movie.search.ranking import search
from movie.templatetags.match_tags import found_by


@pytest.fixture
def films(make_movie, db):
    """One that makes laugh, one that makes cry, one that calms; each told of a laugh in vain."""
    left = {"Pie": ["amusement", "joy"], "Tomb": ["grief", "sadness"], "Pond": ["serenity", "warmth"]}
    for title, emotions in left.items():
        movie = make_movie(title, genre="Drama", description=f"Nobody in {title} can laugh or cry any more.")
        store_mood(movie.pk, emotions, "", Mood.Source.OWN)
    call_command("movie_embeddings", verbosity=0)


def first(prompt):
    return search(prompt, k=1)[0].movie.title


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("need a laugh", "Pie"),
        ("algo que me haga reír", "Pie"),
        ("estoy triste, algo alegre", "Pie"),
        ("feel good movie", "Pie"),
        ("i want to cry", "Tomb"),
        ("una peli triste", "Tomb"),
        ("para llorar a moco tendido", "Tomb"),
        ("something calm and peaceful", "Pond"),
        ("algo tranquilo para una tarde de lluvia", "Pond"),
    ],
)
def test_film_that_leaves_it_comes_first(films, prompt, title):
    assert first(prompt) == title


@pytest.mark.parametrize(
    "prompt",
    ["pirates", "anime", "a sad robot", "la amistad", "tengo ganas de una de misterio", "twister", "grief"],
)
def test_what_stories_are_about_is_no_feeling(db, prompt):
    query = parse(prompt)
    assert not query.emotions and (query.text or query.genres)


def test_what_is_told_beside_a_wish_still_counts(films):
    query = parse("bad day at the bakery, need a laugh")
    assert "amusement" in query.emotions and "bakery" in query.text


def test_years_and_genres_are_read_beside_it(films):
    query = parse("a sad film from the 90s")
    assert query.emotions == ("sadness",) and not query.text
    assert (query.filters.year_from, query.filters.year_to) == (1990, 1999)


def test_chip_says_it_in_the_visitors_language_and_takes_it_back(films):
    prompt = "algo para llorar"
    shown = chips(parse(prompt), "es")
    assert shown[0].label == "Deja tristeza"
    query = parse(prompt, [chip.key for chip in shown])
    assert query.text == prompt and not query.emotions


def test_what_the_film_leaves_is_said_of_it(films):
    match = search("i want to cry", k=1)[0]
    assert match.similarity is None and match.emotions == ("sadness",) and not match.by_fame
    assert found_by(match, told=True) == "Leaves sadness"


def test_films_are_found_by_it_without_any_embedder(films, settings):
    settings.EMBEDDER = "openai"
    settings.OPENAI_API_KEY = ""
    found = answer("need a laugh", k=1)
    assert found.matches[0].movie.title == "Pie" and found.fits


def test_the_first_emotion_counts_most_and_kin_count_less(films):
    far = agreements(["grief"])
    other = agreements(["sadness"])
    assert len(far) == len(other) == 1 and far.popitem()[1] > other.popitem()[1]
    assert with_families(["Tristeza"]) == [("sadness", "sadness")]


def test_where_no_films_emotions_are_known_the_wish_is_told_instead(make_movie, db):
    make_movie("Pie")
    query = parse("something sweet for a date night")
    assert not query.emotions and "date night" in query.text
