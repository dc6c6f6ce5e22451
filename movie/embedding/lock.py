"""Keeps two runs from paying for the same film: only one embeds, or writes moods, at a time."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from ..database.locks import held


def one_run(
    on_wait: Callable[[], None] | None = None, work: str = "embedding"
) -> AbstractContextManager[None]:
    """Holds the database's lock for a work inside the block; a process that dies lets go of it.

    Where another process holds it, on this machine or another: with `on_wait`, call that and wait; else
    raise AlreadyRunning.
    """
    return held(work, on_wait)
