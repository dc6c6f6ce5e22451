"""Keeps in memory what is costly to make from the database, for as long as that has not gone on."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import ClassVar, Generic, TypeVar

Kept = TypeVar("Kept")


class Cached(Generic[Kept]):
    """Something made from the database, kept until the state it was made from is no longer the latest.

    `state` tells that state cheaply; `make` gets what was kept before, or None, and makes it anew.
    """

    _all: ClassVar[list["Cached"]] = []

    def __init__(self, make: Callable[[Kept | None], Kept], state: Callable[[], Hashable]) -> None:
        self._make, self._state = make, state
        self._lock = threading.Lock()
        self._kept: tuple[Hashable, Kept, float] | None = None
        self._all.append(self)

    def get(self) -> Kept:
        """What is kept, made anew where the database has gone on.

        Who has waited for another's making takes what was made of a state that was read after they asked:
        else all who wait would make it anew, one after the other, while films come in.
        """
        asked, kept, state = time.monotonic(), self._kept, self._state()
        if kept and kept[0] == state:
            return kept[1]
        with self._lock:
            kept, read = self._kept, time.monotonic()
            if kept and kept[2] > asked:
                return kept[1]
            state = self._state()
            made = kept[1] if kept and kept[0] == state else self._make(kept[1] if kept else None)
            self._kept = (state, made, read)
            return made

    @classmethod
    def forget_all(cls) -> None:
        """Drop everything that is kept, for tests and for whoever swaps the database underneath."""
        for cached in cls._all:
            cached._kept = None
