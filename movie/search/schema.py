"""What SQLite keeps in step with the rows by itself: the full-text table and the journal of changes.

Triggers do it, so that it holds for whoever writes: a command, the admin, another program. They are
made after every `migrate`, since a migration that rebuilds a table on SQLite loses its triggers.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

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
FILL_WORDS = f"""
INSERT INTO movie_words (rowid, title, keywords, genre, description, people)
SELECT id, title, keywords, genre, description, {PEOPLE.format(movie="movie_movie.id")} FROM movie_movie"""
FILL_JOURNAL = "INSERT INTO movie_change (movie_id) SELECT id FROM movie_movie"

# Not INSERT OR REPLACE: in a trigger the OR of the statement that fires it counts instead.
NOTE_CHANGE = """
DELETE FROM movie_change WHERE movie_id = {row}.id;
INSERT INTO movie_change (movie_id) VALUES ({row}.id);"""
NOTE_MOOD = NOTE_CHANGE.replace(".id", ".movie_id")
FORGET_WORDS = "DELETE FROM movie_words WHERE rowid = OLD.id;"
STORE_WORDS = f"""
INSERT INTO movie_words (rowid, title, keywords, genre, description, people)
VALUES (NEW.id, NEW.title, NEW.keywords, NEW.genre, NEW.description, {PEOPLE.format(movie="NEW.id")});"""
STORE_PEOPLE = "UPDATE movie_words SET people = {people} WHERE rowid = {movie};"
STORE_CREDITED = {
    row: STORE_PEOPLE.format(people=PEOPLE.format(movie=f"{row}.movie_id"), movie=f"{row}.movie_id")
    for row in ("OLD", "NEW")
}

TRIGGERS = {
    "movie_change_insert": ("INSERT ON movie_movie", NOTE_CHANGE.format(row="NEW")),
    "movie_change_update": (
        "UPDATE OF emb, emb_model, title, year, genre, image, runtime ON movie_movie",
        NOTE_CHANGE.format(row="NEW"),
    ),
    "movie_change_delete": ("DELETE ON movie_movie", NOTE_CHANGE.format(row="OLD")),
    "movie_change_mood_insert": ("INSERT ON movie_mood", NOTE_MOOD.format(row="NEW")),
    "movie_change_mood_update": ("UPDATE OF emb, emb_model ON movie_mood", NOTE_MOOD.format(row="NEW")),
    "movie_change_mood_delete": ("DELETE ON movie_mood", NOTE_MOOD.format(row="OLD")),
    "movie_words_insert": ("INSERT ON movie_movie", STORE_WORDS),
    "movie_words_update": (
        "UPDATE OF title, keywords, genre, description ON movie_movie",
        FORGET_WORDS + STORE_WORDS,
    ),
    "movie_words_delete": ("DELETE ON movie_movie", FORGET_WORDS),
    "movie_words_credit_insert": ("INSERT ON movie_credit", STORE_CREDITED["NEW"]),
    "movie_words_credit_update": (
        "UPDATE OF movie_id, person_id ON movie_credit",
        STORE_CREDITED["OLD"] + STORE_CREDITED["NEW"],
    ),
    "movie_words_credit_delete": ("DELETE ON movie_credit", STORE_CREDITED["OLD"]),
    "movie_words_person_update": (
        "UPDATE OF name ON movie_person",
        STORE_PEOPLE.format(
            people=PEOPLE.format(movie="movie_words.rowid"),
            movie="rowid AND rowid IN (SELECT movie_id FROM movie_credit WHERE person_id = NEW.id)",
        ),
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make everything anew where anything is missing or was defined otherwise.

    Films written while a trigger was missing are taken in, too. Does nothing on databases other
    than SQLite, or before the films' tables are there.
    """
    if connection.vendor != "sqlite" or "movie_mood" not in connection.introspection.table_names():
        return
    tables = {"movie_words": WORDS_TABLE.strip(), "movie_change": JOURNAL_TABLE.strip()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'movie_%'")
        existing = dict(cursor.fetchall())
        if (tables | triggers()).items() <= existing.items():
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        for name, definition in tables.items():
            if existing.get(name) == definition:
                # Emptied, not dropped: the journal's numbers must go on for whoever has seen them.
                cursor.execute(f"DELETE FROM {name}")
            else:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
                cursor.execute(definition)
        for statement in (FILL_WORDS, FILL_JOURNAL, *triggers().values()):
            cursor.execute(statement)


def triggers() -> dict[str, str]:
    """The statements that make the triggers, by name."""
    return {
        name: f"CREATE TRIGGER {name} AFTER {event} BEGIN {body.strip()} END"
        for name, (event, body) in TRIGGERS.items()
    }
