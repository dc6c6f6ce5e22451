"""Tells which database is spoken to, for the few things that each database says in its own words."""

from types import ModuleType

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


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


VENDORS = ("sqlite", "postgresql")
