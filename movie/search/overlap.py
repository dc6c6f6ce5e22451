"""What films have in common, as inverted lists: which films hold which term, in numpy alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]
# Gives a weight for each term from how many films hold it (t,), and how many films there are.
Weigh = Callable[[Numbers, int], Scores]


def equal(holders: Numbers, films: int) -> Scores:
    """Every term weighs 1."""
    return np.ones(len(holders))


def rare(holders: Numbers, films: int) -> Scores:
    """A term weighs its squared idf, ln(1 + films / holders)²: products of idf-weighted vectors."""
    return np.log1p(films / holders) ** 2


@dataclass(frozen=True)
class Terms:
    """The terms of n films, both ways: `terms` film by film, `holders` (places of films) term by term.

    Film i has terms[starts[i]:starts[i + 1]]; term t is held by holders[heads[t]:heads[t + 1]], weighs
    weights[t], and was called values[t] by whoever made this.
    """

    starts: Numbers = field(repr=False)
    terms: NDArray[np.int32] = field(repr=False)
    heads: Numbers = field(repr=False)
    holders: NDArray[np.int32] = field(repr=False)
    values: Numbers = field(repr=False)
    weights: Scores = field(repr=False)

    @classmethod
    def of(cls, places: Numbers, values: Numbers, films: int, weigh: Weigh = equal) -> "Terms":
        """From pairs, each once: the place of a film (below `films`), and a number that names a term."""
        known, terms = np.unique(values, return_inverse=True)
        by_film, by_term = np.argsort(places, kind="stable"), np.argsort(terms, kind="stable")
        heads = np.searchsorted(terms[by_term], np.arange(len(known) + 1))
        return cls(
            starts=np.searchsorted(places[by_film], np.arange(films + 1)),
            terms=terms[by_film].astype(np.int32),
            heads=heads,
            holders=places[by_term].astype(np.int32),
            values=known,
            weights=weigh(np.diff(heads), films),
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def sizes(self) -> Scores:
        """The weights of each film's terms together, (n,); 0 where a film has none."""
        places = np.repeat(np.arange(len(self)), np.diff(self.starts))
        return np.bincount(places, self.weights[self.terms], len(self))

    def pairs(self) -> tuple[Numbers, Numbers]:
        """What `of` was given, film by film: places and values."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts)), self.values[self.terms]

    def common(self, place: int) -> Scores:
        """The weights of the terms that each film has in common with one of them, together, (n,)."""
        together = np.zeros(len(self))
        for term in self.terms[self.starts[place] : self.starts[place + 1]].tolist():
            together[self.holders[self.heads[term] : self.heads[term + 1]]] += self.weights[term]
        return together

    def jaccard(self, place: int) -> Scores:
        """What one film and each other have in common, as a share of what either has, (n,), 0 to 1."""
        common = self.common(place)
        return _divided(common, self.sizes + self.sizes[place] - common)

    def cosine(self, place: int) -> Scores:
        """Cosine similarity of one film's terms with each other's, (n,), 0 to 1."""
        return _divided(self.common(place), np.sqrt(self.sizes * self.sizes[place]))


def _divided(part: Scores, whole: Scores) -> Scores:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
