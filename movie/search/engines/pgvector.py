"""The engine on PostgreSQL: a table of half-precision vectors under an HNSW index of pgvector.

Filters are applied after an HNSW scan, and would shorten its answers: the scan goes on until enough films
pass, and where few pass these are compared one by one. A function of the database does this, so that a search
is one statement, and its settings are undone when the function ends: none leaks into the next request.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from operator import itemgetter
from typing import Any
from uuid import uuid4

import numpy as np
from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext_lazy as _

from ...errors import ConfigurationError, EngineUnavailable
from ...vectors import Vector
from ..limits import Limits
from ..rows import NO_RUNTIME, NO_YEAR, Row, Stored
from .base import Nearest
from .copies import Copy, CopyEngine

# Up to so many films that pass are compared one by one.
FEW = 3_000
MOST_IN_VIEW = 1_000  # of an HNSW scan's nearest: pgvector takes no more
STATE = """
CREATE TABLE IF NOT EXISTS movie_engine (
    name text PRIMARY KEY, place text NOT NULL, dimensions integer NOT NULL, seen bigint NOT NULL)"""
# A vector of more than 2 KB would be kept apart from its row: read more slowly, and indexed by one process.
TABLE = """
CREATE TABLE {place} (
    id bigint PRIMARY KEY, year smallint, runtime smallint, genres text[] NOT NULL,
    emb halfvec({dimensions}) NOT NULL) WITH (toast_tuple_target = 8160)"""
TYPES = ("int8", "int2", "int2", "text[]")
COLUMNS = ("id", "year", "runtime", "genres", "emb")
# Vectors have norm 1: their inner product is the cosine similarity, and costs less. With pgvector's own 16
# and 64 two to three in a hundred of the nearest were missed, with these one: docs/scaling.md.
INDEXES = """
CREATE INDEX ON {place} USING hnsw (emb halfvec_ip_ops) WITH (m = 24, ef_construction = 128);
CREATE INDEX ON {place} (year);
CREATE INDEX ON {place} (runtime);
CREATE INDEX ON {place} USING gin (genres);
ANALYZE {place}"""
PUT = f"""
INSERT INTO {{place}} ({", ".join(COLUMNS)}) VALUES (%s, %s, %s, %s, %b::halfvec)
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])}"""
PUBLISH = """
INSERT INTO movie_engine (name, place, dimensions, seen) VALUES (%s, %s, %s, %s)
ON CONFLICT (name) DO UPDATE
SET place = excluded.place, dimensions = excluded.dimensions, seen = excluded.seen"""
# A scan gives up after 100,000 films. Has it found too few, those that pass are compared, and what it found
# comes again. OFFSET 0 keeps the index out: those that pass are taken first. What is set, ends with the
# function; without the first SET the films in view would not.
NEAREST = """
CREATE FUNCTION {place}(asked halfvec, k integer, in_view integer, few integer, passing text)
RETURNS TABLE (movie bigint, distance double precision) LANGUAGE plpgsql
SET hnsw.ef_search = 40 SET hnsw.iterative_scan = strict_order SET hnsw.max_scan_tuples = 100000 AS $$
DECLARE
    there integer := few + 1;
    given integer := 0;
