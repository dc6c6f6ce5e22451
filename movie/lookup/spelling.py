"""Picks from many names the few that a slip or two may lead to, before any is compared letter by letter."""

from collections.abc import Sequence

import numpy as np

# A bit for each letter and figure; what is neither shares the bits that are left.
BITS = {letter: 1 << place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
OTHERS = 64 - len(BITS)


class Spelling:
    """Names without blanks, by their lengths, with the letters that each has as bits of one number.

    A letter more or less changes one bit at most, another letter two, and two that are swapped none.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        lengths = np.array([len(name) for name in names], dtype=np.int64)
        # Where each name stands, the shortest first, and how many are shorter than each length.
        self._places = np.argsort(lengths, kind="stable").astype(np.int32)
        self._shorter = np.searchsorted(lengths[self._places], np.arange(lengths.max(initial=0) + 2))
        letters = np.array([_letters(name) for name in names], dtype=np.uint64)
        self._letters = letters[self._places]

    def like(self, name: str, slips: int) -> list[str]:
        """The names that may differ by so many slips, in their order: all of those that do, and some more."""
        last = len(self._shorter) - 1
        shortest, longest = (
            min(max(0, length), last) for length in (len(name) - slips, len(name) + slips + 1)
        )
        first, end = self._shorter[shortest], self._shorter[longest]
        apart = np.bitwise_count(self._letters[first:end] ^ np.uint64(_letters(name)))
        near = self._places[first:end][apart <= 2 * slips]
        near.sort()
        return [self._names[place] for place in near.tolist()]


def _letters(name: str) -> int:
    bits = 0
    for letter in set(name):
        bits |= BITS.get(letter) or 1 << len(BITS) + ord(letter) % OTHERS
    return bits
