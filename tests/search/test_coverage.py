"""Words of a request are found in films' own words: the same, in another form or language, or alike."""

import numpy as np
import pytest

from movie.embedders import get_embedder
from movie.search.coverage import coverage
from movie.search.prompts import read

SHARK = "A shark attacks swimmers near the beach."
WHALE = "Whales and dolphins cross the ocean."
ASTRONAUTA = "Un astronauta se queda solo en el espacio y quiere volver a la Tierra."
TEXTS = [SHARK, WHALE, ASTRONAUTA]


def covered(prompt: str, *texts: str) -> list[float]:
    return coverage(read(prompt), texts, get_embedder()).tolist()


@pytest.mark.parametrize(
    ("prompt", "words", "text"),
    [
        ("swimmers attacked by sharks", "attacks shark swimmers", SHARK),
        ("tiburones en una playa", "a shark at the beach", SHARK),
        ("the astronaut alone in space", "un astronauta solo en el espacio", ASTRONAUTA),
        ("astronautas solos", "el astronauta solo", ASTRONAUTA),
    ],
)
def test_words_in_another_form_or_language_count_as_the_films_own(prompt, words, text):
    assert covered(prompt, text) == pytest.approx(covered(words, text), abs=0.02)


@pytest.mark.parametrize("text", TEXTS)
def test_film_that_is_told_in_the_words_of_the_request_is_covered_wholly(text):
    assert covered(text, text) == pytest.approx([1], abs=1e-5)


def test_longer_film_of_the_same_words_is_no_better():
    short, long = covered("a shark near the beach", SHARK, f"{SHARK} {ASTRONAUTA} {WHALE}")
    assert short > long


@pytest.mark.parametrize("prompt", ["a seal", "una foca", "fishermen and their boat"])
def test_word_that_no_film_has_is_covered_by_those_like_it(prompt):
    sea, tax = covered(prompt, WHALE, "Accountants discuss the tax law of the county.")
    assert 1 > sea > tax


def test_each_word_counts_the_same_however_often_it_is_said():
    once, often = covered("shark wedding", SHARK), covered("shark shark shark wedding wedding", SHARK)
    assert once == pytest.approx(often)


def test_film_is_covered_the_same_alone_and_among_others():
    together = covered("a shark in space", *TEXTS)
    assert together == pytest.approx([covered("a shark in space", text)[0] for text in TEXTS], abs=1e-5)


@pytest.mark.parametrize("prompt", ["", "?!", "七人の侍", "de la", "shark \x00 \ud800"])
def test_any_request_gives_finite_numbers(prompt):
    scores = covered(prompt, *TEXTS, "", "the of", "七人の侍")
    assert len(scores) == 6
    assert np.isfinite(scores).all()


def test_no_films_give_no_scores():
    assert covered("a shark") == []
