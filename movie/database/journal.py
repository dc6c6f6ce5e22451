"""Reads the journal of changes: which films have changed, whoever changed them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_held: ContextVar[int | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """For one answer, which changes no film: it sees the films of one moment, which is asked for once.

    Usable as a decorator.
    """
    token = _held.set(latest_change())
    try:
        yield
    finally:
        _held.reset(token)


def latest_change() -> int:
    """The journal's highest number: another number says that films have changed."""
    number = _held.get()
    return newest_change() if number is None else number


def newest_change() -> int:
    """The journal's highest number now, also to an answer that holds to an earlier one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM movie_change")
        return cursor.fetchone()[0] or 0


def changed_since(seen: int) -> list[int]:
    """The ids of the films that have changed since the journal had this number."""
    return [movie for _, movie in changes_after(seen)]


def changes_after(seen: int, most: int | None = None) -> list[tuple[int, int]]:
    """The journal's numbers above this one with their films' ids, in order; the `most` lowest alone."""
    limit = "" if most is None else f" LIMIT {int(most)}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq, movie_id FROM movie_change WHERE seq > %s ORDER BY seq{limit}", [seen])
        return cursor.fetchall()


def changes_left(seen: int) -> int:
    """How many films have changed since the journal had this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM movie_change WHERE seq > %s", [seen])
        return cursor.fetchone()[0]
