"""Full-text matches: which films share words with a request, by BM25 on SQLite's FTS5."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from django.db import connection

from ..text import clean
from ..text.glossary import translations
from ..text.stems import spanish_stem
from .index import latest_change
from .memory import Memory
from .prompts import WORD

# What a word weighs in the title, keywords, genre, description and people.
WEIGHTS = (1.0, 2.0, 1.0, 1.0, 1.0)
# A shorter stem begins too many other words.
SHORTEST_STEM = 4
MOST_FORMS = 12
# What hardly any description in the language does without.
SMALL_WORDS = {"english": '"the" AND "of"', "spanish": '"que" AND "una"'}
LEAST_SHARE = 0.02


def matching(words: Sequence[str], *, spanish: bool = False, limit: int = 1000) -> list[tuple[int, float]]:
    """Films that contain any of the folded words, as (film id, BM25 score), the best first.

    A word said twice counts twice. Other forms of words count too, and so do the words for them in
    the other language, where films are told in it. Each is quoted: nothing that a visitor writes is
    query syntax.
    """
    translated = _is_told_in("english" if spanish else "spanish")
    query = " OR ".join(term for word in words for term in _terms(word, spanish, translated))
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


@lru_cache(maxsize=20_000)
def _terms(word: str, spanish: bool, translated: bool) -> tuple[str, ...]:
    """A word as FTS5 reads it, then its translations."""
    others = translations(word, spanish) if translated else ()
    if spanish:
        return (_spanish_term(word), *map(_quoted, others))
    return (_quoted(word), *list(dict.fromkeys(map(_spanish_term, others)))[:MOST_FORMS])


def _spanish_term(word: str) -> str:
    """All words that begin with the stem, since SQLite's stemmer knows English endings only."""
    stem = spanish_stem(word)
    return f"{_quoted(stem)} *" if len(stem) >= SHORTEST_STEM else _quoted(word)


def _is_told_in(language: str) -> bool:
    """Whether any number of films is described in this language: "english" or "spanish"."""
    counted = _languages.get()
    return counted[language] > LEAST_SHARE * sum(counted.values())


def _counted(_before: dict[str, int] | None) -> dict[str, int]:
    return {name: _described_with(pair) for name, pair in SMALL_WORDS.items()}


def _described_with(pair: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM movie_words WHERE movie_words MATCH %s", [f"description : ({pair})"]
        )
        return cursor.fetchone()[0]


_languages = Memory(_counted, latest_change)


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
