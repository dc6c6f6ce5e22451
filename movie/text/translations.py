"""Knows the words of the other language for a word, so that full text finds films told in either."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from . import stopwords
from .folding import fold
from .stemming import english_stem, spanish_stem

FILE = Path(__file__).with_name("es-en.tsv")
# More would find too much: the words for "get" are many.
MOST = 4
# Words of one stem begin alike. Stemming those few when they are asked for is a matter of microseconds;
# stemming all that are listed takes a second.
SHORT, LONG = 3, 4

Listed = dict[str, list[tuple[str, tuple[str, ...]]]]  # words and their translations, by their beginnings


@lru_cache(maxsize=10_000)
def translations(word: str, spanish: bool) -> tuple[str, ...]:
    """Folded words of the other language for a folded word, a few at most; none where it is not listed."""
    if spanish:
        return (_english().get(word) or _of_forms(word, _english_by_beginning(), spanish_stem))[:MOST]
    return _of_forms(word, _spanish_by_beginning(), english_stem)[:MOST]


def _of_forms(word: str, listed: Listed, stem: Callable[[str], str]) -> tuple[str, ...]:
    """The translations of all listed words that are forms of a word: of one stem, and so of one beginning."""
    wanted = stem(word)
    length = LONG if len(wanted) > LONG else SHORT
    alike = chain.from_iterable(
        listed.get(each, ()) for each in {_begin(word, length), _begin(wanted, length)}
    )
    forms = (others for listed_word, others in alike if stem(listed_word) == wanted)
    return tuple(dict.fromkeys(chain.from_iterable(forms)))


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
def _english_by_beginning() -> Listed:
    return _by_beginning(_english().items())


@cache
def _spanish_by_beginning() -> Listed:
    """English words with the Spanish words for them, in the order of the file."""
    return _by_beginning((word, (spanish,)) for spanish, english in _english().items() for word in english)


def _by_beginning(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Listed:
    """Words with their translations, by the words' first letters."""
    found: Listed = {}
    for word, others in pairs:
        for length in {min(len(word), length) for length in (SHORT, LONG)}:
            found.setdefault(_begin(word, length), []).append((word, others))
    return found


def _begin(word: str, length: int) -> str:
    return word[:length].replace("y", "i")  # "fly", "flies"
