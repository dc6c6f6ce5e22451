"""Learns the query map: what the vector of a request is multiplied by to come near to its film.

People tell a film that they half remember otherwise than those who describe it do. The map starts at the
identity; the softmax over the whole catalogue of similarities is made to favour the right films, by
a few steps of Adam (Kingma and Ba, 2015). More steps only learn the training films by heart.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector

STEPS, BATCH, RATE = 60, 512, 5e-4
TEMPERATURE = 0.05
FORGET, FORGET_SQUARES, TINY = 0.9, 0.999, 1e-8
SEED = 0


def fit_map(queries: Vector, films: Vector, right: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """The map (d, d) for queries (m, d) and films (n, d), unit rows; `right` tells each query's films."""
    query_map = np.eye(queries.shape[1], dtype=np.float32)
    moved = np.zeros_like(query_map)
    squares = np.zeros_like(query_map)
    for step, chosen in enumerate(_batches(len(queries)), start=1):
        slope = _slope(query_map, queries[chosen], films, [right[place] for place in chosen])
        moved = FORGET * moved + (1 - FORGET) * slope
        squares = FORGET_SQUARES * squares + (1 - FORGET_SQUARES) * slope**2
        pace = np.sqrt(squares / (1 - FORGET_SQUARES**step)) + TINY
        query_map = query_map - RATE * moved / (1 - FORGET**step) / pace
    return query_map


def _batches(size: int) -> Iterator[NDArray[np.intp]]:
    """Places of queries, every one before any comes again, in an order that is always the same."""
    random = np.random.default_rng(SEED)
    waiting = np.empty(0, dtype=np.intp)
    for _ in range(STEPS):
        while len(waiting) < min(BATCH, size):
            waiting = np.concatenate([waiting, random.permutation(size)])
        yield waiting[:BATCH]
        waiting = waiting[BATCH:]


def _slope(
    query_map: NDArray[np.float32], queries: Vector, films: Vector, right: Sequence[Sequence[int]]
) -> NDArray[np.float32]:
    """The gradient (d, d) of the mean cross-entropy at the map."""
    mapped = queries @ query_map
    lengths = np.linalg.norm(mapped, axis=1, keepdims=True)
    mapped /= lengths
    errors = _softmax(mapped @ films.T / TEMPERATURE)
    for row, places in zip(errors, right, strict=True):
        row[list(places)] -= 1 / len(places)
    pulls = errors @ films / (TEMPERATURE * len(queries))
    pulls -= (pulls * mapped).sum(axis=1, keepdims=True) * mapped
    return queries.T @ (pulls / lengths)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
