"""The films are kept by the newest SQLite that is there; Python's own serves where pysqlite3 is missing."""

import sqlite3
import subprocess
import sys
from importlib.util import find_spec

import pytest
from django.conf import settings

SCRIPT = """
import sys, tempfile
{first}
import django
django.setup()
from django.db import connection
import sqlite3
with connection.cursor() as cursor:
    cursor.execute("SELECT sqlite_version()")
    print(*cursor.fetchone(), sqlite3.sqlite_version, sqlite3.__name__, hasattr(sqlite3, "Blob"))
"""


def versions(first: str = "") -> list[str]:
    """The SQLite of Django's connection, and that of `import sqlite3`, in a process of its own."""
    environment = {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "moviereviews.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(first=first)],
        cwd=settings.CODE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.skipif(not find_spec("pysqlite3"), reason="pysqlite3 has no wheel for this system")
def test_films_are_kept_by_the_newer_one_and_other_files_read_by_pythons_own():
    import pysqlite3

    newer = max(
        pysqlite3.sqlite_version, sqlite3.sqlite_version, key=lambda told: [*map(int, told.split("."))]
    )
    assert versions() == [newer, sqlite3.sqlite_version, "sqlite3", "True"]


def test_pythons_own_keeps_the_films_where_there_is_no_other():
    own = [sqlite3.sqlite_version, sqlite3.sqlite_version, "sqlite3", "True"]
    assert versions('sys.modules["pysqlite3"] = None') == own
