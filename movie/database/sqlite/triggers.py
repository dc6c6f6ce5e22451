"""Lets SQLite's triggers rest: they are dropped, and made again."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection

from ...models import Credit, Movie, Title, Translation
from ..bulk import MOST_VALUES, batches
from .schema import FILL

# A film's full-text row is made anew for every row of these: a dozen times a film.
BESIDE = (Credit, Title, Translation)


@contextmanager
def resting() -> Iterator[bool]:
    """Inside the block the triggers on new films, credits and titles rest; tells whether they did not yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            f" AND (tbl_name IN ({', '.join(['%s'] * len(BESIDE))}) OR sql LIKE %s)",
            [*(table._meta.db_table for table in BESIDE), f"%AFTER INSERT ON {Movie._meta.db_table} %"],
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield bool(triggers)
        for _, definition in triggers:
            cursor.execute(definition)


def take_in(films: Collection[int]) -> None:
    """Make the full text of films anew, and note in the journal that they have changed."""
    with connection.cursor() as cursor:
        for some in batches(sorted(films), MOST_VALUES):
            those = f"IN ({', '.join(map(str, some))})"
            cursor.execute(f"DELETE FROM movie_words WHERE rowid {those}")
            cursor.execute(f"DELETE FROM movie_change WHERE movie_id {those}")
            for statement in FILL:
                cursor.execute(f"{statement} WHERE id {those}")
