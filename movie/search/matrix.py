"""One model's embeddings as a matrix, with what films are sorted out by beside it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..errors import OtherModelEmbedded
from ..vectors import Vector
from .film_table import FilmTable


@dataclass(frozen=True)
class Index(FilmTable):
    """One model's embeddings: `rows[i]` (unit, float32) belongs to film `ids[i]`, or to none if GONE.

    A change makes a new Index that shares the matrix: whoever searches goes on with what it has, but
    for the changed films' rows, which are written where they stand.
    """

    model_id: str
    seen: int  # the journal's number up to which this index knows the changes
    ids: NDArray[np.int64]
    years: NDArray[np.int16]
    runtimes: NDArray[np.int16]  # minutes
    genre_sets: list[frozenset[str]]
    matrix: Vector = field(repr=False)  # (capacity, d); rows beyond len(ids) are spare
    corrupt: tuple[int, ...] = ()  # films whose bytes are no embedding
    films: int = 0  # in the catalogue, in the index or not
    described: int = 0  # of them, those that can be embedded
    # Where an engine has chosen the films: so many at the front were drawn from the whole catalogue by lot,
    # and stand for it where a film is set against all films. None: all films are here.
    drawn: int | None = None

    def __len__(self) -> int:
        return len(self.ids) - len(self._gaps)

    @property
    def rows(self) -> Vector:
        """The embeddings, (n, d)."""
        return self.matrix[: len(self.ids)]

    def similarities(self, queries: Vector) -> Vector:
        """Cosine similarity of one query (d,), or the matrix (m, d) of several, with every film.

        Gives (n,) or (n, m); films that are gone get -inf. Raises OtherModelEmbedded where the model has
        come to give vectors of another length.
        """
        refuse_unless(self.model_id, self.matrix.shape[1], queries)
        scores = self.rows @ queries.T
        if self._gaps.size:
            scores[self._gaps] = -np.inf
        return scores


def empty_matrix(capacity: int, dimensions: int) -> Vector:
    """Room for vectors, (capacity, d), with each dimension's numbers side by side in memory.

    So one vector is compared with all films in little more than half the time that it takes row by row.
    """
    return np.empty((dimensions, capacity), dtype=np.float32).T


def refuse_unless(model_id: str, dimensions: int, queries: Vector) -> None:
    """Raises OtherModelEmbedded unless queries have as many dimensions as the vectors that are held."""
    if queries.shape[-1] != dimensions:
        wanted, made = (f"{model_id} with {size} dimensions" for size in (queries.shape[-1], dimensions))
        raise OtherModelEmbedded(wanted, [made])
