"""One bit of each number of films' vectors, and which films are near to a request by them.

A first pass counts in how many signs each film differs from the request (Charikar, 2002): by a part of the
signs, then by all of them for the best. The two thousand that differ least are compared by rounded vectors.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector
from ..matrix import Index
from .rounded import Rounded

# So many films are compared by rounded vectors, at least, and for each that is asked for; so many more than
# are asked for are then compared exactly.
LEAST_COMPARED, COMPARED, MORE = 2_000, 4, 30
# The first pass looks at so many words of each film's signs, and at all of them for so many times as many.
FIRST_WORDS, LOOKED_AT = 5, 10
# From so many films that differ least it is told of a part of all films how little that is.
TELLING, MARGIN = 500, 1.1
# Films looked at together: what is worked out of them stays in the processor's cache.
BLOCK = 1 << 15
WORD = 64  # bits
RULED_OUT = np.iinfo(np.uint16).max


@dataclass(frozen=True)
class Signs:
    """The signs of n films' vectors as they were at the journal's number `seen`; nobody changes it."""

    first: NDArray[np.uint64]  # (words, n): all films' first words side by side, to be run through
    rest: NDArray[np.uint64]  # (n, words): the other words of each film side by side, to be picked out
    rounded: Rounded
    index: Index  # the films without their vectors

    def nearest(self, vector: Vector, k: int, ruled_out: NDArray) -> NDArray[np.intp]:
        """The places of the films among which the k nearest to a vector are, without those ruled out."""
        alike = self.alike(vector, max(LEAST_COMPARED, COMPARED * k), ruled_out)
        return self.rounded.nearest(vector, alike, k + MORE)

    def alike(self, vector: Vector, count: int, ruled_out: NDArray) -> NDArray[np.intp]:
        """The places of the films that differ least from a vector, about `count`, without those ruled out."""
        asked = packed(vector[None])[0]
        own, others = asked[: len(self.first)], asked[len(self.first) :]
        if len(ruled_out) - np.count_nonzero(ruled_out) <= LOOKED_AT * count:
            places = np.flatnonzero(~ruled_out)
            differing = signs_differing(self.first[:, places], own)
        else:
            differing = signs_differing(self.first, own)
            differing[ruled_out] = RULED_OUT
            places = nearest_places(differing, LOOKED_AT * count)
            differing = differing[places]
        rest = self.rest[places]
        rest ^= others
        differing += np.bitwise_count(rest).sum(axis=1, dtype=np.uint16)
        return places[nearest_places(differing, count)]

    def places(self, movies: Collection[int]) -> NDArray[np.intp]:
        """Where those of these films (by id) stand that are here; ids ascend."""
        ids = np.array(sorted(movies), dtype=np.int64)
        found = np.searchsorted(self.index.ids, ids)
        there = found < len(self.index.ids)
        return found[there][self.index.ids[found[there]] == ids[there]]


def packed(rows: Vector) -> NDArray[np.uint64]:
    """Gives the signs of rows (n, d) as words (n, words); what is missing of the last word is 0."""
    spare = -rows.shape[1] % WORD
    signs = np.pad(rows > 0, ((0, 0), (0, spare)))
    return np.packbits(signs, axis=1).view(np.uint64)


def signs_differing(words: NDArray[np.uint64], asked: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """In how many signs each of the films whose words these are (words, n) differs from a request's, (n,)."""
    differing = np.zeros(words.shape[1], dtype=np.uint16)
    either, count = np.empty(BLOCK, dtype=np.uint64), np.empty(BLOCK, dtype=np.uint8)
    for first in range(0, len(differing), BLOCK):
        part = differing[first : first + BLOCK]
        for word, own in zip(words[:, first : first + BLOCK], asked, strict=True):
            np.bitwise_xor(word, own, out=either[: len(part)])
            part += np.bitwise_count(either[: len(part)], out=count[: len(part)])
    return differing


def nearest_places(differing: NDArray[np.uint16], count: int) -> NDArray[np.intp]:
    """Gives the places of the films that differ least, `count` of them and those that differ as little.

    How little that is, is told by every so many'th film: of many thousands some more come along.
    """
    step = max(1, count // TELLING)
    most = _most(differing[::step], count / step * (MARGIN if step > 1 else 1))
    places = np.flatnonzero(differing <= most)
    if len(places) >= count or most == RULED_OUT - 1:
        return places
    return np.flatnonzero(differing <= _most(differing, count))


def _most(differing: NDArray[np.uint16], count: float) -> int:
    """In how many signs the film differs that so many differ less than, or as little as."""
    least = np.cumsum(np.bincount(differing))
    return min(int(np.searchsorted(least, min(count, len(differing)))), RULED_OUT - 1)
