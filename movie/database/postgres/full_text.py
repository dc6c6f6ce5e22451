"""Full-text matches on PostgreSQL, by the BM25 that SQLite's FTS5 computes: the same scores on both.

`ts_rank` is no BM25. But `ts_rank_cd` of a single word adds up the weights of its places: the frequency
that BM25 wants, counted without leaving the database's own code. See schema.sql for the functions.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from ..terms import Term

# As FTS5 has them. A label's weight may not pass 1: the keywords' 2, and all others' 1, are halved.
K1, B = 1.2, 0.75
MATCHING = f"""
WITH asked AS MATERIALIZED (
    SELECT term, times, query FROM unnest(%s::text[], %s::boolean[], %s::int[]) WITH ORDINALITY
        AS said(word, begun, times, term), movie_query(word, begun, '') AS query
    WHERE numnode(query) > 0
), hits AS MATERIALIZED (
    SELECT term, times, movie_id, length,
        2 * ts_rank_cd('{{.5, .5, 1, .5}}', words, query)::float8 AS frequency
    FROM asked JOIN movie_words ON words @@ query
), films AS (
    SELECT count(*)::float8 AS films, greatest(avg(length), 1)::float8 AS mean FROM movie_words
), rarities AS (
    SELECT term, greatest(ln((films - count(*) + 0.5) / (count(*) + 0.5)), 1e-6) AS rarity
    FROM hits, films GROUP BY term, films
)
SELECT movie_id, sum(times * rarity * frequency * {K1 + 1}
    / (frequency + {K1} * ({1 - B} + {B} * length / mean))) AS score
FROM hits JOIN rarities USING (term), films GROUP BY movie_id ORDER BY score DESC, movie_id LIMIT %s"""
ALL = """
SELECT string_agg('(' || query::text || ')', ' & ')::tsquery
FROM unnest(%s::text[], %s::boolean[]) AS said(word, begun), movie_query(word, begun, %s) AS query
WHERE numnode(query) > 0"""
# Labels of the words (see schema.sql): titles; and everything but descriptions.
TITLE, NAMING = "A", "ABC"


def matching(terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    """Films that have any of the terms, as (film id, BM25 score), the best first."""
    times = Counter(terms)
    return _rows(MATCHING, [*_columns(list(times)), list(times.values()), limit])


def with_all(terms: Sequence[Term]) -> list[int]:
    """Films that have all the terms."""
    return _films_of_all(terms, "", None)


def one_has_all(terms: Sequence[Term]) -> bool:
    """Tells whether one film has all the terms."""
    return bool(_films_of_all(terms, "", 1))


def phrase_names(phrase: str) -> bool:
    """Tells whether a phrase stands in any text but the descriptions."""
    return bool(_films_of_all([Term(phrase)], NAMING, 1))


def titled(terms: Sequence[Term], limit: int) -> list[int]:
    """Films whose titles have all the terms."""
    return _films_of_all(terms, TITLE, limit)


def _films_of_all(terms: Sequence[Term], labels: str, limit: int | None) -> list[int]:
    # The query first, on its own: the planner then knows what it looks for.
    ((query,),) = _rows(ALL, [*_columns(terms), labels])
    statement = "SELECT movie_id FROM movie_words WHERE words @@ %s::tsquery LIMIT %s"
    return [movie for (movie,) in _rows(statement, [query, limit])] if query else []


def _columns(terms: Sequence[Term]) -> tuple[list[str], list[bool]]:
    return [term.text.replace("\0", "") for term in terms], [term.begun for term in terms]


def _rows(statement: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
