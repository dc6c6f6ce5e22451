"""Picks from many names the few that a slip or two may lead to, before any is compared letter by letter."""

from collections.abc import Sequence

import numpy as np

# A bit for each letter and figure; what is neither shares the bits that are left.
PLACES = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
OTHERS = 64 - len(PLACES)


class Spelling:
    """Names without blanks, with their lengths and the letters that each has, as bits of one number.

    A letter more or less changes one bit at most, another letter two, and two that are swapped none.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._lengths = np.array([len(name) for name in names], dtype=np.int16)
        self._letters = np.array([_letters(name) for name in names], dtype=np.uint64)

    def like(self, name: str, slips: int) -> list[str]:
        """The names that may differ by so many slips, in their order: all of those that do, and some more."""
        apart = np.bitwise_count(self._letters ^ np.uint64(_letters(name)))
        near = (apart <= 2 * slips) & (np.abs(self._lengths - len(name)) <= slips)
        return [self._names[place] for place in np.flatnonzero(near)]


def _letters(name: str) -> int:
    bits = 0
    for letter in set(name):
        bits |= 1 << PLACES.get(letter, len(PLACES) + ord(letter) % OTHERS)
    return bits
