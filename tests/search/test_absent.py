"""Films and people that are not here are told so by what a request looks like; wishes never are."""

import numpy as np
import pytest

from movie.database import full_text
from movie.embedders import get_embedder
from movie.models import Movie
from movie.search.absent import absent_name, has_a_title, says_nothing_else
from movie.search.fallback import answer
from movie.search.out_of_scope.name_examples import name_examples
from movie.search.out_of_scope.name_features import look_of_name, name_features
from movie.search.out_of_scope.names import shipped_names
from movie.search.query import SearchQuery
from movie.search.query_parser import bare_name, parse

pytestmark = pytest.mark.django_db
STORIES = {
    "The Harbour": "A lighthouse keeper hides pirates and their treasure from the navy.",
    "Steel Hearts": "Two robots learn to feel in a factory that is going to close down.",
    "El bosque": "Una niña se pierde entre lobos y aprende a vivir con ellos.",
}


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Three films in the vectors of the offline model."""
    vectors = get_embedder().embed_documents([f"{title}\n{story}" for title, story in STORIES.items()])
    return [
        make_movie(title, vector, description=story)
        for (title, story), vector in zip(STORIES.items(), vectors, strict=True)
    ]


@pytest.mark.parametrize("name", ["the harbour 1930s silent", "Steel Hearts remastered"])
def test_name_with_a_title_in_it_is_not_told_to_be_absent(films, name):
    assert not absent_name(parse(name))


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("steel hearts remastered", True),
        ("The Harbour 2", False),
        ("Steel Hearts III", False),
        ("bosque", False),
    ],
)
def test_title_in_a_name_is_seen_but_for_a_sequels(films, name, has):
    assert has_a_title(name) == has


@pytest.mark.parametrize(
    "name",
    [
        *("Shrek", "The Matrix Reloaded", "harry potter", "Los Goonies", "Will Smith", "Penélope Cruz"),
        *("barbie", "minions", "avengers endgame"),
    ],
)
def test_name_that_nobody_here_has_is_told_and_nothing_fits(films, name):
    found = answer(name)
    assert (found.absent, found.fits) == (name, False)
    assert name in found.absence and len(found.matches) == len(films)


@pytest.mark.parametrize(
    "wish",
    [
        "pirates and treasure",
        "Pirates and treasure",
        "algo divertido",
        "robots con sentimientos",
        "lobos",
        "a funny film for tonight",
        "una comedia romántica en París",
        "love story in the snow",
    ],
)
def test_wish_is_not_taken_for_a_name(films, wish):
    found = answer(wish)
    assert (found.absent, found.absence, found.fits) == ("", "", True)


@pytest.mark.parametrize("title", [*STORIES, "the harbor", "steel hearts"])
def test_title_that_is_here_fits(films, title):
    found = answer(title)
    assert (found.absent, found.fits) == ("", True)


def test_nonsense_is_no_name(films):
    found = answer("xkcjv 39fj wqz")
    assert (found.absent, found.fits) == ("", False)


def test_name_is_told_without_the_words_around_it(films):
    assert answer("I want to watch the movie Shrek please").absent == "Shrek"
    assert answer("quiero ver la película Shrek").absent == "Shrek"


def test_film_that_one_should_be_like_is_told_beside_what_else_fits(films):
    query = SearchQuery(text="pirates", unknown=("Shrek",))
    found = answer(query)
    assert (found.absent, found.fits) == ("Shrek", True)
    assert found.matches[0].movie.title == "The Harbour"


def test_film_that_one_should_be_like_is_searched_for_by_its_name(films):
    found = answer(SearchQuery(unknown=("Shrek",)))
    assert (found.absent, found.fits) == ("Shrek", False)
    assert all(match.similarity is not None for match in found.matches)


def test_long_request_names_nothing(films):
    assert absent_name(parse("Shrek " * 8)) == ""


def test_what_else_was_understood_is_no_name():
    assert absent_name(SearchQuery(text="Shrek", genres=("Comedy",))) == ""
    assert says_nothing_else(SearchQuery(text="Shrek"))
    assert not says_nothing_else(SearchQuery(unknown=("Shrek",), genres=("Comedy",)))


def test_other_models_go_by_words_that_are_no_ordinary_ones(recording_embedder, make_movie):
    make_movie("Far", [0, 1, 0])
    assert answer("Shrek").absent == "Shrek"
    assert answer("Julieta Venegas").absent == "Julieta Venegas"
    assert answer("pirates and treasure").absent == ""


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("busco la peli Shrek", "Shrek"),
        ("peliculas de cantinflas", "cantinflas"),
        ("peliculas de guerra", "de guerra"),
        ("The Hangover", "The Hangover"),
        ("la momia", "la momia"),
        ("To Have and Have Not", "To Have and Have Not"),
        ("", ""),
    ],
)
def test_bare_name_keeps_its_article(prompt, name):
    assert bare_name(prompt) == name


def test_words_of_one_film_are_told_from_words_of_several(films):
    assert full_text.one_has_all(["pirates", "treasure"])
    assert not full_text.one_has_all(["pirates", "robots"])
    assert full_text.one_has_all(["lobo", "niñas"], spanish=True)
    assert full_text.phrase_names(["steel", "hearts"])
    assert not full_text.phrase_names(["hearts", "steel"]) and not full_text.phrase_names(
        ["lighthouse", "keeper"]
    )
    assert not full_text.one_has_all([]) and not full_text.phrase_names([])


@pytest.mark.parametrize("text", ["", "?", "1234", "🦈", 'NOT "AND" (', "日本"])
def test_any_text_is_judged_without_failing(films, text):
    assert isinstance(absent_name(SearchQuery(text=text)), str)


def test_shipped_weights_fit_the_offline_vectors():
    features = name_features("x", np.zeros(get_embedder().dimensions, dtype=np.float32))
    assert len(shipped_names().hidden) == len(features)


def test_look_tells_capitals_and_strange_words():
    assert look_of_name("Blue Moon") != look_of_name("blue moon")
    assert look_of_name("cómo") == look_of_name("como")


def test_examples_teach_no_name_that_is_measured_by():
    chosen = name_examples()
    assert chosen == name_examples()
    taught = {example.prompt.lower() for example in chosen if not example.other}
    assert not taught & {"shrek", "el verdugo", "mel gibson"}
    assert "pinocho" in taught
