"""Writes many rows at once; sets the interpreter and SQLite up for that, and back again afterwards."""

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

Item = TypeVar("Item")
# New objects before a look for garbage, and such looks before a deeper, and a full one.
RARELY = (50_000, 20, 100)
# Pages of the indexes are changed all over: 32 MB of them in memory, and 8,000 pages of the journal
# before they are copied back, spare a page from being written many times.
PRAGMAS = {"cache_size": -32_000, "wal_autocheckpoint": 8_000}
MOST_VALUES = 900  # in one statement: some builds of SQLite take no more than 999


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, given as the database's own values of these columns: objects would take ten times as long."""
    with connection.cursor() as cursor:
        cursor.executemany(f"{_into(model, columns)} VALUES {_marks(columns)}", list(rows))


def insert_numbered(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """The same; the ids of the new rows, in their order."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            first = _last_id(cursor, model) + 1
            ids = range(first, first + len(rows))
            insert(model, ("id", *columns), [(pk, *row) for pk, row in zip(ids, rows, strict=True)])
            return list(ids)
        return _numbered(cursor, model, columns, rows)


def _last_id(cursor: CursorWrapper, model: type[Model]) -> int:
    """The last id that was given: whoever writes to SQLite in a transaction has it to itself."""
    cursor.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [model._meta.db_table]
    )
    return cursor.fetchone()[0]


def _numbered(
    cursor: CursorWrapper, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> list[int]:
    ids: list[int] = []
    many = MOST_VALUES // len(columns)
    for some in batches(rows, many):
        marks = ", ".join([_marks(columns)] * len(some))
        cursor.execute(f"{_into(model, columns)} VALUES {marks} RETURNING id", list(chain(*some)))
        ids.extend(pk for (pk,) in cursor.fetchall())
    return ids


def within(column: str, values: Collection[Any]) -> tuple[str, Any]:
    """The condition that a column has one of many values, and its one parameter: many would take long."""
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values))
    return f"{column} = ANY(%s)", list(values)


def _into(model: type[Model], columns: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"


def _marks(columns: Sequence[str]) -> str:
    return f"({', '.join(['%s'] * len(columns))})"


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
