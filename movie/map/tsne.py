"""Lays points out on a plane so that neighbours stay neighbours: t-SNE, in numpy alone.

Van der Maaten and Hinton, "Visualizing Data using t-SNE" (2008), on the graph of nearest neighbours;
the repulsion of all by all is read from a grid through Fourier transforms, as Linderman and others
do in "Fast interpolation-based t-SNE" (2019). Nothing is left to chance: the start is the caller's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .neighbours import Places

Points = NDArray[np.float64]  # (n, 2)
PERPLEXITY = 15
NEIGHBOURS = 3 * PERPLEXITY
# How many steps pull the neighbours together, how strongly, and how many then spread them. The usual 12
# would make steps six times as short: three hundred of them do not reach as good a map.
GATHERING, EXAGGERATION = 100, 2.0
SPREADING = 300
# What keeps a point from being thrown off the map, from where nothing draws it back.
LONGEST_STEP, GAINS = 1.0, (0.01, 4.0)
# The grid's cells are this wide where it would not have more than so many a side.
CELL, MOST_CELLS = 0.5, 300
# Points are read from, and written to, the 4 × 4 cells around them.
REACH = 4


@dataclass(frozen=True)
class Edges:
    """Who is drawn to whom, and how strongly: sorted by `ends`, of which each point has one or more."""

    starts: Places
    ends: Places
    weights: NDArray[np.float64]  # sum to 1
    first: Places  # where the edges of each point begin


def lay_out(start: Points, places: Places, similarities: NDArray) -> Points:
    """Points (n, 2) from a first guess, and from each one's neighbours and similarities (n, k)."""
    edges = _edges(places, _affinities(2 - 2 * similarities.astype(np.float64)))
    points = 1e-4 * start / (start[:, 0].std() or 1)
    velocity, gains = np.zeros_like(points), np.ones_like(points)
    rate = len(points) / EXAGGERATION
    for step in range(GATHERING + SPREADING):
        gathering = step < GATHERING
        strength = EXAGGERATION if gathering else 1.0
        gradient = 4 * (strength * _attraction(points, edges) - _repulsion(points))
        gains = np.where((gradient > 0) != (velocity > 0), gains + 0.2, gains * 0.8).clip(*GAINS)
        velocity = (0.5 if gathering else 0.8) * velocity - rate * gains * gradient
        points = points + velocity.clip(-LONGEST_STEP, LONGEST_STEP)
        points -= points.mean(axis=0)
    return points


def _affinities(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights (n, k) of each point's neighbours at these squared distances; every row sums to 1.

    Each row's bell curve is as wide as gives it the wanted perplexity, found by halving.
    """
    distances = distances - distances.min(axis=1, keepdims=True)
    target = np.log(min(PERPLEXITY, distances.shape[1] / 3))
    low, high = np.zeros(len(distances)), np.full(len(distances), np.inf)
    narrow = 1 / np.maximum(distances.mean(axis=1), 1e-9)
    for _ in range(40):
        weights = np.exp(-distances * narrow[:, None])
        total = weights.sum(axis=1)
        too_wide = np.log(total) + narrow * (weights * distances).sum(axis=1) / total > target
        low, high = np.where(too_wide, narrow, low), np.where(too_wide, high, narrow)
        narrow = np.where(np.isinf(high), np.minimum(narrow * 2, 1e12), (low + high) / 2)
    return weights / total[:, None]


def _edges(places: Places, weights: NDArray[np.float64]) -> Edges:
    """Both ways of every neighbourhood, added up."""
    count, k = places.shape
    ends, starts = np.repeat(np.arange(count), k), places.ravel()
    codes = np.concatenate([ends * count + starts, starts * count + ends])
    codes, inverse = np.unique(codes, return_inverse=True)
    added = np.bincount(inverse, np.tile(weights.ravel(), 2)) / (2 * count)
    ends = codes // count
    return Edges(codes % count, ends, added, np.searchsorted(ends, np.arange(count)))


def _attraction(points: Points, edges: Edges) -> Points:
    away = points[edges.ends] - points[edges.starts]
    pull = edges.weights / (1 + np.square(away).sum(axis=1))
    return np.add.reduceat(away * pull[:, None], edges.first)


def _repulsion(points: Points) -> Points:
    """The sum over all others q of (p - q) / (1 + |p - q|²)², for each p, over that of 1 / (1 + |p - q|²)."""
    corner = points.min(axis=0)
    points = points - corner
    grid = Grid(points)
    everyone = grid.spread(np.ones(len(points)))
    near, nearer = grid.kernels
    total = grid.read(everyone * near).sum() - len(points)
    crowd = grid.read(everyone * nearer)
    push = [axis * crowd - grid.read(grid.spread(axis) * nearer) for axis in points.T]
    return np.stack(push, axis=1) / max(total, 1e-12)


class Grid:
    """A square of cells over points that begin at (0, 0), twice as wide as they need: what a Fourier
    transform adds beyond one edge, coming from the other, falls into the empty half.
    """

    def __init__(self, points: Points) -> None:
        extent = float(points.max())
        self.cell = max(CELL, extent / (MOST_CELLS - REACH))
        # A multiple of 32 is quick to transform.
        self.side = -(-2 * (int(extent / self.cell) + REACH + 1) // 32) * 32
        scaled = points / self.cell + 1
        corners = np.floor(scaled).astype(np.intp)
        along, across = (_cubic(axis) for axis in (scaled - corners).T)
        self.weights = (along[:, :, None] * across[:, None, :]).reshape(len(points), -1)
        steps = np.arange(-1, REACH - 1)
        around = (steps[:, None] * self.side + steps).ravel()
        self.cells = (corners[:, 0] * self.side + corners[:, 1])[:, None] + around

    @property
    def kernels(self) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
        """The transforms of 1 / (1 + r²) and of its square."""
        steps = np.arange(self.side)
        squares = np.square(np.minimum(steps, self.side - steps) * self.cell)
        kernel = 1 / (1 + squares[:, None] + squares)
        return np.fft.rfft2(kernel), np.fft.rfft2(kernel * kernel)

    def spread(self, charges: NDArray[np.float64]) -> NDArray[np.complex128]:
        """The transform of the charges (n,) of the points, put into the cells around them."""
        weights = (self.weights * charges[:, None]).ravel()
        cells = np.bincount(self.cells.ravel(), weights, self.side * self.side)
        return np.fft.rfft2(cells.reshape(self.side, self.side))

    def read(self, transformed: NDArray[np.complex128]) -> NDArray[np.float64]:
        """What stands in the cells, at each of the points: (n,)."""
        cells = np.fft.irfft2(transformed, (self.side, self.side)).ravel()
        return np.einsum("ij,ij->i", cells[self.cells], self.weights)


def _cubic(t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lagrange's weights (n, 4) of the values at -1, 0, 1 and 2 for the places t (n,) from 0 to 1."""
    return np.stack(
        [
            -t * (t - 1) * (t - 2) / 6,
            (t + 1) * (t - 1) * (t - 2) / 2,
            -(t + 1) * t * (t - 2) / 2,
            (t + 1) * t * (t - 1) / 6,
        ],
        axis=1,
    )
