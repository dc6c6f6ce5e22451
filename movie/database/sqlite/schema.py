"""Makes the full-text table and the journal of changes on SQLite, and the triggers that fill them.

They rest while `migrate` changes tables: SQLite renames no table while a trigger or a view names one
that is not there, and to change a column a migration drops the table and renames another.
"""

import re
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
STATEMENT = re.compile(
    r"^CREATE (?:VIRTUAL )?(TABLE|VIEW|TRIGGER) (\w+).*?(?=;\n\n|;\n\Z)", re.MULTILINE | re.DOTALL
)


def _statements(kind: str) -> dict[str, str]:
    """The statements that make the tables, views or triggers, by name, as SQLite keeps them."""
    return {found[2]: found[0] for found in STATEMENT.finditer(SCHEMA) if found[1] == kind}


TABLES, VIEWS, TRIGGERS = map(_statements, ("TABLE", "VIEW", "TRIGGER"))
FILL = (
    "INSERT INTO movie_words (rowid, title, keywords, genre, description, people)"
    " SELECT id, title, keywords, genre, description, people FROM movie_words_of",
    "INSERT INTO movie_change (movie_id) SELECT id FROM movie_movie",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'movie_%'")
        existing = dict(cursor.fetchall())
        if (TABLES | VIEWS | TRIGGERS).items() <= existing.items():
            return
        _drop_triggers(cursor)
        for name, definition in TABLES.items():
            if existing.get(name) == definition:
                # Emptied, not dropped: the journal's numbers must go on for whoever has seen them.
                cursor.execute(f"DELETE FROM {name}")
            else:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
                cursor.execute(definition)
        for statement in (*VIEWS.values(), *FILL, *TRIGGERS.values()):
            cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, and the views."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)


def _drop_triggers(cursor: CursorWrapper) -> None:
    for name in TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for name in VIEWS:
        cursor.execute(f"DROP VIEW IF EXISTS {name}")
