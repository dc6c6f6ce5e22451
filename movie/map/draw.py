"""Gives every embedded film its place on the map."""

from dataclasses import dataclass

import numpy as np

from ..embedders import get_embedder
from ..search.index import get_index
from ..vectors import Vector
from .neighbours import compared_rows
from .projection import place, project
from .store import store_points, stored_points
from .tsne import Points


@dataclass(frozen=True)
class Drawing:
    """The map as it was stored: unit rows (n, d), points (n, 2), and how many films stood there before."""

    rows: Vector
    points: Points
    known: int

    @property
    def new(self) -> int:
        """How many films were placed now."""
        return len(self.rows) - self.known


def draw(*, everything: bool = False) -> Drawing:
    """Draw the whole map, or place the films that are new to it without moving the others.

    Raises SearchError where no film can be compared, ConfigurationError where there is no embedder.
    """
    embedder = get_embedder()
    ids, rows = compared_rows(get_index(embedder))
    known = {} if everything else stored_points(embedder.model_id)
    is_known = np.isin(ids, list(known))
    if is_known.any():
        points = np.array([known.get(pk, (0.0, 0.0)) for pk in ids.tolist()])
        points[~is_known] = place(rows[~is_known], rows[is_known], points[is_known])
    else:
        points = project(rows)
    store_points(embedder.model_id, ids[~is_known].tolist(), points[~is_known])
    return Drawing(rows, points, int(is_known.sum()))
