"""What the ranking knows of every film for one request: rows of numbers side by side, (n,) each."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating]
# A film so many years away from a named one is half as near.
HALVING_YEARS = 3.0
# The parameter of BM25 that says how much a word gains by being said again, as SQLite's FTS5 has it.
K1 = 1.2
# Of fewer films than these a deviation says nothing.
FEWEST = 30


@dataclass(frozen=True)
class Signals:
    """One number for each of n films in each row; all rows but the first may be missing."""

    cosine: Values  # of the film's vector and the request's, put through the query map
    bm25: Values | None = None  # of the request's words in the film's texts
    most: float = 0.0  # the BM25 that no film could pass
    years: Values | None = None  # from 0 to 1, how near the film's year is to those named
    drawn: int | None = None  # so many at the front stand for all films; None: all films are here


def finite_of(values: Values, drawn: int | None = None) -> Values:
    """The finite values of the films at the front that stand for all, or of all where those are too few."""
    finite = values[:drawn][np.isfinite(values[:drawn])]
    return values[np.isfinite(values)] if drawn is not None and len(finite) < FEWEST else finite


def z_scores(values: Values, drawn: int | None = None) -> NDArray[np.float32]:
    """The values moved and scaled to mean 0 and standard deviation 1, over those that are finite.

    All zeros where they are all equal; what is not finite stays as it is. See finite_of for `drawn`.
    """
    finite = finite_of(values, drawn)
    deviation = finite.std(dtype=np.float64) if finite.size else 0.0
    if deviation < 1e-12:
        return np.where(np.isfinite(values), 0.0, values).astype(np.float32)
    return ((values - finite.mean(dtype=np.float64)) / deviation).astype(np.float32)


def coverage(bm25: Values, most: float) -> Values:
    """Which share of what the request says stands in the film, from 0 to 1.

    Unlike a z-score it stays small where hardly any word of the request stands in any film, as in a
    catalogue of another language: chance matches then decide nothing.
    """
    return bm25 / most if most > 0 else np.zeros_like(bm25)


def rarity(films: int, size: int) -> float:
    """BM25's inverse document frequency of a word that so many of `size` films have, above 0.

    A word that no film has counts as if it were the rarest there is, for it may have been the telling one.
    """
    return max(log((size - films + 0.5) / (films + 0.5)), 1e-6) if films else log(max(size, 2))


def most_bm25(words: Iterable[tuple[float, float]]) -> float:
    """What a film could score at most that said these words without end: (times, rarity) of each."""
    return (K1 + 1) * sum(times * rare for times, rare in words)


def closeness(years: NDArray[np.integer], first: int, last: int) -> NDArray[np.float32]:
    """How near films' years are to those from first to last: 1 within, halved every few years beyond."""
    years = years.astype(np.int64)
    away = np.maximum(0, np.maximum(first - years, years - last))
    return np.exp2(-away / HALVING_YEARS).astype(np.float32)
