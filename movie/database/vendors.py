"""Tells which database is spoken to, for the few things that each database says in its own words."""

from types import ModuleType

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import Database

VENDORS = ("sqlite", "postgresql")
# Before it, two processes that write may lose pages of the log that SQLite keeps beside the database.
SAFE_SQLITE = (3, 51, 3)


def chosen(
    sqlite: ModuleType, postgres: ModuleType, database: BaseDatabaseWrapper | None = None
) -> ModuleType:
    """Of two modules with the same functions, the one for the database, the default one unless told.

    Raises NotImplementedError for any other database: films can be stored there, not searched.
    """
    vendor = (database or connection).vendor
    if vendor not in VENDORS:
        raise NotImplementedError(f"Films are searched on SQLite and PostgreSQL, not on {vendor}.")
    return postgres if vendor == "postgresql" else sqlite


def bears_processes() -> bool:
    """Whether several processes may write to the films' database without danger to it."""
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    return not on_sqlite or Database.sqlite_version_info >= SAFE_SQLITE
