"""Reads a few rows by statements that are compiled once.

Django takes longer over writing such a statement, and over making objects of its answer as for any other,
than the database over answering it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

Row = TypeVar("Row", bound=models.Model)


class Statement(NamedTuple):
    """A compiled statement: its text, the attributes of a row that it answers with, and what makes values of
    what the database has, by their places.
    """

    sql: str
    attributes: list[str]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Few(Generic[Row]):
    """Rows of a model by the values of one of its fields, each at most once; deferred fields stay so."""

    def __init__(self, model: type[Row], field: str) -> None:
        self._model, self._field = model, field
        self._statement = lru_cache(maxsize=128)(self._compiled)

    def read(self, values: Sequence[Any]) -> list[Row]:
        """The rows with any of these values, in no order; no statement for no values."""
        if not values:
            return []
        statement = self._statement(connection.vendor, len(values))
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, values)
            rows = list(map(list, cursor.fetchall()))
        for place, converters, column in statement.converters:
            for row in rows:
                for convert in converters:
                    row[place] = convert(row[place], column, connection)
        return [self._model.from_db(DEFAULT_DB_ALIAS, statement.attributes, row) for row in rows]

    def _compiled(self, vendor: str, count: int) -> Statement:
        rows = self._model._default_manager.filter(**{f"{self._field}__in": range(count)})
        compiler = rows.order_by().query.get_compiler(DEFAULT_DB_ALIAS)
        sql, _values = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        converters = compiler.get_converters(columns)
        return Statement(
            sql,
            [column.target.attname for column in columns],
            [(place, *each) for place, each in converters.items()],
        )
