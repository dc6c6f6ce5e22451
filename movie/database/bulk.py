"""Sets the interpreter and SQLite up for writing much at once, and back again afterwards."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TypeVar

from django.db import DatabaseError, connection

Item = TypeVar("Item")
# New objects before a look for garbage, and such looks before a deeper, and a full one.
RARELY = (50_000, 20, 100)
# Pages of the indexes are changed all over: 32 MB of them in memory, and 8,000 pages of the journal
# before they are copied back, spare a page from being written many times.
PRAGMAS = {"cache_size": -32_000, "wal_autocheckpoint": 8_000}


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Gives them in lists of so many, the last one perhaps shorter."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


@contextmanager
def writing_much() -> Iterator[None]:
    """Within the block garbage is looked for rarely, and SQLite keeps more in memory."""
    with _garbage_looked_for_rarely(), _pages_kept():
        yield


@contextmanager
def _garbage_looked_for_rarely() -> Iterator[None]:
    """A row makes hundreds of objects and no cycles: looking for these takes a seventh of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _pages_kept() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    usual = {name: _pragma(name) for name in PRAGMAS}
    for name, value in PRAGMAS.items():
        _pragma(f"{name} = {value}")
    try:
        yield
    finally:
        # An interrupt may leave the connection within a transaction; that is to be told, not this.
        with suppress(DatabaseError):
            for name, value in usual.items():
                _pragma(f"{name} = {value}")


def _pragma(text: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {text}")
        row = cursor.fetchone()
    return row[0] if row else None
