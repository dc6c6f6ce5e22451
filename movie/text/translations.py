"""Knows the words of the other language for a word, so that full text finds films told in either."""

from functools import cache
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
        return (_english().get(word) or _english_by_stem().get(spanish_stem(word), ()))[:MOST]
    return _spanish_by_stem().get(english_stem(word), ())[:MOST]


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


@cache
def _english_by_stem() -> dict[str, tuple[str, ...]]:
    """The same for the stems of Spanish words, for forms that are not listed."""
    found: dict[str, dict[str, None]] = {}
    for spanish, english in _english().items():
        found.setdefault(spanish_stem(spanish), {}).update(dict.fromkeys(english))
    return {stem: tuple(words) for stem, words in found.items()}


@cache
def _spanish_by_stem() -> dict[str, tuple[str, ...]]:
    """Folded Spanish words for the stems of English ones, in the order of the file."""
    found: dict[str, list[str]] = {}
    for spanish, english in _english().items():
        for word in english:
            found.setdefault(english_stem(word), []).append(spanish)
    return {stem: tuple(dict.fromkeys(words)) for stem, words in found.items()}
