"""The engine on PostgreSQL: a table of half-precision vectors under an HNSW index of pgvector.

Filters are applied after an HNSW scan, and would shorten its answers: the scan goes on until enough films
pass, and where few pass these are compared one by one. Settings hold for one transaction, so that none leaks
into the next request on the same connection.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from typing import Any
from uuid import uuid4

import numpy as np
from django.db import DatabaseError, connections, transaction

from ...errors import ConfigurationError, EngineUnavailable
from ...vectors import Vector
from ..limits import NO_LIMITS, Limits
from ..rows import NO_RUNTIME, NO_YEAR, Row, Stored
from .base import Nearest
from .copies import Copy, CopyEngine

# Up to so many films that pass are compared one by one.
FEW = 3_000
# How many of its nearest an HNSW scan keeps in view; the more, the more surely it finds the nearest.
LEAST_IN_VIEW, MOST_IN_VIEW = 100, 1_000
MOST_SCANNED = 100_000  # films, before a scan that finds too few that pass gives up
STATE = """
CREATE TABLE IF NOT EXISTS movie_engine (
    name text PRIMARY KEY, place text NOT NULL, dimensions integer NOT NULL, seen bigint NOT NULL)"""
TABLE = """
CREATE TABLE {place} (
    id bigint PRIMARY KEY, year smallint, runtime smallint, genres text[] NOT NULL,
    emb halfvec({dimensions}) NOT NULL)"""
TYPES = ("int8", "int2", "int2", "text[]")
COLUMNS = ("id", "year", "runtime", "genres", "emb")
# Vectors have norm 1: their inner product is the cosine similarity, and costs less.
INDEXES = """
CREATE INDEX ON {place} USING hnsw (emb halfvec_ip_ops);
CREATE INDEX ON {place} (year);
CREATE INDEX ON {place} (runtime);
CREATE INDEX ON {place} USING gin (genres);
ANALYZE {place}"""
PUT = f"""
INSERT INTO {{place}} ({", ".join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s::halfvec)
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])}"""
PUBLISH = """
INSERT INTO movie_engine (name, place, dimensions, seen) VALUES (%s, %s, %s, %s)
ON CONFLICT (name) DO UPDATE
SET place = excluded.place, dimensions = excluded.dimensions, seen = excluded.seen"""
SCAN = """
SELECT id, -(emb <#> %s::halfvec) AS similarity FROM {place} WHERE {passing}
ORDER BY emb <#> %s::halfvec LIMIT %s"""
ONE_BY_ONE = """
WITH few AS MATERIALIZED (SELECT id, emb FROM {place} WHERE {passing})
SELECT id, -(emb <#> %s::halfvec) AS similarity FROM few ORDER BY similarity DESC, id LIMIT %s"""
Found = list[tuple[int, float]]


class PgvectorEngine(CopyEngine):
    """`using` is the alias of the database that holds the copy, `memory` what building its index may take."""

    name = "pgvector"

    def __init__(self, stored: Stored, model_id: str, using: str = "default", memory: str = "1GB") -> None:
        super().__init__(stored, model_id)
        self._using, self._memory = using, memory
        self._is_there = False  # the table that tells where the copies are, once it has been seen
        self._key = f"{stored._meta.model_name}:{model_id}"
        self._prefix = f"movie_engine_{sha256(self._key.encode()).hexdigest()[:8]}_"
        if connections[using].vendor != "postgresql":
            raise ConfigurationError(
                "The engine “pgvector” needs the films in PostgreSQL (DATABASE_URL), or a PostgreSQL beside "
                "them (PGVECTOR_URL)."
            )

    @contextmanager
    def _cursor(self, together: bool = True) -> Iterator[Any]:
        """A cursor, within a transaction if `together`; what is refused becomes an EngineUnavailable."""
        within = transaction.atomic(self._using) if together else nullcontext()
        try:
            with within, connections[self._using].cursor() as cursor:
                yield cursor
        except DatabaseError as error:
            raise EngineUnavailable(self.name, error) from error

    def _copy(self) -> Copy | None:
        with self._cursor(together=False) as cursor:
            return self._state(cursor)

    def _state(self, cursor: Any, lock: str = "") -> Copy | None:
        if not self._is_there:
            cursor.execute("SELECT to_regclass('movie_engine')")
            self._is_there = cursor.fetchone()[0] is not None
        if not self._is_there:
            return None
        cursor.execute(
            f"SELECT place, dimensions, seen FROM movie_engine WHERE name = %s {lock}", [self._key]
        )
        row = cursor.fetchone()
        return Copy(*row) if row else None

    def _begin(self, dimensions: int) -> str:
        place = self._prefix + uuid4().hex[:8]
        with self._cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
            cursor.execute(STATE)
            cursor.execute(TABLE.format(place=place, dimensions=dimensions))
        return place

    def _fill(self, place: str, rows: Sequence[Row]) -> None:
        from pgvector.psycopg import register_vector

        with self._cursor() as cursor:
            register_vector(cursor.connection)  # for the cursors that are made from now on
        with self._cursor() as cursor:
            cursor.execute("SELECT 'halfvec'::regtype::oid")
            types = (*TYPES, cursor.fetchone()[0])
            with cursor.copy(f"COPY {place} ({', '.join(COLUMNS)}) FROM STDIN WITH (FORMAT BINARY)") as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(_values(row))

    def _publish(self, copy: Copy) -> None:
        with self._cursor() as cursor:
            cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [self._memory])
            for statement in INDEXES.format(place=copy.place).split(";"):
                cursor.execute(statement)
        with self._cursor() as cursor:
            cursor.execute(PUBLISH, [self._key, *copy])
            cursor.execute("SELECT tablename FROM pg_tables WHERE starts_with(tablename, %s)", [self._prefix])
            for (place,) in cursor.fetchall():
                if place != copy.place:
                    cursor.execute(f"DROP TABLE {place}")

    @contextmanager
    def _following(self) -> Iterator[Copy | None]:
        with self._cursor() as cursor:
            yield self._state(cursor, "FOR UPDATE")

    def _take_over(self, copy: Copy, rows: Sequence[Row], gone: Collection[int], seen: int) -> None:
        with self._cursor() as cursor:
            cursor.execute(f"DELETE FROM {copy.place} WHERE id = ANY(%s)", [list(gone)])
            values = [(*_values(row)[:-1], _text(row.vector)) for row in rows]
            cursor.executemany(PUT.format(place=copy.place), values)
            cursor.execute("UPDATE movie_engine SET seen = %s WHERE name = %s", [seen, self._key])

    def _nearest(self, copy: Copy, vector: Vector, k: int, limits: Limits) -> Nearest:
        passing, values = _where(limits)
        with self._cursor() as cursor:
            few = limits != NO_LIMITS and self._passing(cursor, copy, passing, values) <= FEW
            found = [] if few else self._scanned(cursor, copy, vector, k, passing, values)
            # A scan that gave up has found too few.
            if len(found) < k:
                found = self._one_by_one(cursor, copy, vector, k, passing, values)
        ids, similarities = zip(*found, strict=True) if found else ((), ())
        return Nearest(np.array(ids, dtype=np.int64), np.array(similarities, dtype=np.float32))

    def _passing(self, cursor: Any, copy: Copy, passing: str, values: list) -> int:
        """How many films pass, counted to just above FEW."""
        some = f"SELECT 1 FROM {copy.place} WHERE {passing} LIMIT {FEW + 1}"
        cursor.execute(f"SELECT count(*) FROM ({some}) AS passing", values)
        return cursor.fetchone()[0]

    def _scanned(self, cursor: Any, copy: Copy, vector: Vector, k: int, passing: str, values: list) -> Found:
        in_view = min(max(k, LEAST_IN_VIEW), MOST_IN_VIEW)
        cursor.execute(
            "SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.max_scan_tuples', %s, true), "
            "set_config('hnsw.iterative_scan', 'strict_order', true)",
            [str(in_view), str(MOST_SCANNED)],
        )
        asked = _text(vector)
        cursor.execute(SCAN.format(place=copy.place, passing=passing), [asked, *values, asked, k])
        return cursor.fetchall()

    def _one_by_one(
        self, cursor: Any, copy: Copy, vector: Vector, k: int, passing: str, values: list
    ) -> Found:
        statement = ONE_BY_ONE.format(place=copy.place, passing=passing)
        cursor.execute(statement, [*values, _text(vector), k])
        return cursor.fetchall()

    def _count(self, copy: Copy) -> int:
        with self._cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {copy.place}")
            return cursor.fetchone()[0]


