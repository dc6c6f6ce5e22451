"""What the database keeps in step with the rows by itself: full text and the journal of changes.

Triggers do it, so that it holds for whoever writes: a command, the admin, another program. They rest
while `migrate` changes tables, and are made after it.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from .postgres import schema as postgres
from .sqlite import schema as sqlite
from .vendors import VENDORS, chosen


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise.

    Films written while a trigger was missing are taken in, too. Does nothing on databases other than
    SQLite and PostgreSQL, or before the films' tables are there.
    """
    if connection.vendor in VENDORS and "movie_translation" in connection.introspection.table_names():
        chosen(sqlite, postgres, connection).install(connection)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; what they kept in step is made anew by the next `install`."""
    if connection.vendor in VENDORS:
        chosen(sqlite, postgres, connection).uninstall(connection)
