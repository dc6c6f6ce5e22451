"""Reads the journal of changes: which films have changed, whoever changed them."""

from django.db import connection


def latest_change() -> int:
    """The journal's highest number: another number says that films have changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM movie_change")
        return cursor.fetchone()[0] or 0


def changed_since(seen: int) -> list[int]:
    """The ids of the films that have changed since the journal had this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT movie_id FROM movie_change WHERE seq > %s", [seen])
        return [movie for (movie,) in cursor.fetchall()]
