"""Makes the full-text table and the journal of changes on SQLite, and the triggers that fill them.

They rest while `migrate` changes tables: SQLite renames no table while a trigger names one
that is not there, and to change a column a migration drops the table and renames another.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

# Words are folded to lower case without accents, and reduced to their stems (Porter).
WORDS_TABLE = """
CREATE VIRTUAL TABLE movie_words USING fts5(
    title, keywords, genre, description, people, tokenize = "porter unicode61 remove_diacritics 2"
)"""

# One row a film ever touched, the latest change with the highest number: a search compares that
# number with the one it saw last, and reloads just the films above it.
JOURNAL_TABLE = """
CREATE TABLE movie_change (seq INTEGER PRIMARY KEY AUTOINCREMENT, movie_id INTEGER NOT NULL UNIQUE)"""

PEOPLE = """(
    SELECT group_concat(person.name, ' ') FROM movie_credit AS credit
    JOIN movie_person AS person ON person.id = credit.person_id WHERE credit.movie_id = {movie}
)"""
# All names of a film, each once: its own, those people know it by, and those it is shown by elsewhere.
TITLES = """(
    SELECT group_concat(name, ' ') FROM (
        SELECT movie_movie.title AS name
        UNION SELECT name FROM movie_title WHERE movie_id = movie_movie.id
        UNION SELECT title FROM movie_translation WHERE movie_id = movie_movie.id AND title <> ''
    )
)"""
# A text of a film, and behind it the same in other languages.
TEXT = """movie_movie.{name} || coalesce((
    SELECT group_concat(char(10) || {name}, '') FROM movie_translation WHERE movie_id = movie_movie.id
), '')"""
TEXTS = ", ".join(TEXT.format(name=name) for name in ("keywords", "genre", "description"))
FILL_WORDS = f"""
INSERT INTO movie_words (rowid, title, keywords, genre, description, people)
SELECT id, {TITLES}, {TEXTS}, {PEOPLE.format(movie="movie_movie.id")} FROM movie_movie"""
FILL_JOURNAL = "INSERT INTO movie_change (movie_id) SELECT id FROM movie_movie"

# Not INSERT OR REPLACE: in a trigger the OR of the statement that fires it counts instead.
NOTE_CHANGE = """
DELETE FROM movie_change WHERE movie_id = {row}.id;
INSERT INTO movie_change (movie_id) VALUES ({row}.id);"""
NOTE_BESIDE = NOTE_CHANGE.replace(".id", ".movie_id")
FORGET_WORDS = "DELETE FROM movie_words WHERE rowid = {movie};"
STORE_WORDS = FORGET_WORDS + FILL_WORDS + " WHERE id = {movie};"
STORE_PEOPLE = "UPDATE movie_words SET people = {people} WHERE rowid = {movie};"
STORE_CREDITED = {
    row: STORE_PEOPLE.format(people=PEOPLE.format(movie=f"{row}.movie_id"), movie=f"{row}.movie_id")
    + NOTE_BESIDE.format(row=row)
    for row in ("OLD", "NEW")
}
FILMS_OF = "SELECT movie_id FROM movie_credit WHERE person_id = NEW.id"
NOTE_RENAMED = f"""
DELETE FROM movie_change WHERE movie_id IN ({FILMS_OF});
INSERT INTO movie_change (movie_id) SELECT DISTINCT movie_id FROM ({FILMS_OF});"""


def _kept_beside(name: str, columns: str) -> dict[str, tuple[str, str]]:
    """The triggers on a table of what films are also called, or told by."""
    old, new = (
        STORE_WORDS.format(movie=f"{row}.movie_id") + NOTE_BESIDE.format(row=row) for row in ("OLD", "NEW")
    )
    return {
        f"movie_words_{name}_insert": (f"INSERT ON movie_{name}", new),
        f"movie_words_{name}_update": (f"UPDATE OF {columns} ON movie_{name}", old + new),
        f"movie_words_{name}_delete": (f"DELETE ON movie_{name}", old),
    }


TRIGGERS = {
    "movie_change_insert": ("INSERT ON movie_movie", NOTE_CHANGE.format(row="NEW")),
    "movie_change_update": (
        "UPDATE OF emb, emb_model, title, year, genre, keywords, description, image, runtime ON movie_movie",
        NOTE_CHANGE.format(row="NEW"),
    ),
    "movie_change_delete": ("DELETE ON movie_movie", NOTE_CHANGE.format(row="OLD")),
    "movie_change_mood_insert": ("INSERT ON movie_mood", NOTE_BESIDE.format(row="NEW")),
    "movie_change_mood_update": ("UPDATE OF emb, emb_model ON movie_mood", NOTE_BESIDE.format(row="NEW")),
    "movie_change_mood_delete": ("DELETE ON movie_mood", NOTE_BESIDE.format(row="OLD")),
    "movie_words_insert": ("INSERT ON movie_movie", STORE_WORDS.format(movie="NEW.id")),
    "movie_words_update": (
        "UPDATE OF title, keywords, genre, description ON movie_movie",
        STORE_WORDS.format(movie="NEW.id"),
    ),
    "movie_words_delete": ("DELETE ON movie_movie", FORGET_WORDS.format(movie="OLD.id")),
    "movie_words_credit_insert": ("INSERT ON movie_credit", STORE_CREDITED["NEW"]),
    "movie_words_credit_update": (
        "UPDATE OF movie_id, person_id, role ON movie_credit",
        STORE_CREDITED["OLD"] + STORE_CREDITED["NEW"],
    ),
    "movie_words_credit_delete": ("DELETE ON movie_credit", STORE_CREDITED["OLD"]),
    "movie_words_person_update": (
        "UPDATE OF name ON movie_person",
        STORE_PEOPLE.format(
            people=PEOPLE.format(movie="movie_words.rowid"),
            movie=f"rowid AND rowid IN ({FILMS_OF})",
        )
        + NOTE_RENAMED,
    ),
    **_kept_beside("title", "movie_id, name"),
    **_kept_beside("translation", "movie_id, title, keywords, genre, description"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise."""
    tables = {"movie_words": WORDS_TABLE.strip(), "movie_change": JOURNAL_TABLE.strip()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'movie_%'")
        existing = dict(cursor.fetchall())
        if (tables | triggers()).items() <= existing.items():
            return
        _drop_triggers(cursor)
        for name, definition in tables.items():
            if existing.get(name) == definition:
                # Emptied, not dropped: the journal's numbers must go on for whoever has seen them.
                cursor.execute(f"DELETE FROM {name}")
            else:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
                cursor.execute(definition)
        for statement in (FILL_WORDS, FILL_JOURNAL, *triggers().values()):
            cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)


def _drop_triggers(cursor: CursorWrapper) -> None:
    for name in TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def triggers() -> dict[str, str]:
    """The statements that make the triggers, by name."""
    return {
        name: f"CREATE TRIGGER {name} AFTER {event} BEGIN {body.strip()} END"
        for name, (event, body) in TRIGGERS.items()
    }