def _values(row: Row) -> tuple:
    """A film as COPY takes it."""
    from pgvector import HalfVector

    year = None if row.year == NO_YEAR else row.year
    runtime = None if row.runtime == NO_RUNTIME else row.runtime
    return row.movie, year, runtime, sorted(row.genres), HalfVector(row.vector)


def _text(vector: Vector) -> str:
    """A vector as SQL writes it, rounded to half precision: as many digits as that has."""
    return "[" + ",".join(map(str, vector.astype(np.float16).tolist())) + "]"


def _where(limits: Limits) -> tuple[str, list]:
    """The condition that films have to pass, and its values in order."""
    conditions: dict[str, Any] = {
        "year >= %s": limits.year_from,
        "year <= %s": limits.year_to,
        "runtime >= %s": limits.runtime_from,
        "runtime <= %s": limits.runtime_to,
        "id = ANY(%s)": None if limits.among is None else list(limits.among),
        "id <> ALL(%s)": list(limits.without) or None,
    }
    parts = [(sql, value) for sql, value in conditions.items() if value is not None]
    parts += [("genres && %s::text[]", list(names)) for names in limits.genres]
    parts += [("NOT genres && %s::text[]", list(names)) for names in limits.without_genres]
    return " AND ".join(sql for sql, _ in parts) or "true", [value for _, value in parts]
