"""PostgreSQL's advisory locks: they hold across machines, and whoever dies lets go of them.

They know numbers only; any will do, as long as each is one thing's.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b

from django.db import connection
from django.db.backends.utils import CursorWrapper

from ...errors import AlreadyRunning


def number_of(name: str) -> int:
    """A lock's number (64 bits, signed) by its name."""
    return int.from_bytes(blake2b(f"movie.{name}".encode(), digest_size=8).digest(), "big", signed=True)


JOURNAL = number_of("journal")


@contextmanager
def held(work: str, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """Holds the lock for a work, of this database, inside the block.

    On a connection of its own: the work's may be closed and opened anew meanwhile, and a lock would be
    gone with it.
    """
    with closing(connection.copy()) as own, own.cursor() as cursor:
        number = number_of(f"work.{work}")
        if not _tried(cursor, number):
            if on_wait is None:
                raise AlreadyRunning()
            on_wait()
            cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        yield


def take_turn(name: str) -> None:
    """Wait for whoever else, in a transaction, does what has this name, until that transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(f"turn.{name}")])


def _tried(cursor: CursorWrapper, number: int) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
    return cursor.fetchone()[0]
