"""Full-text matches: which films share words with a request, by BM25 on SQLite's FTS5."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from django.db import connection

from ..text import WORD, clean
from ..text.stemming import spanish_stem

# What a word weighs in the title, keywords, genre, description and people.
WEIGHTS = (1.0, 2.0, 1.0, 1.0, 1.0)
# A shorter stem begins too many other words.
SHORTEST_STEM = 4


def matching(words: Sequence[str], *, spanish: bool = False, limit: int = 1000) -> list[tuple[int, float]]:
    """Films that contain any of the folded words, as (film id, BM25 score), the best first.

    A word said twice counts twice, and its other forms count too. Each is quoted: nothing that a visitor
    writes is query syntax.
    """
    query = " OR ".join(map(_spanish_term if spanish else _quoted, words))
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


def one_has_all(words: Sequence[str], *, spanish: bool = False) -> bool:
    """Tells whether the texts of one film have all of these folded words, in any form."""
    return _is_matched(" AND ".join(map(_spanish_term if spanish else _quoted, words)))


def phrase_names(words: Sequence[str]) -> bool:
    """Tells whether these folded words, one behind the other, name anything here: not told, but called so."""
    return _is_matched(f"{{title keywords genre people}} : {_quoted(' '.join(words))}" if words else "")


def _is_matched(query: str) -> bool:
    if not query:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM movie_words WHERE movie_words MATCH %s LIMIT 1", [query])
        return cursor.fetchone() is not None


@lru_cache(maxsize=20_000)
def _spanish_term(word: str) -> str:
    """All words that begin with the stem, since SQLite's stemmer knows English endings only."""
    stem = spanish_stem(word)
    return f"{_quoted(stem)} *" if len(stem) >= SHORTEST_STEM else _quoted(word)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""').replace("\0", "") + '"'


def titled(text: str, limit: int = 500) -> list[int]:
    """Films whose title has all these words, the last of them perhaps only begun."""
    # Folding is left to SQLite here: its own is what the titles were indexed by.
    words = WORD.findall(clean(unicodedata.normalize("NFC", text)))
    if not words:
        return []
    query = f"title : ({' AND '.join(_quoted(word) for word in words)} *)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM movie_words WHERE movie_words MATCH %s LIMIT %s", [query, limit])
        return [movie for (movie,) in cursor.fetchall()]
