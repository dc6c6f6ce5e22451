"""The engine without a server: all films in this process's memory, compared exactly."""

from collections.abc import Collection

from ...database.journal import changes_left
from ...vectors import Vector, top_k
from ..index import forget_indexes, get_index
from ..limits import NO_LIMITS, Limits
from ..matrix import Index
from ..rows import Stored
from .base import Coverage, Engine, Nearest


class MemoryEngine(Engine):
    """Reads the rows when first asked, and follows the journal whenever it is asked again."""

    name = "memory"

    def __init__(self, stored: Stored, model_id: str) -> None:
        super().__init__(stored, model_id)
        self._seen = 0

    def whole(self) -> Index:
        index = get_index(self, self.stored)
        self._seen = index.seen
        return index

    def nearest(self, vector: Vector, k: int, limits: Limits = NO_LIMITS) -> Nearest:
        index = self.whole()
        scores, passing = index.similarities(vector), index.passing(limits)
        if passing is not None:
            scores[~passing] = -float("inf")
        best = top_k(scores, k)
        return Nearest(index.ids[best], scores[best])

    def follow(self, most: int | None = None) -> int:
        changes = self.behind()
        self.whole()
        return changes

    def rebuild(self) -> int:
        forget_indexes()
        return len(self.whole())

    def behind(self) -> int:
        return changes_left(self._seen)

    def coverage(self) -> Coverage:
        index = self.whole()
        return Coverage(len(index), index.films, index.described)

    def gathered(self, ids: Collection[int]) -> Index:
        return self.whole()

    def holds(self, ids: Collection[int]) -> set[int]:
        return set(ids) & self.whole().positions.keys()
