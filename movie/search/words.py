"""Full-text matches: which films share words with a request, by BM25 on SQLite's FTS5."""

from collections.abc import Iterable

from django.db import connection

from ..text import fold
from .prompts import WORD

# What a word weighs in the title, keywords, genre, description and people.
WEIGHTS = (2.0, 2.0, 1.0, 1.0, 1.0)


def matching(words: Iterable[str], limit: int = 1000) -> list[tuple[int, float]]:
    """Films that contain any of the words, as (film id, BM25 score), the best first.

    A word said twice counts twice. Each is quoted: nothing that a visitor writes is query syntax.
    """
    query = " OR ".join(_quoted(word) for word in words)
    if not query:
        return []
    score = f"bm25(movie_words, {', '.join(map(str, WEIGHTS))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -{score} AS score FROM movie_words WHERE movie_words MATCH %s "
            "ORDER BY score DESC, rowid LIMIT %s",
            [query, limit],
        )
        return cursor.fetchall()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def titled(text: str, limit: int = 500) -> list[int]:
    """Films whose title has all these words, the last of them perhaps only begun."""
    words = WORD.findall(fold(text))
    if not words:
        return []
    query = f"title : ({' AND '.join(_quoted(word) for word in words)} *)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM movie_words WHERE movie_words MATCH %s LIMIT %s", [query, limit])
        return [movie for (movie,) in cursor.fetchall()]
