"""Gives Django's SQLite backend the SQLite that pysqlite3 brings along, where it is newer than Python's own.

Before SQLite 3.51.3 two processes that write may lose pages of the log beside the database ("WAL reset"), and
most Pythons come with an older one: with pysqlite3 several processes may serve. Python's own `sqlite3` stays
what it is for everything else, other people's files among them, which it can limit better.
"""

import importlib
import sqlite3
import sys

BACKEND = "django.db.backends.sqlite3.base"


def adopt_newer_sqlite() -> None:
    """Load Django's backend with pysqlite3 in the place of `sqlite3`, unless Python's own is as new.

    It does nothing where pysqlite3 is not installed, which has no wheels for some systems, or too late, where
    the backend is loaded already.
    """
    try:
        import pysqlite3
    except ImportError:
        return
    if pysqlite3.sqlite_version_info <= sqlite3.sqlite_version_info:
        return
    sys.modules["sqlite3"] = pysqlite3
    try:
        importlib.import_module(BACKEND)
    finally:
        sys.modules["sqlite3"] = sqlite3
