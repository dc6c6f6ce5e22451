"""Locks beside an SQLite database, which all its processes share a machine with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout

from ...errors import AlreadyRunning


@contextmanager
def held(work: str, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """Holds the lock file for a work inside the block; a process that dies lets go of it."""
    lock = FileLock(_path(work))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if on_wait is None:
            raise AlreadyRunning() from None
        on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def take_turn(name: str) -> None:
    """Nothing to do: a transaction that writes has SQLite to itself from its start (IMMEDIATE)."""


def _path(work: str) -> Path:
    """Beside the database file, else in the project: a database in memory is nobody else's anyway."""
    database = Path(str(connection.settings_dict["NAME"]))
    folder = database.parent if database.is_file() else Path(settings.BASE_DIR)
    return folder / f".{database.name.partition('?')[0].replace(':', '-')}.{work}.lock"
