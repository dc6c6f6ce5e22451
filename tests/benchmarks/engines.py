"""The search engines beside each other on the same vectors: exact in memory, bits, pgvector, Milvus Lite.

BENCH_FILMS (100,000) and BENCH_DIMENSIONS (1,536) say how many and how long, BENCH_ENGINES which engines.
PGVECTOR_EF_SEARCH is heard as the site hears it. With BENCH_PAUSE=1 it waits for Enter once all are built,
until the machine is quiet. Needs requirements-dev.txt, and requirements-milvus.txt for Milvus.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from .noisy import noisy_rows, stored_films
from .setup import start

FILMS = int(os.environ.get("BENCH_FILMS", "100000"))
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "1536"))
QUERIES, CLIENTS, MODEL = 200, 4, "noisy"


def main() -> None:
    """One line an engine: build, recall@10 against exact, p50 and p99 of one client, searches/s of four."""
    asked = next(noisy_rows(QUERIES, DIMENSIONS, seed=99))
    truth = stored_films(FILMS, DIMENSIONS, MODEL, asked)
    print(f"{FILMS:,} films x {DIMENSIONS}: mixtures of real vectors with noise", flush=True)
    with ExitStack() as stack:
        engines = {name: stack.enter_context(MADE[name]()) for name in _names()}
        for name, engine in engines.items():
            begun = time.perf_counter()
            engine.rebuild()
            print(f"  {name}: built in {time.perf_counter() - begun:.0f} s", flush=True)
        if os.environ.get("BENCH_PAUSE"):
            input("  Enter to ask: ")
        for name, engine in engines.items():
            print(f"  {name}: {_told(engine, asked, truth)}", flush=True)


def _names() -> list[str]:
    return os.environ.get("BENCH_ENGINES", "").split() or list(MADE)


def _told(engine: Any, asked: np.ndarray, truth: np.ndarray) -> str:
    engine.nearest(asked[0], 10)
    found, times = [], []
    for query in asked:
        begun = time.perf_counter()
        found.append(engine.nearest(query, 10).ids)
        times.append((time.perf_counter() - begun) * 1000)
    recall = np.mean([len(np.intersect1d(*pair)) / 10 for pair in zip(found, truth, strict=True)])
    least, middle, most = np.percentile(times, [0, 50, 99])
    together = _a_second(lambda: [engine.nearest(query, 10) for query in asked])
    return (
        f"recall@10 {recall:.3f}, at best {least:.1f}, p50 {middle:.1f}, p99 {most:.1f} ms, "
        f"{together:.0f} searches a second by {CLIENTS}"
    )


def _a_second(ask: Callable[[], object]) -> float:
    """Searches a second of several clients that each ask all of the requests."""
    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return CLIENTS * QUERIES / (time.perf_counter() - begun)


@contextmanager
def _memory() -> Iterator[Any]:
    from movie.models import Movie
    from movie.search.engines.memory import MemoryEngine

    yield MemoryEngine(Movie, MODEL)


@contextmanager
def _bits() -> Iterator[Any]:
    from movie.models import Movie
    from movie.search.engines.quantised import QuantisedEngine

    yield QuantisedEngine(Movie, MODEL)


@contextmanager
def _pgvector() -> Iterator[Any]:
    """On a server that may hold the index in its memory, as one is set up that has many films."""
    from django.conf import settings

    from movie.models import Movie
    from movie.search.engines.pgvector import PgvectorEngine
    from tests.search.engines.postgres import connected, server

    with server(shared_buffers="1GB") as url, connected(url) as alias:
        options = settings.SEARCH_ENGINE_CHOICES["pgvector"]["OPTIONS"] | {"using": alias}
        yield PgvectorEngine(Movie, MODEL, **options)


@contextmanager
def _milvus() -> Iterator[Any]:
    from movie.models import Movie
    from movie.search.engines.milvus import MilvusEngine

    with tempfile.TemporaryDirectory() as folder:
        engine = MilvusEngine(Movie, MODEL, str(Path(folder, "films.db")))
        yield engine
        engine.close()


MADE = {"memory": _memory, "bits": _bits, "pgvector": _pgvector, "milvus": _milvus}

if __name__ == "__main__":
    start()
    main()
