"""Draws the catalogue on a plane: near films are alike.

Of each film's ten nearest by full vector, t-SNE keeps twice as many among its ten nearest on the plane
as UMAP does, and four times as many as PaCMAP (10,000 films: 28 % against 13 and 7 %). openTSNE and numpy
alone keep equally many.
"""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from ..errors import ConfigurationError
from ..vectors import Vector
from . import tsne
from .neighbours import Places, nearest, neighbours
from .tsne import Points

LIBRARY, NUMPY = "openTSNE", "numpy"
METHODS = (LIBRARY, NUMPY)
# Coordinates are whole steps of this, from 0 to 1: a page sends them as small integers.
STEP = 1e-4
# Fewer films than this are where their two principal components put them.
FEWEST = 50
# Fewer than this are drawn by numpy in no time, while openTSNE starts slowly.
WORTH_A_LIBRARY = 2000
# A new film is placed by so many of its nearest.
PLACED_BY = 10


def default_method(films: int) -> str:
    """openTSNE for many films where it is installed, else numpy."""
    return LIBRARY if films >= WORTH_A_LIBRARY and find_spec("openTSNE") else NUMPY


def project(rows: Vector, method: str | None = None) -> Points:
    """Coordinates (n, 2) from 0 to 1 for unit rows (n, d); the same rows give the same map.

    Raises ConfigurationError where the method's package is not installed.
    """
    lay_out = _layouts()[method or default_method(len(rows))]
    plane = principal_plane(rows)
    if len(rows) < FEWEST:
        return _in_unit_square(plane)
    places, similarities = neighbours(rows, tsne.NEIGHBOURS)
    # Films with the same text would otherwise never part.
    start = plane + np.random.default_rng(0).normal(0, 1e-3 * (plane.std() or 1), plane.shape)
    return _in_unit_square(lay_out(start, places, similarities))


def principal_plane(rows: Vector) -> Points:
    """The first two principal components (n, 2) of the rows (n, d); of one dimension, the other is 0."""
    centred = rows.astype(np.float64) - rows.mean(axis=0, dtype=np.float64)
    _values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :2]
    # An axis has no direction of its own: its largest number shall be positive.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    plane = np.zeros((len(rows), 2))
    plane[:, : axes.shape[1]] = centred @ axes
    return plane


def place(queries: Vector, rows: Vector, points: Points) -> Points:
    """Where new unit vectors (m, d) go on a map, whose films have unit rows (n, d) and points (n, 2)."""
    places, _similarities = nearest(queries, rows, PLACED_BY)
    return np.array([settle(points[around], len(points)) for around in places]).reshape(-1, 2)


def settle(around: Points, films: int) -> NDArray[np.float64]:
    """The place (2,) of what has its nearest films, the nearest first, at these points of the map.

    A weighted mean: the nearer by vector the heavier. Its films may lie in several corners, and the
    middle of them be nowhere; so the mean is drawn to the place where they are closest together.
    """
    weights = 1 / np.arange(1, len(around) + 1)
    # About twice the distance from a film to the next.
    distances = np.square(around[:, None] - around[None]).sum(axis=2) * films / 4
    closeness = 1 / (1 + distances)
    weights = weights * closeness[(closeness @ weights).argmax()]
    return np.round(weights @ around / weights.sum() / STEP) * STEP


def _layouts() -> dict[str, Callable[[Points, Places, NDArray], Points]]:
    return {LIBRARY: _by_library, NUMPY: tsne.lay_out}


def _by_library(start: Points, places: Places, similarities: NDArray) -> Points:
    """The same by openTSNE, on the neighbours that were found exactly."""
    try:
        from openTSNE import TSNEEmbedding
        from openTSNE.affinity import PerplexityBasedNN
        from openTSNE.nearest_neighbors import PrecomputedNeighbors
    except ImportError as error:
        raise ConfigurationError(
            "The package openTSNE is not installed. Install it (pip install openTSNE), or use --method numpy."
        ) from error
    distances = np.sqrt(np.maximum(2 - 2 * similarities.astype(np.float64), 0))
    perplexity = min(tsne.PERPLEXITY, places.shape[1] / 3)
    affinities = PerplexityBasedNN(knn_index=PrecomputedNeighbors(places, distances), perplexity=perplexity)
    points = TSNEEmbedding(
        1e-4 * start / (start[:, 0].std() or 1), affinities, negative_gradient_method="fft", random_state=0
    )
    points = points.optimize(250, exaggeration=tsne.EXAGGERATION, momentum=0.5)
    return np.asarray(points.optimize(500, momentum=0.8))


def _in_unit_square(points: Points) -> Points:
    points = points - points.min(axis=0)
    extent = points.max(axis=0)
    side = extent.max() or 1.0
    points = (points + (side - extent) / 2) / side
    return np.round(points / STEP) * STEP
