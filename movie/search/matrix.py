"""One model's embeddings as a matrix, with what films are sorted out by beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import OtherModelEmbedded
from ..vectors import Vector
from .limits import Limits
from .rows import NO_RUNTIME, NO_YEAR

GONE = -1


@dataclass(frozen=True)
class Index:
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

    @cached_property
    def positions(self) -> dict[int, int]:
        """Where each film stands in the matrix."""
        return {movie: place for place, movie in enumerate(self.ids.tolist()) if movie != GONE}

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

    @cached_property
    def _gaps(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.ids == GONE)

    def allowed(
        self,
        year_from: int | None = None,
        year_to: int | None = None,
        runtime_from: int | None = None,
        runtime_to: int | None = None,
        without: Iterable[int] = (),
    ) -> NDArray[np.bool_] | None:
        """Which films are there and pass the filters, (n,); None where that is all of them."""
        without = [self.positions[movie] for movie in without if movie in self.positions]
        limits = (year_from, year_to, runtime_from, runtime_to)
        if limits == (None,) * 4 and not (without or self._gaps.size):
            return None
        mask = self.ids != GONE
        mask &= _within(self.years, year_from, year_to, NO_YEAR)
        mask &= _within(self.runtimes, runtime_from, runtime_to, NO_RUNTIME)
        mask[without] = False
        return mask

    def passing(self, limits: Limits) -> NDArray[np.bool_] | None:
        """Which films are there and pass, (n,); None where that is all of them."""
        mask = self.allowed(
            limits.year_from, limits.year_to, limits.runtime_from, limits.runtime_to, limits.without
        )
        parts = [self.of_genre(names) for names in limits.genres]
        parts += [~self.of_genre(names) for names in limits.without_genres]
        if limits.among is not None:
            parts.append(np.isin(self.ids, list(limits.among)))
        for part in parts:
            mask = part if mask is None else mask & part
        return mask

    def of_genre(self, names: frozenset[str]) -> NDArray[np.bool_]:
        """Which films are of a genre that has one of these folded names, (n,)."""
        known = self._genre_masks.get(names)
        if known is None:
            held = (not names.isdisjoint(genres) for genres in self.genre_sets)
            known = np.fromiter(held, dtype=bool, count=len(self.ids))
            known.flags.writeable = False  # threads share it
            self._genre_masks[names] = known
        return known

    @cached_property
    def _genre_masks(self) -> dict[frozenset[str], NDArray[np.bool_]]:
        return {}


def refuse_unless(model_id: str, dimensions: int, queries: Vector) -> None:
    """Raises OtherModelEmbedded unless queries have as many dimensions as the vectors that are held."""
    if queries.shape[-1] != dimensions:
        wanted, made = (f"{model_id} with {size} dimensions" for size in (queries.shape[-1], dimensions))
        raise OtherModelEmbedded(wanted, [made])


def _within(
    values: NDArray[np.int16], first: int | None, last: int | None, unknown: int
) -> NDArray[np.bool_] | bool:
    """Which values are known and from `first` to `last`, (n,); True where neither is asked for."""
    if first is None and last is None:
        return True
    mask = values != unknown
    if first is not None:
        mask &= values >= first
    return mask if last is None else mask & (values <= last)
