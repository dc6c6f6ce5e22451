"""Reads and writes the rows of whole tables, as they are, on SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db import connections, models

from .bulk import batches

Row = tuple[Any, ...]
# Rows that are written together: what a killed move has to do again at most.
BATCH = 500


@dataclass(frozen=True)
class Table:
    """The table of a model."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list[models.Field]:
        return list(self.model._meta.concrete_fields)

    @property
    def key(self) -> int:
        """The place of the primary key in a row."""
        return self.fields.index(self.model._meta.pk)

    def last(self, alias: str) -> Any:
        """The highest key; 0 where there is none yet and keys are numbers, else None."""
        highest = self._all(alias).aggregate(last=models.Max("pk"))["last"]
        return 0 if highest is None and self._is_numbered else highest

    def empty(self, alias: str) -> None:
        """Delete all rows."""
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.name)}")

    def rows(self, alias: str, after: int | None = None) -> Iterator[Row]:
        """The rows in the order of their keys, those above a number; in Python's types, bytes as bytes."""
        found = self._all(alias) if after is None else self._all(alias).filter(pk__gt=after)
        names = [field.attname for field in self.fields]
        for row in found.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
            yield tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)

    def batches(self, alias: str, after: int | None = None) -> Iterator[list[Row]]:
        """The same, several at a time."""
        return batches(self.rows(alias, after), BATCH)

    def write(self, alias: str, rows: Sequence[Row]) -> None:
        """Add rows as they are, keys and times included."""
        connection = connections[alias]
        prepared = [
            [field.get_db_prep_save(value, connection) for field, value in zip(self.fields, row, strict=True)]
            for row in rows
        ]
        quote = connection.ops.quote_name
        columns = f"{quote(self.name)} ({', '.join(quote(field.column) for field in self.fields)})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
                    for row in prepared:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {columns} VALUES ({marks})", prepared)

    def compared(self, one: str, other: str) -> tuple[int, list[Any]]:
        """How many rows the first database has, and the keys of those that the second has otherwise.

        Rows are read in the order of their keys, few of them in memory at a time; words are in another order
        in another database, and sorted here.
        """
        rows, differing = 0, []
        both = merge(self._in_order(one), self._in_order(other), key=itemgetter(0))
        for key, found in groupby(both, key=itemgetter(0)):
            told = {alias: row for _key, alias, row in found}
            rows += one in told
            if told.get(one) != told.get(other):
                differing.append(key)
        return rows, differing

    def _in_order(self, alias: str) -> Iterator[tuple[Any, str, Row]]:
        """Each row with its key and its database."""
        place = self.key
        keyed = ((row[place], alias, row) for row in self.rows(alias))
        return keyed if self._is_numbered else iter(sorted(keyed, key=itemgetter(0)))

    @property
    def _is_numbered(self) -> bool:
        key = self.model._meta.pk
        return isinstance(getattr(key, "target_field", key), models.IntegerField)

    def _all(self, alias: str) -> models.QuerySet:
        # Not the model's own manager, which leaves vectors out.
        return models.QuerySet(self.model, using=alias)


@cache
def tables() -> tuple[Table, ...]:
    """All tables that hold what people and commands have written, each behind those that it refers to."""
    before = {
        model: {
            field.related_model._meta.concrete_model
            for field in model._meta.concrete_fields
            if field.remote_field
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return tuple(Table(model) for model in TopologicalSorter(before).static_order())
