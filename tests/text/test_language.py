"""Spanish is told from English, and ordinary words from names."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from movie.text.language import LETTERS, PLACES, is_listed, is_spanish, leaning
from movie.text.train import examples, learn

PROMPTS = Path(__file__).parents[1] / "prompts"


@pytest.mark.parametrize(
    "text",
    [
        "astronautas solos",
        "soldados heridos",
        "fantasmas vengativos",
        "¿Quién?",
        "peli de miedo",
        "TIBURONES",
    ],
)
def test_few_spanish_words_are_read_as_spanish(text):
    assert is_spanish(text)
    assert leaning(text) == 1


@pytest.mark.parametrize(
    "text", ["lonely astronauts", "bases", "cars chases", "haunted hotels", "What?", "I'm sad", "SHARKS"]
)
def test_few_english_words_are_not(text):
    assert not is_spanish(text)
    assert leaning(text) == -1


@pytest.mark.parametrize("text", ["", " ", "1984", "七人の侍", "🦈", "\0", "a" * 4000, "ñ" * 4000])
def test_any_text_is_read(text):
    assert is_spanish(text) in (True, False)
    assert leaning(text) in (-1, 0, 1)


def test_text_without_letters_leans_to_neither_language():
    assert leaning("1984, 2001") == leaning("") == 0


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("name", ["prompts", "second", "ordinary", "workshop"])
def test_language_of_every_description_of_a_film_is_told(name, code):
    lines = (PROMPTS / f"{name}.{code}.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if is_spanish(json.loads(line)["query"]) != (code == "es")] == []


@pytest.mark.parametrize("word", ["house", "houses", "casa", "casas", "running", "corriendo", "the", "los"])
def test_ordinary_word_is_listed_in_any_form(word):
    assert is_listed(word)


@pytest.mark.parametrize("word", ["scorsese", "kubrick", "tarantino", "hitchcock", "xqzt", "", "七"])
def test_name_is_not_listed(word):
    assert not is_listed(word)


def test_threads_that_start_together_read_the_same():
    texts = ["astronautas solos", "lonely astronauts", "fantasmas", "ghosts"] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(is_spanish, texts)) == [True, False] * 40


def test_letters_are_learned_from_examples_alone():
    assert len(LETTERS.read_bytes()) == PLACES
    weights = learn([("zorro zumo", 1), ("wow owl", -1)] * 5)
    assert weights.dtype == np.int8
    assert weights.max() > 0 > weights.min()
    assert {spanish for _, spanish in examples()} == {1, -1}
