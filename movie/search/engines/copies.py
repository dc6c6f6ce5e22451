"""What engines share that hold a copy of the vectors: making it, following the journal, gathering films."""

import logging
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import chain
from typing import NamedTuple, TypeVar

from ...database.bulk import batches
from ...database.journal import changes_after, changes_left, held, latest_change, newest_change
from ...errors import EngineNotBuilt, EngineUnavailable
from ...vectors import Vector
from ..index import get_index, nothing_to_compare
from ..limits import NO_LIMITS, Limits
from ..matrix import Index, refuse_unless
from ..rows import Row, Stored, read_rows
from .base import Coverage, Engine, Nearest
from .reference_films import Drawn

T = TypeVar("T")
logger = logging.getLogger(__name__)
# Up to so many films a copy that is not made yet is done without: memory answers exactly.
MOST_IN_MEMORY = 100_000
# So many changes a search takes over before it answers; the rest is left to the next ones.
MOST_AT_ONCE = 1_000
# Where more than one film in so many has changed, to make the copy anew takes less than to follow.
SHARE = 4
BATCH = 1_000


class Copy(NamedTuple):
    """Where a copy lies, how many dimensions its vectors have, and which change it has seen last."""

    place: str
    dimensions: int
    seen: int


class CopyEngine(Engine):
    """Holds a copy outside the rows; what it finds is read from the rows again, and so compared exactly."""

    def __init__(self, stored: Stored, model_id: str) -> None:
        super().__init__(stored, model_id)
        self._drawn = Drawn(stored, model_id)
        self._coverage: tuple[int, Coverage] | None = None
        self._known: Copy | None = None  # as this process has seen it last
        self._warned = False

    # What each engine does in its own way.

    @abstractmethod
    def _copy(self) -> Copy | None:
        """The copy that is in use; None where none is made."""

    @abstractmethod
    def _begin(self, dimensions: int) -> str:
        """An empty place for a new copy, which nobody searches yet."""

    @abstractmethod
    def _fill(self, place: str, rows: Sequence[Row]) -> None:
        """Write films that are new to a place."""

    @abstractmethod
    def _publish(self, copy: Copy) -> None:
        """Put a filled copy to use, and throw away the one before."""

    @abstractmethod
    def _following(self) -> AbstractContextManager[Copy | None]:
        """The copy, while no other process that follows the journal changes it."""

    @abstractmethod
    def _take_over(self, copy: Copy, rows: Sequence[Row], gone: Collection[int], seen: int) -> None:
        """Write changed films, remove those that are gone, and note the change seen last."""

    @abstractmethod
    def _nearest(self, copy: Copy, vector: Vector, k: int, limits: Limits) -> Nearest:
        """The contract's nearest(), in the copy."""

    @abstractmethod
    def _count(self, copy: Copy) -> int:
        """How many films the copy has."""

    # What all of them do alike.

    def copy(self) -> Copy | None:
        """Gives the copy in use; None where none is made, or where the journal has begun anew since.

        While nothing has changed it is that which this process has seen last.
        """
        latest, copy = latest_change(), self._known
        if copy is None or copy.seen != latest:
            copy = self._known = self._copy()
        # Another process may have taken over more than this answer, which holds to one moment, looks at.
        return None if copy is None or copy.seen > latest and copy.seen > newest_change() else copy

    def whole(self) -> Index | None:
        if self.copy() is not None:
            return None
        films = self.stored.objects.embedded_by(self.model_id).count()
        if films > MOST_IN_MEMORY:
            raise EngineNotBuilt(self.name, films)
        if films and not self._warned:
            self._warned = True
            logger.warning("%s Until then films are compared in memory.", EngineNotBuilt(self.name, films))
        return get_index(self, self.stored)

    @held()
    def nearest(self, vector: Vector, k: int, limits: Limits = NO_LIMITS) -> Nearest:
        self.follow(MOST_AT_ONCE)
        refuse_unless(self.model_id, self._needed().dimensions, vector)
        found = self._asked(lambda copy: self._nearest(copy, vector, k, limits))
        if not len(found.ids) and not self._asked(self._count):
            raise nothing_to_compare(self.model_id, self.stored)
        return found

    def _asked(self, ask: Callable[[Copy], T]) -> T:
        """What the copy answers; asked once more where another process has put a newer one to use."""
        copy = self._needed()
        try:
            return ask(copy)
        except EngineUnavailable:
            self._known = None
            if self._needed() == copy:
                raise
            return ask(self._needed())

    def follow(self, most: int | None = None) -> int:
        if not self.behind():
            return 0
        with self._following() as copy:
            changes = changes_after(copy.seen, most) if copy else []
            if changes:
                self._follow(copy, changes)
        return len(changes)

    def _follow(self, copy: Copy, changes: Sequence[tuple[int, int]]) -> None:
        ids = [movie for _, movie in changes]
        for first in range(0, len(ids), BATCH):
            part = ids[first : first + BATCH]
            rows = _usable(read_rows(self.stored, self.model_id, part, copy.dimensions))
            there = {row.movie for row in rows}
            gone = [movie for movie in part if movie not in there]
            self._take_over(copy, rows, gone, changes[first + len(part) - 1][0])

    def behind(self) -> int:
        copy = self._needed()
        return changes_left(copy.seen) if copy.seen != latest_change() else 0

    def waiting(self) -> int:
        copy = self.copy()
        if copy is None:
            return self.stored.objects.embedded_by(self.model_id).count()
        left = changes_left(copy.seen) if copy.seen != latest_change() else 0
        return left if left > MOST_AT_ONCE else 0

    def catch_up(self) -> None:
        if self.copy() is None or self.waiting() * SHARE > self._asked(self._count):
            self.rebuild()
        while self.follow(MOST_AT_ONCE):
            pass

    def rebuild(self) -> int:
        seen, count = latest_change(), 0
        rows = (row for row in read_rows(self.stored, self.model_id) if row.vector is not None)
        first = next(rows, None)
        if first is None:
            raise nothing_to_compare(self.model_id, self.stored)
        copy = Copy(self._begin(len(first.vector)), len(first.vector), seen)
        for batch in batches(chain([first], rows), BATCH):
            self._fill(copy.place, batch)
            count += len(batch)
        self._publish(copy)
        self._known = None
        return count

    def coverage(self) -> Coverage:
        latest = latest_change()
        if self._coverage is None or self._coverage[0] != latest:
            films, compared = self.stored.objects.count(), self._asked(self._count)
            described = self.stored.objects.described().count() if films > compared else films
            self._coverage = latest, Coverage(compared, films, described)
        return self._coverage[1]

    def gathered(self, ids: Collection[int]) -> Index:
        return self._drawn.beside(ids)

    def _needed(self) -> Copy:
        copy = self.copy()
        if copy is None:
            raise EngineNotBuilt(self.name, self.stored.objects.embedded_by(self.model_id).count())
        return copy


def _usable(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.vector is not None]
