"""Knows the words of the other language for a word, so that full text finds films told in either."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from . import stopwords
from .folding import fold
from .stemming import english_stem, spanish_stem

FILE = Path(__file__).with_name("es-en.tsv")
# More would find too much: the words for "get" are many.
MOST = 4


def translations(word: str, spanish: bool) -> tuple[str, ...]:
    """Folded words of the other language for a folded word, a few at most; none where it is not listed."""
    if spanish:
        return (_english().get(word) or _english_of(spanish_stem(word)))[:MOST]
    return _spanish_of(english_stem(word))[:MOST]


@cache
def _english() -> dict[str, tuple[str, ...]]:
    """English for each folded Spanish word, stop words left out on both sides."""
    lines = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    listed = ((fold(spanish), english.split()) for spanish, english in lines)
    found = {
        spanish: tuple(word for word in english if word not in stopwords.ENGLISH)
        for spanish, english in listed
        if spanish not in stopwords.SPANISH
    }
    return {spanish: english for spanish, english in found.items() if english}


def _english_of(stem: str) -> tuple[str, ...]:
    """English for a Spanish stem, for forms that are not listed."""
    return tuple(_english_by_stem(beginning(stem)).get(stem, ()))


def _spanish_of(stem: str) -> tuple[str, ...]:
    """Folded Spanish words for an English stem, in the order of the file."""
    return tuple(_spanish_by_stem(beginning(stem)).get(stem, ()))


@lru_cache(maxsize=1_000)
def _english_by_stem(beginning: str) -> dict[str, list[str]]:
    """English by the stems of the Spanish words that begin so; made when one of them is asked for."""
    words = _spanish_beginning().get(beginning, ())
    return _by_stem((spanish_stem(word), english) for word in words for english in _english()[word])


@lru_cache(maxsize=1_000)
def _spanish_by_stem(beginning: str) -> dict[str, list[str]]:
    """Spanish by the stems of the English words that begin so; made when one of them is asked for."""
    pairs = _english_beginning().get(beginning, ())
    return _by_stem((english_stem(word), spanish) for word, spanish in pairs)


def _by_stem(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Words by the stems of what they translate, each once."""
    found: dict[str, dict[str, None]] = {}
    for stem, word in pairs:
        found.setdefault(stem, {})[word] = None
    return {stem: list(words) for stem, words in found.items()}


@cache
def _spanish_beginning() -> dict[str, list[str]]:
    """The listed Spanish words by how they begin."""
    found: dict[str, list[str]] = {}
    for spanish in _english():
        found.setdefault(beginning(spanish), []).append(spanish)
    return found


@cache
def _english_beginning() -> dict[str, list[tuple[str, str]]]:
    """Pairs of an English and a Spanish word by how the English one begins."""
    found: dict[str, list[tuple[str, str]]] = {}
    for spanish, english in _english().items():
        for word in english:
            found.setdefault(beginning(word), []).append((word, spanish))
    return found


def beginning(word: str) -> str:
    """What a word has in common with all of its forms and their stem ("dying", "die").

    To stem all words that are listed would take the first search of each process a second.
    """
    return word[:2].replace("y", "i")
