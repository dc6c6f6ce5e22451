"""Knows the studios of the catalogue, of whose names a request says a part: "pixar", "warner bros"."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..text import WORD, fold_in_place
from .catalogue import Catalogue, catalogue

# What companies are called beside their names.
KINDS_OF_COMPANY = frozenset(
    """
    animation cinema co company corporation de distribution entertainment feature features film films group
    inc international limited ltd media motion movie movies of picture pictures production productions
    producciones studio studios television the tv
    """.split()  # noqa: SIM905
)
# Words that are written in two ways.
SPELLED = {"brothers": "bros", "20th": "twentieth"}
LONGEST = 5  # words


class Studio(NamedTuple):
    """What is named: all studios that have these words in their names."""

    name: str  # the words as they are written: "Pixar", "Walt Disney"
    films: int
    is_whole: bool  # whether one of them is called so, but for what kind of company it is


class Studios:
    """The studios of a catalogue, by the words of their names."""

    def __init__(self, films: Catalogue) -> None:
        self._films = films
        self._by_word: dict[str, dict[str, int]] = defaultdict(dict)
        for name, count in Counter(name for names in films.studios for name in names).items():
            for word in _words(name):
                self._by_word[word][name] = count

    def begins(self, word: str) -> bool:
        """Whether a folded word is in the name of any."""
        return _spelled(word) in self._by_word

    def called(self, said: str) -> Studio | None:
        """The studio of whose name a part is said, or the whole; None where no film is of such a one."""
        run = _words(said)
        core = _core(run)
        if not core or len(run) > LONGEST:
            return None
        named = {name: films for name, films in self._with(core[0]).items() if _has(_words(name), run)}
        if not named:
            return None
        commonest = max(named, key=named.__getitem__)
        is_whole = any(_core(_words(name)) == core for name in named)
        return Studio(_written(commonest, run), sum(named.values()), is_whole)

    def films_by(self, wanted: Iterable[str]) -> set[int]:
        """The ids of the films of any studio in whose name one of these is said."""
        runs = [run for name in wanted if (run := _words(name))]
        named = {name for run in runs for name in self._with(run[0]) if _has(_words(name), run)}
        theirs = {names for names in set(self._films.studios) if not named.isdisjoint(names)}
        there = [names in theirs for names in self._films.studios]
        return set(self._films.ids[np.array(there, dtype=bool)].tolist())

    def _with(self, word: str) -> Mapping[str, int]:
        return self._by_word.get(word, {})


def studios() -> Studios:
    """The studios of the films, up to date with what any process has committed."""
    return _of(catalogue())


_of = lru_cache(maxsize=1)(Studios)


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_spelled(word) for word in WORD.findall(fold_in_place(name)))


def _spelled(word: str) -> str:
    return SPELLED.get(word, word)


def _core(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in KINDS_OF_COMPANY]


def _has(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether these words stand one behind the other among others."""
    return run in (words[place : place + len(run)] for place in range(len(words)))


def _written(name: str, run: tuple[str, ...]) -> str:
    """The words that are said as a name has them."""
    folded, places = _words(name), list(WORD.finditer(name))
    first = next(place for place in range(len(folded)) if folded[place : place + len(run)] == run)
    return name[places[first].start() : places[first + len(run) - 1].end()]
