"""Wishes of several parts: each part counts, and nothing is found that one of them rules out."""

import pytest

from movie.models import Credit, Movie, Person
from movie.search.fallback import answer
from movie.search.filtering import passing
from movie.search.query import Filters, SearchQuery


@pytest.fixture
def films(recording_embedder, make_movie):
    """Films about the sea and about space, by two people."""
    ann, bob = (Person.objects.create(name=name) for name in ("Ann", "Bob"))
    made = {}
    for title, vector, year, person in (
        ("Harbour", [1, 0, 0], 1950, ann),
        ("Whale", [1, 0.1, 0], 1980, bob),
        ("Rocket", [0.1, 1, 0], 1990, ann),
        ("Orbit", [0, 1, 0], 2010, bob),
    ):
        made[title] = make_movie(title, vector, year=year, genre="Drama", vote_count=year)
        Credit.objects.create(movie=made[title], person=person, role=Credit.Role.ACTOR)
    return made | {"Ann": ann, "Bob": bob}


def titles(wish, **options):
    return [match.movie.title for match in answer(wish, **options).matches]


def test_liked_film_brings_those_like_it_and_not_itself(films):
    assert titles(SearchQuery(liked=(films["Harbour"].pk,))) == ["Whale", "Rocket", "Orbit"]


def test_disliked_film_pushes_those_like_it_back(films):
    liked, disliked = films["Rocket"].pk, films["Orbit"].pk
    assert titles(SearchQuery(liked=(liked,), disliked=(disliked,)))[0] == "Whale"


def test_people_and_filters_rule_out_before_the_best_are_taken(films):
    liked = (films["Harbour"].pk,)
    assert titles(SearchQuery(liked=liked, without_people=(films["Bob"].pk,)), k=1) == ["Rocket"]
    assert titles(SearchQuery(liked=liked, people=(films["Bob"].pk,))) == ["Whale", "Orbit"]
    assert titles(SearchQuery(liked=liked, filters=Filters(year_from=2000))) == ["Orbit"]
    assert titles(SearchQuery(liked=liked, without=(films["Whale"].pk,)), k=1) == ["Rocket"]
    assert titles(SearchQuery(liked=liked, people=(films["Ann"].pk, films["Bob"].pk))) == []


def test_wish_that_says_nothing_is_granted_by_votes(films):
    assert titles(SearchQuery()) == ["Orbit", "Rocket", "Whale", "Harbour"]
    assert titles(SearchQuery(people=(films["Ann"].pk,))) == ["Rocket", "Harbour"]


def test_text_and_liked_film_count_both(films):
    assert len(titles(SearchQuery("a film", liked=(films["Harbour"].pk,)))) == 3


def test_what_passes_of_all_films_is_what_passes_of_those_in_the_index(films):
    for wish in (
        SearchQuery(liked=(films["Harbour"].pk,), people=(films["Bob"].pk,)),
        SearchQuery(liked=(films["Harbour"].pk,), without_people=(films["Bob"].pk,)),
        SearchQuery(liked=(films["Harbour"].pk,), filters=Filters(1985, 2000)),
    ):
        passed = Movie.objects.filter(pk__in=passing(wish).tolist())
        assert set(titles(wish, k=9)) == set(passed.values_list("title", flat=True))


def test_provider_that_is_down_leaves_the_films_like_the_liked_ones(films, openai_server, settings):
    settings.EMBEDDERS = {
        "default": {
            "BACKEND": "movie.embedders.openai.OpenAIEmbedder",
            "OPTIONS": {"base_url": "http://127.0.0.1:9/v1", "model": "recording"},
        }
    }
    found = answer(SearchQuery("harbour whale", liked=(films["Harbour"].pk,)))
    assert "Whale" in [match.movie.title for match in found.matches]
    assert found.notice
