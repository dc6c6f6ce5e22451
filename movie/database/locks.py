"""Locks that all processes of a site respect, on one machine or, with PostgreSQL, on several."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from .postgres import locks as postgres
from .sqlite import locks as sqlite
from .vendors import chosen


def held(work: str, on_wait: Callable[[], None] | None = None) -> AbstractContextManager[None]:
    """Holds the database's lock for a work inside the block; a process that dies lets go of it.

    Where another process holds it: with `on_wait`, call that and wait; else raise AlreadyRunning.
    """
    return chosen(sqlite, postgres).held(work, on_wait)


def take_turn(name: str) -> None:
    """Within a transaction: wait for whoever else does what has this name, until theirs ends."""
    chosen(sqlite, postgres).take_turn(name)
