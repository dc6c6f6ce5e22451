"""The engine on Milvus: a file of Milvus Lite for one process, or a cluster by its address.

Reads are strongly consistent: what a process has written, all find. Without a lock across machines two web
processes may take over the same change at once, which writes the same rows twice. The client opens a broken
connection again by itself; meanwhile a search is told that the engine does not answer.
"""

import json
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import sha256
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from django.utils.translation import gettext_lazy as _

from ...errors import ConfigurationError, EngineUnavailable
from ...vectors import Vector
from ..genres import genre_fields
from ..limits import NO_LIMITS, Limits
from ..rows import Row, Stored, genre_set
from .base import NOBODY, Nearest
from .copies import Copy, CopyEngine

if TYPE_CHECKING:
    from pymilvus import MilvusClient

STATE = "movie_engine"
INDEX = {"index_type": "HNSW", "metric_type": "IP", "params": {"M": 16, "efConstruction": 128}}
LEAST_IN_VIEW = 100  # films that a scan of the index keeps in view
MOST_READ = 16_384  # rows that Milvus gives at once
# A file's server, within this process, is not asked every ten seconds whether it is still there: while it
# makes an index, for minutes, it takes that amiss and hangs up.
PATIENT = {"grpc.keepalive_time_ms": 2**31 - 1}
_clients: dict[str, "MilvusClient"] = {}
_lock = threading.Lock()


class MilvusEngine(CopyEngine):
    """`uri` is a file's path or a server's address, `token` its "user:password" or key."""

    name = "milvus"

    def __init__(self, stored: Stored, model_id: str, uri: str, token: str = "") -> None:
        super().__init__(stored, model_id)
        self._uri, self._token = uri, token
        self._key = f"{stored._meta.model_name}:{model_id}"
        self._number = _hashed(self._key)
        self._prefix = f"movie_engine_{self._number:x}_"
        self._writing = threading.Lock()
        self._loaded: set[str] = set()

    def close(self) -> None:
        with _lock:
            client = _clients.pop(self._uri, None)
        if client is not None:
            client.close()

    def waiting(self) -> int:
        return super().waiting() if self._is_server else 0  # a file is the site's process's own

    @property
    def _is_server(self) -> bool:
        return "://" in self._uri

    @contextmanager
    def _client(self) -> Iterator["MilvusClient"]:
        """The client that all engines of this process share; its errors become an EngineUnavailable."""
        pymilvus = _pymilvus()
        try:
            yield self._connected(pymilvus.MilvusClient)
        except pymilvus.MilvusException as error:
            self._loaded.clear()  # a server that has begun anew may have forgotten what was loaded
            raise EngineUnavailable(self.name, error) from error

    def _connected(self, connect: Callable[..., "MilvusClient"]) -> "MilvusClient":
        with _lock:
            client = _clients.get(self._uri)
            if client is None:
                options = {} if self._is_server else {"grpc_options": PATIENT}
                client = _clients[self._uri] = connect(self._uri, token=self._token, **options)
            return client

    def _copy(self) -> Copy | None:
        with self._client() as client:
            if STATE not in self._loaded and not client.has_collection(STATE):
                return None
            self._load(client, STATE)
            rows = client.get(STATE, ids=[self._number], output_fields=list(Copy._fields))
        return Copy(*(rows[0][name] for name in Copy._fields)) if rows else None

    def _load(self, client: "MilvusClient", place: str) -> None:
        """A server, or a process with a file, that has just begun finds collections on disk alone."""
        if place not in self._loaded:
            client.load_collection(place)
            self._loaded.add(place)

    def _begin(self, dimensions: int) -> str:
        place = self._prefix + uuid4().hex[:8]
        with self._client() as client:
            if not client.has_collection(STATE):
                _create(client, STATE, 2, {"place": "VARCHAR", "dimensions": "INT64", "seen": "INT64"})
                _index(client, STATE)
            _create(client, place, dimensions, {"year": "INT64", "runtime": "INT64", "kind": "INT64"})
        return place

    def _fill(self, place: str, rows: Sequence[Row]) -> None:
        with self._client() as client:
            client.insert(place, [_entity(row) for row in rows])

    def _publish(self, copy: Copy) -> None:
        with self._client() as client:
            _index(client, copy.place)
        self._note(copy)
        with self._client() as client:
            for place in client.list_collections():
                if place.startswith(self._prefix) and place != copy.place:
                    client.drop_collection(place)

    def _note(self, copy: Copy) -> None:
        with self._client() as client:
            client.upsert(STATE, [{"id": self._number, "emb": [0.0, 1.0], **copy._asdict()}])

    @contextmanager
    def _following(self) -> Iterator[Copy | None]:
        with self._writing:
            yield self._copy()

    def _take_over(self, copy: Copy, rows: Sequence[Row], gone: Collection[int], seen: int) -> None:
        with self._client() as client:
            self._load(client, copy.place)
            if gone:
                client.delete(copy.place, ids=list(gone))
            if rows:
                client.upsert(copy.place, [_entity(row) for row in rows])
        self._note(copy._replace(seen=seen))

    def _nearest(self, copy: Copy, vector: Vector, k: int, limits: Limits) -> Nearest:
        passing = _expression(limits)
        in_view = {"params": {"ef": max(k, LEAST_IN_VIEW)}}
        with self._client() as client:
            self._load(client, copy.place)
            found = client.search(copy.place, [vector], limit=k, filter=passing, search_params=in_view)[0]
        if len(found) < k and limits != NO_LIMITS:
            return self._one_by_one(copy, vector, k, passing)
        ids, similarities = ([hit[name] for hit in found] for name in ("id", "distance"))
        return Nearest(np.array(ids, dtype=np.int64), np.array(similarities, dtype=np.float32))

    def _one_by_one(self, copy: Copy, vector: Vector, k: int, passing: str) -> Nearest:
        """The nearest of the films that pass, compared with their own rows: a scan may have missed some."""
        with self._client() as client:
            rows = client.query(copy.place, filter=passing, output_fields=["id"], limit=MOST_READ)
        ids = [row["id"] for row in rows]
        if not ids:
            return NOBODY
        similarities = self.similarities(vector, ids)
        best = np.argsort(-similarities, kind="stable")[:k]
        return Nearest(np.array(ids, dtype=np.int64)[best], similarities[best])

    def _count(self, copy: Copy) -> int:
        with self._client() as client:
            self._load(client, copy.place)
            return client.query(copy.place, filter="", output_fields=["count(*)"])[0]["count(*)"]


