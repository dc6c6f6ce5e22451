"""Makes the full-text table and the journal of changes on PostgreSQL, and the triggers that fill them."""

import hashlib
import logging
import re
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from .locks import JOURNAL

logger = logging.getLogger(__name__)
SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
# Each trigger with the table that it is on.
TABLE_OF = dict(re.findall(r"^CREATE TRIGGER (\w+).*?\bON (\w+)", SCHEMA, re.MULTILINE | re.DOTALL))
TABLES = {
    "movie_words": "movie_id bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL",
    "movie_change": "seq bigserial PRIMARY KEY, movie_id bigint NOT NULL UNIQUE",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL])
        if not _is_installed(cursor):
            _drop_triggers(cursor)
            _make_tables(cursor)
            _make_dictionary(cursor)
            cursor.execute(_filled_in(connection))
            _take_all_in(cursor)
            cursor.execute(f"COMMENT ON TABLE movie_words IS '{_version()}'")
        _make_vectors(connection, cursor)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, and the views."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)
        # No column changes while a view reads it.
        cursor.execute("DROP VIEW IF EXISTS movie_vectors_of, movie_words_of")


def _take_all_in(cursor: CursorWrapper) -> None:
    """Take all films in anew; the journal's numbers go on for whoever has seen them."""
    cursor.execute("DELETE FROM movie_words")
    cursor.execute("INSERT INTO movie_words SELECT movie_id, words, length FROM movie_vectors_of")
    cursor.execute("DELETE FROM movie_change")
    cursor.execute("INSERT INTO movie_change (movie_id) SELECT id FROM movie_movie")


def _is_installed(cursor: CursorWrapper) -> bool:
    cursor.execute(
        "SELECT obj_description(to_regclass('movie_words'), 'pg_class'), to_regclass('movie_change')"
    )
    if not all(row := cursor.fetchone()) or row[0] != _version():
        return False
    cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s)", [list(TABLE_OF)])
    return {name for (name,) in cursor.fetchall()} == TABLE_OF.keys()


def _version() -> str:
    """Names all that is defined here."""
    return hashlib.sha256(repr((SCHEMA, TABLES)).encode()).hexdigest()[:16]


def _make_tables(cursor: CursorWrapper) -> None:
    for name, columns in TABLES.items():
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
    cursor.execute("CREATE INDEX IF NOT EXISTS movie_words_gin ON movie_words USING gin (words)")
    # Numbers of an embedding hardly shrink: to try so costs more than it spares.
    for table in ("movie_movie", "movie_mood"):
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN emb SET STORAGE EXTERNAL")


def _filled_in(connection: BaseDatabaseWrapper) -> str:
    """What schema.sql defines, with the collation that knows all letters, whatever the database's own is."""
    collation = "COLLATE pg_c_utf8" if connection.pg_version >= 170_000 else ""
    return SCHEMA.replace("{collation}", collation).replace("{lock}", str(JOURNAL))


def _make_dictionary(cursor: CursorWrapper) -> None:
    """Every word is taken by its stem: there are no stop words, as there are none in FTS5."""
    cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = 'movie_words'")
    if cursor.fetchone():
        return
    cursor.execute("CREATE TEXT SEARCH DICTIONARY movie_stems (TEMPLATE = snowball, LANGUAGE = porter)")
    cursor.execute("CREATE TEXT SEARCH CONFIGURATION movie_words (PARSER = default)")
    cursor.execute("SELECT string_agg(alias, ', ') FROM ts_token_type('default') WHERE alias <> 'blank'")
    (kinds,) = cursor.fetchone()
    cursor.execute(f"ALTER TEXT SEARCH CONFIGURATION movie_words ADD MAPPING FOR {kinds} WITH movie_stems")


def _make_vectors(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    """Makes the extension that the engine pgvector needs, where the server has it and this role may."""
    cursor.execute("SELECT installed_version FROM pg_available_extensions WHERE name = 'vector'")
    if cursor.fetchone() != (None,):
        return
    try:
        with transaction.atomic(using=connection.alias):
            cursor.execute("CREATE EXTENSION vector")
    except DatabaseError as error:
        logger.warning(
            _(
                "Films are compared in memory, not by pgvector: %(error)s. The server's owner may run in "
                "this database: CREATE EXTENSION vector"
            ),
            {"error": str(error).partition("\n")[0]},
        )


def _drop_triggers(cursor: CursorWrapper) -> None:
    for name, table in TABLE_OF.items():
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone()[0]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
