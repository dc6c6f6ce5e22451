"""Judges a request by its letters, words and pairs of words: what a mean of word vectors cannot tell."""

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..text import fold
from ..text.glossary import WORD

# Parts of words and pairs share so many places of the table, by their checksums.
PLACES = 2**16
SHORTEST, LONGEST = 3, 5
MOST_WORDS = 300
NO_WORDS = ("",)


def words_of(prompt: str) -> Sequence[str]:
    """The folded words of a prompt, the first few hundred; one empty word where it has none."""
    return [fold(word) for word in WORD.findall(prompt)[:MOST_WORDS]] or NO_WORDS


def places(words: Sequence[str]) -> list[int]:
    """Where the table is looked up for these words, as often as each part is said."""
    return [place for unit in _units(words) for place in _places(unit)]


class Wording:
    """A table of weights (PLACES,) and the sum that it gives for a request."""

    def __init__(self, table: NDArray[np.float32]) -> None:
        self.table = table
        self._weight = lru_cache(maxsize=50_000)(self._sum)

    def score(self, words: Sequence[str]) -> float:
        """Above 0 where the words are those of a request for a film; longer requests say more."""
        return sum(map(self._weight, _units(words))) / len(words) ** 0.5

    def _sum(self, unit: str) -> float:
        return float(self.table[list(_places(unit))].sum())


def _units(words: Sequence[str]) -> Iterator[str]:
    """The words, then the pairs of neighbours."""
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _places(unit: str) -> tuple[int, ...]:
    """A pair counts whole; a word whole and in its parts of a few letters."""
    return tuple(zlib.crc32(part.encode()) % PLACES for part in {unit, *_parts(unit)})


def _parts(unit: str) -> Iterator[str]:
    if " " in unit:
        return
    # Nobody's word is longer, and letters without end would take time without end.
    marked = f"^{unit[:30]}$"
    for length in range(SHORTEST, LONGEST + 1):
        yield from (marked[start : start + length] for start in range(len(marked) - length + 1))
