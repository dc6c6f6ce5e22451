"""Which films are nearest to which, exactly and for all films at once."""

import numpy as np
from numpy.typing import NDArray

from ..search.film_table import GONE
from ..search.matrix import Index
from ..vectors import Vector

Places = NDArray[np.intp]
# Products worked out at a time: 16 MB of float32.
BLOCK = 4_000_000


def compared_rows(index: Index) -> tuple[NDArray[np.int64], Vector]:
    """Film ids (n,) and unit rows (n, d) whose products are the similarities that a search ranks by."""
    alive = index.ids != GONE
    return index.ids[alive], index.rows[alive]


def nearest(queries: NDArray, rows: NDArray, k: int) -> tuple[Places, NDArray]:
    """Places in `rows` (n, d) of the k largest products with each query (m, d), and the products.

    Both are (m, min(k, n)), the largest first; of equals the one that stands first.
    """
    k = min(k, len(rows))
    places = np.empty((len(queries), k), dtype=np.intp)
    products = np.empty((len(queries), k), dtype=np.result_type(queries, rows))
    step = max(1, BLOCK // max(1, len(rows)))
    for first in range(0, len(queries), step):
        block = slice(first, first + step)
        places[block], products[block] = _largest(queries[block] @ rows.T, k)
    return places, products


def neighbours(rows: NDArray, k: int, queries: NDArray | None = None) -> tuple[Places, NDArray]:
    """As `nearest` for the rows themselves, each left out of its own: (n, min(k, n - 1)).

    `queries` stand for the rows where the products of the rows alone are not what is compared.
    """
    k = min(k, len(rows) - 1)
    places, products = nearest(rows if queries is None else queries, rows, k + 1)
    others = places != np.arange(len(rows))[:, None]
    # Among more equals than k a row may not have found itself: then its last neighbour goes.
    others[others.all(axis=1), -1] = False
    return places[others].reshape(len(rows), k), products[others].reshape(len(rows), k)


def neighbours_on_plane(points: NDArray[np.float64], k: int) -> Places:
    """The k nearest of each point (n, 2) by distance, itself left out: (n, min(k, n - 1)).

    The nearest q has the largest 2 p·q - |q|², which is a product.
    """
    centred = points - points.mean(axis=0)
    squares = np.square(centred).sum(axis=1, keepdims=True)
    queries = np.hstack([2 * centred, -np.ones_like(squares)])
    return neighbours(np.hstack([centred, squares]), k, queries)[0]


def kept_share(true: Places, shown: Places) -> float:
    """The share of each row's true neighbours (n, k) that are among the shown ones, on average."""
    return float((true[:, :, None] == shown[:, None, :]).any(axis=2).mean()) if true.size else 1.0


def _largest(products: NDArray, k: int) -> tuple[Places, NDArray]:
    count = products.shape[1]
    chosen = np.sort(np.argpartition(products, count - k, axis=1)[:, count - k :], axis=1)
    values = np.take_along_axis(products, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(chosen, order, axis=1), np.take_along_axis(values, order, axis=1)
