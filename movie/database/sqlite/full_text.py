"""Full-text matches on SQLite's FTS5, by its BM25."""

from collections.abc import Sequence

from django.db import connection

from ..terms import Term

# What a word weighs in the title, keywords, genre, description and people.
WEIGHTS = (1.0, 2.0, 1.0, 1.0, 1.0)
ALL_FILMS = -1  # SQLite's LIMIT of none


def matching(terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    """Films that have any of the terms, as (film id, BM25 score), the best first."""
    score = f"bm25(movie_words, {', '.join(map(str, WEIGHTS))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -{score} AS score FROM movie_words WHERE movie_words MATCH %s "
            "ORDER BY score DESC, rowid LIMIT %s",
            [" OR ".join(map(_said, terms)), limit],
        )
        return cursor.fetchall()


def with_all(terms: Sequence[Term]) -> list[int]:
    """Films that have all the terms."""
    return _films_of_all(terms, ALL_FILMS)


def one_has_all(terms: Sequence[Term]) -> bool:
    """Tells whether one film has all the terms."""
    return bool(_films_of_all(terms, 1))


def phrase_names(phrase: str) -> bool:
    """Tells whether a phrase stands in any text but the descriptions."""
    return bool(_matched(f"{{title keywords genre people}} : {_quoted(phrase)}", 1))


def titled(terms: Sequence[Term], limit: int) -> list[int]:
    """Films whose titles have all the terms."""
    return _films_of_all(terms, limit, "title : ")


def _films_of_all(terms: Sequence[Term], limit: int, columns: str = "") -> list[int]:
    return _matched(f"{columns}({' AND '.join(map(_said, terms))})", limit)


def _matched(query: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM movie_words WHERE movie_words MATCH %s LIMIT %s", [query, limit])
        return [movie for (movie,) in cursor.fetchall()]


def _said(term: Term) -> str:
    """A term in FTS5's language; quoted, so that nothing in it is syntax."""
    return f"{_quoted(term.text)} *" if term.begun else _quoted(term.text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\0", "") + '"'
