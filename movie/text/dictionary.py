"""Knows the words of the other language for a word, so that full text finds films told in either."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from pathlib import Path

from . import stopwords
from .folding import fold
from .stemming import english_stem, spanish_stem

FILE = Path(__file__).with_name("es-en.tsv")
# More would find too much: the words for "get" are many.
MOST = 4
Pair = tuple[str, int, str, str]  # how a word reads, its place in the file, itself, and its translation


def translations(word: str, spanish: bool) -> tuple[str, ...]:
    """Folded words of the other language for a folded word, a few at most; none where it is not listed."""
    if not spanish:
        return _of_stem(_english_to_spanish(), word, english_stem)[:MOST]
    return (_english().get(word) or _of_stem(_spanish_to_english(), word, spanish_stem))[:MOST]


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


def _of_stem(listed: list[Pair], asked: str, stemmed: Callable[[str], str]) -> tuple[str, ...]:
    """Translations of the listed words that have the stem of one that is asked for, in the file's order.

    To stem all that are listed would take the first search of each process a second.
    """
    stem = stemmed(asked)
    start = beginning(stem)
    near = listed[bisect_left(listed, (start,)) : bisect_left(listed, (f"{start}\uffff",))]
    in_order = sorted(near, key=itemgetter(1))
    return tuple(dict.fromkeys(other for _, _, word, other in in_order if stemmed(word) == stem))


@cache
def _spanish_to_english() -> list[Pair]:
    """Each listed Spanish word with each of its English ones, from A to Z."""
    return _sorted((spanish, word) for spanish, english in _english().items() for word in english)


@cache
def _english_to_spanish() -> list[Pair]:
    """The same the other way round."""
    return _sorted((word, spanish) for spanish, english in _english().items() for word in english)


def _sorted(pairs: Iterable[tuple[str, str]]) -> list[Pair]:
    return sorted((read(word), place, word, other) for place, (word, other) in enumerate(pairs))


def beginning(stem: str) -> str:
    """How all words of a stem begin, as they are read: as it does, but for its last letter."""
    return read(stem[: max(2, len(stem) - 1)])


def read(word: str) -> str:
    """A word as its forms and their stem are alike ("dying", "die")."""
    return word.replace("y", "i")
