"""Keeps in memory what is costly to make from the database, for as long as that has not gone on."""

import threading
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
        self._kept: tuple[Hashable, Kept] | None = None
        self._all.append(self)

    def get(self) -> Kept:
        """What is kept, made anew where the database has gone on."""
        kept, state = self._kept, self._state()
        if kept and kept[0] == state:
            return kept[1]
        with self._lock:
            kept, state = self._kept, self._state()
            if not kept or kept[0] != state:
                kept = self._kept = (state, self._make(kept[1] if kept else None))
            return kept[1]

    @classmethod
    def forget_all(cls) -> None:
        """Drop everything that is kept, for tests and for whoever swaps the database underneath."""
        for cached in cls._all:
            cached._kept = None
