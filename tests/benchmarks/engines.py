"""The search engines beside each other on the same vectors: exact in memory, bits, pgvector, Milvus Lite.

BENCH_FILMS (100,000) and BENCH_DIMENSIONS (1,536) say how many and how long, BENCH_ENGINES which engines,
BENCH_EF_SEARCH ("80 50") how many films pgvector keeps in view, of one copy. With BENCH_PAUSE=1 it waits for
Enter once all are built, until the machine is quiet. Needs requirements-dev.txt, and requirements-milvus.txt
for Milvus.
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
IN_VIEW = [int(number) for number in os.environ.get("BENCH_EF_SEARCH", "80 50").split()]
QUERIES, CLIENTS, MODEL = 200, 4, "noisy"


def main() -> None:
    """One line an engine: build, recall@10 against exact, p50 and p99 of one client, searches/s of four."""
    asked = next(noisy_rows(QUERIES, DIMENSIONS, seed=99))
    truth = stored_films(FILMS, DIMENSIONS, MODEL, asked)
    print(f"{FILMS:,} films x {DIMENSIONS}: mixtures of real vectors with noise", flush=True)
    with ExitStack() as stack:
        engines: dict[str, Any] = {}
        for name in _names():
            made = stack.enter_context(MADE[name]())
            begun = time.perf_counter()
            next(iter(made.values())).rebuild()
            print(f"  {name}: built in {time.perf_counter() - begun:.0f} s", flush=True)
            engines |= made
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
def _memory() -> Iterator[dict[str, Any]]:
    from movie.models import Movie
    from movie.search.engines.memory import MemoryEngine

    yield {"memory": MemoryEngine(Movie, MODEL)}


@contextmanager
def _bits() -> Iterator[dict[str, Any]]:
    from movie.models import Movie
    from movie.search.engines.quantised import QuantisedEngine

    yield {"bits": QuantisedEngine(Movie, MODEL)}


@contextmanager
def _pgvector() -> Iterator[dict[str, Any]]:
    """On a server that may hold the index in its memory, as one is set up that has many films."""
    from movie.models import Movie
    from movie.search.engines.pgvector import PgvectorEngine
    from tests.search.engines.postgres import connected, server

    with server(shared_buffers="1GB") as url, connected(url) as alias:
        yield {
            f"pgvector, ef_search {number}": PgvectorEngine(Movie, MODEL, alias, ef_search=number)
            for number in IN_VIEW
        }


@contextmanager
def _milvus() -> Iterator[dict[str, Any]]:
    from movie.models import Movie
    from movie.search.engines.milvus import MilvusEngine

    with tempfile.TemporaryDirectory() as folder:
        engine = MilvusEngine(Movie, MODEL, str(Path(folder, "films.db")))
        yield {"milvus": engine}
        engine.close()


MADE = {"memory": _memory, "bits": _bits, "pgvector": _pgvector, "milvus": _milvus}

if __name__ == "__main__":
    start()
    main()
