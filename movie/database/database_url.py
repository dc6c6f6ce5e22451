"""Reads a database's address, as DATABASE_URL and the command that moves databases take it."""

from typing import Any

import dj_database_url

ENGINES = {f"django.db.backends.{name}" for name in ("sqlite3", "postgresql")}
# WAL lets pages be read while a command writes; IMMEDIATE makes a writer wait for its turn at the start of
# its transaction instead of failing in the middle. A connection's own pages are few (in KB): each thread of a
# server has one, and the system keeps the file's pages for all.
SQLITE = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-400;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


def configured(address: str) -> dict[str, Any]:
    """The entry of settings.DATABASES for sqlite:///films.sqlite3, postgres://user:word@host/films …

    Raises ValueError for an address that is none, or that of another database.
    """
    database = dict(dj_database_url.parse(address, conn_max_age=None))
    if database["ENGINE"] not in ENGINES:
        raise ValueError(f"Films do not live on {database['ENGINE']}.")
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = dict(SQLITE)
    elif database["ENGINE"].endswith("postgresql"):
        # A kept connection that the server has closed meanwhile is opened anew, not met as an error.
        database["CONN_HEALTH_CHECKS"] = True
    return database
