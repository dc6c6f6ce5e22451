"""Makes the full-text table and the journal of changes on PostgreSQL, and the triggers that fill them."""

import hashlib
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from .locks import JOURNAL

FUNCTIONS = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
TABLES = {
    "movie_words": "movie_id bigint PRIMARY KEY, words tsvector NOT NULL, length integer NOT NULL",
    "movie_change": "seq bigserial PRIMARY KEY, movie_id bigint NOT NULL UNIQUE",
}
# Set while a batch is written: see triggers.py.
RESTING = "coalesce(current_setting('movie.resting', true), '') <> 'on'"
WATCHED = ("movie_movie", "movie_mood", "movie_credit", "movie_person", "movie_title", "movie_translation")
JOURNALED = "emb, emb_model, title, year, genre, keywords, description, image, runtime"
EACH = "FOR EACH ROW EXECUTE FUNCTION"


def _beside(name: str, columns: str) -> dict[str, str]:
    """The triggers on a table of what films are also called, told by, or made by."""
    events = {"insert": "INSERT", "update": f"UPDATE OF {columns}", "delete": "DELETE"}
    return {
        f"movie_words_{name}_{kind}": (
            f"AFTER {event} ON movie_{name} FOR EACH ROW WHEN ({RESTING}) "
            "EXECUTE FUNCTION movie_beside_changed('words')"
        )
        for kind, event in events.items()
    }


TRIGGERS = {
    **{
        f"movie_turns_{table.removeprefix('movie_')}": (
            f"BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION movie_take_turns()"
        )
        for table in WATCHED
    },
    "movie_change_insert": (
        f"AFTER INSERT ON movie_movie FOR EACH ROW WHEN ({RESTING}) EXECUTE FUNCTION movie_changed()"
    ),
    "movie_change_update": f"AFTER UPDATE OF {JOURNALED} ON movie_movie {EACH} movie_changed()",
    "movie_change_delete": f"AFTER DELETE ON movie_movie {EACH} movie_changed()",
    "movie_change_mood_insert": f"AFTER INSERT ON movie_mood {EACH} movie_beside_changed()",
    "movie_change_mood_update": f"AFTER UPDATE OF emb, emb_model ON movie_mood {EACH} movie_beside_changed()",
    "movie_change_mood_delete": f"AFTER DELETE ON movie_mood {EACH} movie_beside_changed()",
    "movie_words_insert": (
        f"AFTER INSERT ON movie_movie FOR EACH ROW WHEN ({RESTING}) EXECUTE FUNCTION movie_words_changed()"
    ),
    "movie_words_update": (
        f"AFTER UPDATE OF title, keywords, genre, description ON movie_movie {EACH} movie_words_changed()"
    ),
    "movie_words_delete": f"AFTER DELETE ON movie_movie {EACH} movie_words_changed()",
    "movie_words_truncate": (
        "AFTER TRUNCATE ON movie_movie FOR EACH STATEMENT EXECUTE FUNCTION movie_all_gone()"
    ),
    "movie_words_person_update": f"AFTER UPDATE OF name ON movie_person {EACH} movie_person_renamed()",
    **_beside("credit", "movie_id, person_id, role"),
    **_beside("title", "movie_id, name"),
    **_beside("translation", "movie_id, title, keywords, genre, description"),
}
TABLE_OF = {name: definition.partition(" ON ")[2].split()[0] for name, definition in TRIGGERS.items()}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL])
        if not _is_installed(cursor):
            _drop_triggers(cursor)
            _make_tables(cursor)
            _make_dictionary(cursor)
            cursor.execute(_functions(connection))
            fill(cursor)
            for name, definition in TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER {name} {definition}")
            cursor.execute(f"COMMENT ON TABLE movie_words IS '{_version()}'")


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, and the views."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)
        # No column changes while a view reads it.
        cursor.execute("DROP VIEW IF EXISTS movie_vectors_of, movie_words_of")


def fill(cursor: CursorWrapper) -> None:
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
    cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s)", [list(TRIGGERS)])
    return {name for (name,) in cursor.fetchall()} == TRIGGERS.keys()


def _version() -> str:
    """Names all that is defined here."""
    return hashlib.sha256(repr((FUNCTIONS, TABLES, TRIGGERS)).encode()).hexdigest()[:16]


def _make_tables(cursor: CursorWrapper) -> None:
    for name, columns in TABLES.items():
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
    cursor.execute("CREATE INDEX IF NOT EXISTS movie_words_gin ON movie_words USING gin (words)")
    # Numbers of an embedding hardly shrink: to try so costs more than it spares.
    for table in ("movie_movie", "movie_mood"):
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN emb SET STORAGE EXTERNAL")


def _functions(connection: BaseDatabaseWrapper) -> str:
    """The functions, with the collation that knows all letters, whatever the database's own is."""
    collation = "COLLATE pg_c_utf8" if connection.pg_version >= 170_000 else ""
    return FUNCTIONS.replace("{collation}", collation).replace("{lock}", str(JOURNAL))


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


def _drop_triggers(cursor: CursorWrapper) -> None:
    for name, table in TABLE_OF.items():
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone()[0]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
