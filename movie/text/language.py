"""Tells Spanish from English, and ordinary words of either from names."""

import re
from array import array
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from . import stopwords
from .folding import fold
from .stemming import spanish_stem, stem

LETTER_WORD = re.compile(r"[^\W\d_]+")
# What each run of letters says for Spanish, by its hash: `python -m movie.text.train` makes it.
LETTERS = Path(__file__).with_name("letters.bin")
PLACES = 1 << 15
STEP = 1 / 16
RUNS = (2, 3, 4)  # letters, of a word with its borders
# The stems of words that a dictionary has and that are no names, folded: stemming them takes seconds.
ORDINARY = {code: Path(__file__).with_name(f"ordinary.{code}.txt") for code in ("es", "en")}


def is_spanish(text: str) -> bool:
    """Whether a text is Spanish rather than English, by its stop words and the letters of all its words."""
    return _score(text) > 0


def leaning(text: str) -> int:
    """1 where a few words are Spanish rather than English, -1 where English, 0 where they have no letters."""
    score = _score(text)
    return (score > 0) - (score < 0)


@lru_cache(maxsize=50_000)
def is_listed(word: str) -> bool:
    """Whether a folded word, in any form, is an ordinary word of Spanish or English, rather than a name."""
    return word in stopwords.EITHER or spanish_stem(word) in _stems("es") or stem(word) in _stems("en")


def ordinary_stems() -> frozenset[str]:
    """The folded stems of the ordinary words of both languages."""
    return frozenset(_stems("es")) | frozenset(_stems("en"))


@lru_cache(maxsize=256)  # of one request it is asked four times
def _score(text: str) -> float:
    """Above 0 for Spanish: stop words of it less those of English, and the letters' logistic regression."""
    said = [_said(word) for word in LETTER_WORD.findall(text)]
    runs = sum(runs for _, _, runs in said)
    stop_words = sum(stop_word for stop_word, _, _ in said)
    return stop_words + STEP * sum(weight for _, weight, _ in said) / max(1, runs) ** 0.5


@lru_cache(maxsize=100_000)
def _said(word: str) -> tuple[int, int, int]:
    """1 for a Spanish stop word, -1 for an English one; the weight of its runs of letters; their number."""
    folded, places, weights = fold(word), places_of(word.lower()), _weights()
    stop_word = (folded in stopwords.SPANISH) - (folded in stopwords.ENGLISH)
    return stop_word, sum(weights[place] for place in places), len(places)


def places_of(word: str) -> list[int]:
    """Where the runs of letters of a word in small letters stand in the table."""
    word = f"<{word}>"
    return [
        crc32(word[start : start + length].encode()) % PLACES
        for length in RUNS
        for start in range(len(word) - length + 1)
    ]


@cache
def _weights() -> array:
    return array("b", LETTERS.read_bytes())


@cache
def _stems(code: str) -> frozenset[str]:
    return frozenset(ORDINARY[code].read_text(encoding="utf-8").split())
