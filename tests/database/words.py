"""What the database keeps of the films' words and changes, and what it ought to keep."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from movie.models import Movie

COLUMNS = ("title", "keywords", "genre", "description")


def sql(statement: str, *params: object) -> list[tuple]:
    """The rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def unnoticed() -> Iterator[None]:
    """Inside the block, and a test's transaction, no trigger fires."""
    if connection.vendor == "postgresql":
        sql("SET LOCAL session_replication_role = replica")
        yield
        sql("SET LOCAL session_replication_role = origin")
    else:
        triggers = sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, _ in triggers:
            sql(f"DROP TRIGGER {name}")
        yield
        for _, definition in triggers:
            sql(definition)


def latest_change() -> int:
    return sql("SELECT coalesce(max(seq), 0) FROM movie_change")[0][0]


def changed_since(number: int) -> set[int]:
    return {film for (film,) in sql("SELECT movie_id FROM movie_change WHERE seq > %s", number)}


def stored_words() -> dict[int, object]:
    """What the full-text table holds of each film."""
    return _vectors() if connection.vendor == "postgresql" else _rows()


def words_of_films() -> dict[int, object]:
    """What it ought to hold."""
    texts = {movie.pk: _texts(movie) for movie in Movie.objects.all()}
    return {pk: _lexemes(*told) for pk, told in texts.items()} if connection.vendor == "postgresql" else texts


def _rows() -> dict[int, tuple]:
    """On SQLite: the texts, the words of the film's people sorted."""
    rows = sql(f"SELECT rowid, {', '.join(COLUMNS)}, people FROM movie_words")
    return {film: (*texts, sorted((people or "").split())) for film, *texts, people in rows}


def _vectors() -> dict[int, tuple]:
    """On PostgreSQL: each stem with the labels of its places, and how many words there are."""
    rows = sql("SELECT movie_id, lexeme, weights, length FROM movie_words LEFT JOIN unnest(words) ON true")
    found: dict[int, tuple] = {}
    for film, lexeme, weights, length in rows:
        found.setdefault(film, (length, {}))[1][lexeme] = "".join(sorted(weights))
    return found


def _lexemes(title: str, keywords: str, genre: str, description: str, people: list[str]) -> tuple:
    texts = {"A": title, "B": keywords, "C": f"{genre} {' '.join(people)}", "D": description}
    places, length = {}, 0
    for label, text in texts.items():
        for lexeme, positions in sql(
            "SELECT lexeme, positions FROM unnest(to_tsvector('movie_words', movie_folded(%s)))", text
        ):
            places[lexeme] = places.get(lexeme, "") + label * len(positions)
            length += len(positions)
    return length, places


def _texts(movie: Movie) -> tuple:
    return (
        " ".join(sorted({movie.title, *_names_beside(movie)})),
        *(_text(movie, name) for name in COLUMNS[1:]),
        sorted(word for person in movie.people.all() for word in person.name.split()),
    )


def _names_beside(movie: Movie) -> set[str]:
    translated = {told.title for told in movie.translations.all()}
    return {title.name for title in movie.titles.all()} | translated - {""}


def _text(movie: Movie, name: str) -> str:
    return "\n".join([getattr(movie, name), *(getattr(told, name) for told in movie.translations.all())])