@cache
def _pymilvus() -> ModuleType:
    """The client's package. When imported it would read MILVUS_URI itself, and refuse a file's path."""
    uri = os.environ.pop("MILVUS_URI", None)
    try:
        import pymilvus
    except ImportError as error:
        raise ConfigurationError(
            _("The engine “milvus” needs pymilvus. Run: pip install -r requirements-milvus.txt")
        ) from error
    finally:
        if uri is not None:
            os.environ["MILVUS_URI"] = uri
    return pymilvus


def _create(client: "MilvusClient", place: str, dimensions: int, columns: dict[str, str]) -> None:
    """A collection with an id, a vector and these columns, which nobody can search yet."""
    types = _pymilvus().DataType
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", types.INT64, is_primary=True)
    schema.add_field("emb", types.FLOAT_VECTOR, dim=dimensions)
    for name, kind in columns.items():
        schema.add_field(name, types[kind], **({"max_length": 200} if kind == "VARCHAR" else {}))
    client.create_collection(place, schema=schema, consistency_level="Strong")


def _index(client: "MilvusClient", place: str) -> None:
    """Makes what a collection has ready to be searched: rows that are not written out are compared one by
    one, by Milvus Lite in seconds.
    """
    client.flush(place)
    index = client.prepare_index_params()
    index.add_index("emb", **INDEX)
    client.create_index(place, index)
    client.load_collection(place)


def _entity(row: Row) -> dict[str, Any]:
    return {
        "id": row.movie,
        "emb": row.vector,
        "year": row.year,
        "runtime": row.runtime,
        "kind": _kind(row.genres),
    }


def _hashed(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:7], "big")


@lru_cache(maxsize=4096)
def _kind(genres: frozenset[str]) -> int:
    """One number for a set of genres: Milvus Lite takes a third of a millisecond to look into an array."""
    return _hashed("\n".join(sorted(genres)))


def _expression(limits: Limits) -> str:
    """The condition that films have to pass, in Milvus' language; empty where there is none.

    What is not known is stored as a number below all others: a bound above alone must not let it pass.
    """
    parts = [
        *_between("year", limits.year_from, limits.year_to),
        *_between("runtime", limits.runtime_from, limits.runtime_to),
    ]
    if limits.genres or limits.without_genres:
        parts.append(f"kind in {json.dumps(_kinds(limits))}")
    if limits.among is not None:
        parts.append(f"id in {json.dumps(sorted(limits.among))}")
    if limits.without:
        parts.append(f"not (id in {json.dumps(sorted(limits.without))})")
    return " and ".join(parts)


def _between(name: str, first: int | None, last: int | None) -> list[str]:
    if first is None and last is None:
        return []
    least = {"year": 0, "runtime": 1}[name]
    bounds = [f"{name} >= {max(first if first is not None else least, least)}"]
    return bounds if last is None else [*bounds, f"{name} <= {last}"]


def _kinds(limits: Limits) -> list[int]:
    """The numbers of all sets of genres of the catalogue that pass."""
    return sorted(
        _kind(genres)
        for genres in set(map(genre_set, genre_fields()))
        if all(genres & names for names in limits.genres)
        and not any(genres & names for names in limits.without_genres)
    )
