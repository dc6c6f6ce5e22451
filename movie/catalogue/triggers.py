"""Spares the database from following each of many credits: a film's people are taken in once, at the end."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from ..models import Credit, Movie


@contextmanager
def credits_written_together(films: Collection[int]) -> Iterator[None]:
    """Inside the block, and a transaction, SQLite's triggers on credits rest; then each film is touched.

    A trigger that keeps a full-text row does all of it anew for every single credit: ten times a film.
    """
    if connection.vendor != "sqlite":
        yield
        return
    table = Credit._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        resting = cursor.fetchall()
        for name, _ in resting:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _, definition in resting:
            cursor.execute(definition)
    if resting:
        Movie.objects.filter(pk__in=films).update(title=F("title"))
