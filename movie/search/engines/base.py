"""The contract of an engine: who is nearest to a vector among the films that pass.

`emb` in the films' rows stays the source. Whatever else an engine holds is a copy that follows the journal
of changes, and that can be thrown away and made again.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector, matrix_from_bytes
from ..limits import NO_LIMITS, Limits
from ..matrix import Index
from ..rows import CHUNK, Stored, read_rows


class Nearest(NamedTuple):
    """Films by id and their cosine similarities with a vector, both (m,), the nearest first."""

    ids: NDArray[np.int64]
    similarities: NDArray[np.float32]


class Coverage(NamedTuple):
    """How many films an engine can compare, how many there are, and how many of them can be embedded."""

    searchable: int
    films: int
    described: int


NOBODY = Nearest(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


class Engine(ABC):
    """One embedding model's vectors of films, or of their moods."""

    name = ""  # as SEARCH_ENGINE says it

    def __init__(self, stored: Stored, model_id: str) -> None:
        self.stored, self.model_id = stored, model_id

    @abstractmethod
    def nearest(self, vector: Vector, k: int, limits: Limits = NO_LIMITS) -> Nearest:
        """Gives the k films nearest to a unit vector (d,) that pass; fewer only where fewer pass.

        Raises NothingEmbedded or OtherModelEmbedded where no film can be compared with it.
        """

    @abstractmethod
    def follow(self, most: int | None = None) -> int:
        """Takes over what the journal has noted, the `most` oldest changes at once; gives how many."""

    @abstractmethod
    def rebuild(self) -> int:
        """Makes what it holds anew from the rows; gives the number of films. Raises as nearest() does."""

    @abstractmethod
    def behind(self) -> int:
        """Gives how many changes of the journal are not taken over yet."""

    @abstractmethod
    def coverage(self) -> Coverage:
        """Gives what part of the catalogue can be compared."""

    @abstractmethod
    def whole(self) -> Index | None:
        """Gives all films in one index where they are in this process's memory; None where they are not."""

    @abstractmethod
    def gathered(self, ids: Collection[int]) -> Index:
        """Gives an index that has these films, as far as they can be compared, exactly as they are stored."""

    def waiting(self) -> int:
        """Gives how many films wait until somebody makes the copy, or brings it up to date; 0 where searches
        see to it, or where no other process may.
        """
        return 0

    def catch_up(self) -> None:  # noqa: B027
        """Makes the copy that they wait for, or brings it up to date."""

    def size(self) -> int:
        """Gives how many films can be compared."""
        return self.coverage().searchable

    def similarities(self, vector: Vector, ids: Sequence[int]) -> NDArray[np.float32]:
        """Gives the exact cosine similarities (m,) of films by id; NaN of those that have no such vector."""
        found: dict[int, float] = {}
        for first in range(0, len(ids), CHUNK):
            found.update(self._compared(vector, ids[first : first + CHUNK]))
        return np.array([found.get(movie, np.nan) for movie in ids], dtype=np.float32)

    def _compared(self, vector: Vector, ids: Sequence[int]) -> Iterable[tuple[int, float]]:
        """Similarities by id of a few films, read at once: a search waits for it."""
        rows = self.stored.objects.filter(pk__in=ids).values_list("pk", "emb_model", "emb")
        rows = [(movie, data) for movie, model, data in rows if model == self.model_id and data is not None]
        matrix = matrix_from_bytes([data for _, data in rows], len(vector))
        if matrix is not None:
            return zip((movie for movie, _ in rows), (matrix @ vector).tolist(), strict=True)
        usable = read_rows(self.stored, self.model_id, ids, len(vector))
        return [(row.movie, float(row.vector @ vector)) for row in usable if row.vector is not None]

    def holds(self, ids: Collection[int]) -> set[int]:
        """Gives those of the films that are embedded by its model."""
        embedded = self.stored.objects.embedded_by(self.model_id)
        return set(embedded.filter(pk__in=ids).values_list("pk", flat=True))

    def close(self) -> None:  # noqa: B027
        """Lets go of files and connections of its own."""