BEGIN
    IF passing <> 'true' THEN
        EXECUTE format('SELECT count(*) FROM (SELECT FROM {place} WHERE %s LIMIT %s) AS few', passing, there)
        INTO there;
    END IF;
    IF there > few THEN
        PERFORM set_config('hnsw.ef_search', in_view::text, true);
        RETURN QUERY EXECUTE format('SELECT id, emb <#> $1 AS distance FROM {place} WHERE %s
            ORDER BY distance LIMIT $2', passing) USING asked, k;
        GET DIAGNOSTICS given = ROW_COUNT;
    END IF;
    IF given < k THEN
        RETURN QUERY EXECUTE format('SELECT id, emb <#> $1 AS distance
            FROM (SELECT id, emb FROM {place} WHERE %s OFFSET 0) AS few
            ORDER BY distance, id LIMIT $2', passing) USING asked, k;
    END IF;
END $$"""
# A copy of a version before, which has no such function, counts as none.
STANDING = """
SELECT place, dimensions, seen FROM movie_engine
WHERE name = %s AND to_regprocedure(place || '(halfvec, integer, integer, integer, text)') IS NOT NULL"""


class PgvectorEngine(CopyEngine):
    """`using` is the alias of the database that holds the copy, `memory` what building its index may take.

    `ef_search` is how many films a scan of the index keeps in view: more of the nearest found, more slowly.
    """

    name = "pgvector"

    def __init__(
        self, stored: Stored, model_id: str, using: str = "default", memory: str = "1GB", ef_search: int = 80
    ) -> None:
        super().__init__(stored, model_id)
        self._using, self._memory, self._ef_search = using, memory, ef_search
        self._key = f"{stored._meta.model_name}:{model_id}"
        self._prefix = f"movie_engine_{sha256(self._key.encode()).hexdigest()[:8]}_"
        if connections[using].vendor != "postgresql":
            raise ConfigurationError(
                _(
                    "The engine “pgvector” needs the films in PostgreSQL (DATABASE_URL), or a PostgreSQL "
                    "beside them (PGVECTOR_URL)."
                )
            )

    @contextmanager
    def _cursor(self, together: bool = True) -> Iterator[Any]:
        """A cursor, within a transaction if `together`; what is refused becomes an EngineUnavailable.

        psycopg's own, not Django's, which writes a vector into the statement: that, and reading it there,
        takes as long as finding its nearest. This one sends it as bytes.
        """
        from pgvector import HalfVector
        from pgvector.psycopg.halfvec import HalfVectorBinaryDumper

        connection = connections[self._using]
        together = together or connection.in_atomic_block  # what fails does not spoil what is around it
        within = transaction.atomic(self._using) if together else nullcontext()
        try:
            with connection.wrap_database_errors, within:
                connection.ensure_connection()
                with connection.Database.Cursor(connection.connection) as cursor:
                    cursor.adapters.register_dumper(HalfVector, HalfVectorBinaryDumper)
                    yield cursor
        except DatabaseError as error:
            raise EngineUnavailable(self.name, error) from error

    def _copy(self) -> Copy | None:
        with self._cursor(together=False) as cursor:
            return self._state(cursor)

    def _state(self, cursor: Any, lock: str = "") -> Copy | None:
        if cursor.execute("SELECT to_regclass('movie_engine')").fetchone() == (None,):
            return None
        row = cursor.execute(f"{STANDING} {lock}", [self._key]).fetchone()
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
            cursor.execute(NEAREST.format(place=copy.place))
        with self._cursor() as cursor:
            cursor.execute(PUBLISH, [self._key, *copy])
            cursor.execute("SELECT tablename FROM pg_tables WHERE starts_with(tablename, %s)", [self._prefix])
            for (place,) in cursor.fetchall():
                if place != copy.place:
                    cursor.execute(f"DROP TABLE {place}")
                    cursor.execute(f"DROP FUNCTION IF EXISTS {place}")

    @contextmanager
    def _following(self) -> Iterator[Copy | None]:
        with self._cursor() as cursor:
            yield self._state(cursor, "FOR UPDATE")

    def _take_over(self, copy: Copy, rows: Sequence[Row], gone: Collection[int], seen: int) -> None:
        with self._cursor() as cursor:
            cursor.execute(f"DELETE FROM {copy.place} WHERE id = ANY(%s)", [list(gone)])
            cursor.executemany(PUT.format(place=copy.place), map(_values, rows))
            cursor.execute("UPDATE movie_engine SET seen = %s WHERE name = %s", [seen, self._key])

    def _nearest(self, copy: Copy, vector: Vector, k: int, limits: Limits) -> Nearest:
        from pgvector import HalfVector

        in_view = min(max(k, self._ef_search), MOST_IN_VIEW)
        with self._cursor(together=False) as cursor:
            asked = [HalfVector(vector), k, in_view, FEW, _passing(limits, cursor)]
            cursor.execute(f"SELECT * FROM {copy.place}(%b::halfvec, %s, %s, %s, %s)", asked)
            found = sorted(dict(cursor).items(), key=itemgetter(1))[:k]
        ids, distances = zip(*found, strict=True) if found else ((), ())
        return Nearest(np.array(ids, dtype=np.int64), -np.array(distances, dtype=np.float32))

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


def _passing(limits: Limits, cursor: Any) -> str:
    """The condition that films have to pass, in SQL, written out by the client's own rules."""
    from psycopg import ClientCursor

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
    written = ClientCursor(cursor.connection)
    return " AND ".join(written.mogrify(sql, [value]) for sql, value in parts) or "true"
