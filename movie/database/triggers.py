"""Spares the database from following each of many rows: a batch's films are taken in once, at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from ..models import Credit, Movie, Title, Translation

# A film's full-text row is made anew for every row of these: a dozen times a film.
BESIDE = (Credit, Title, Translation)


@contextmanager
def written_together() -> Iterator[set[int]]:
    """Inside the block, and a transaction, SQLite's triggers on new films, credits and titles rest.

    Gives a set for the ids of the films that the block adds, or gives other people or titles: each is
    touched at the end, which a trigger on changed films must take for all that the resting ones would have
    done. A block within another leaves the touching to that one.
    """
    if connection.vendor != "sqlite":
        yield set()
        return
    films: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            f" AND (tbl_name IN ({', '.join(['%s'] * len(BESIDE))}) OR sql LIKE %s)",
            [*(table._meta.db_table for table in BESIDE), f"%AFTER INSERT ON {Movie._meta.db_table} %"],
        )
        resting = cursor.fetchall()
        for name, _ in resting:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield films
        for _, definition in resting:
            cursor.execute(definition)
    if resting:
        # Of the columns that the triggers watch, one that has no index to be kept.
        Movie.objects.filter(pk__in=films).update(genre=F("genre"))
