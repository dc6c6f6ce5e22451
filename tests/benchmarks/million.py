"""A million films in one process: how fast, how surely and in how much memory the nearest are found.

BENCH_DIMENSIONS (512) says how long the vectors are, BENCH_FILMS (1,000,000) how many there are; at 1,536 the
database takes 8 GB. They are real vectors, mixed and with noise: see tests.benchmarks.noisy.
"""

import os
import subprocess
import sys
import time

import django
import numpy as np

from .noisy import noisy_rows, stored_films
from .setup import megabytes, start

DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "512"))
FILMS = int(os.environ.get("BENCH_FILMS", "1000000"))
QUERIES, MODEL, RESULT = 100, "noisy", "truth.npy"


def queries() -> np.ndarray:
    """Requests that are no film's vector, (100, d)."""
    return next(noisy_rows(QUERIES, DIMENSIONS, seed=99))


def build() -> None:
    """Stores the films, makes the copy, and asks in a process of its own."""
    from movie.models import Movie
    from movie.search.engines.quantised import QuantisedEngine

    truth = stored_films(FILMS, DIMENSIONS, MODEL, queries())
    begun = time.perf_counter()
    count = QuantisedEngine(Movie, MODEL).rebuild()
    print(f"{count:,} films x {DIMENSIONS}: built in {time.perf_counter() - begun:.0f} s", flush=True)
    np.save(folder() / RESULT, truth)
    size = sum(file.stat().st_size for file in (folder() / ".engine").rglob("*.*")) / 1e6
    print(f"  the copy has {size:.0f} MB; building took {megabytes():.0f} MB at most", flush=True)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.million", "ask"], check=True)


def ask() -> None:
    """What a process that has just begun answers."""
    from movie.models import Movie
    from movie.search.engines.quantised import QuantisedEngine
    from movie.search.limits import Limits

    truth, asked = np.load(folder() / RESULT), queries()
    begun = time.perf_counter()
    engine = QuantisedEngine(Movie, MODEL)
    engine.nearest(asked[0], 10)
    print(f"  first answer after {time.perf_counter() - begun:.1f} s")
    found = [engine.nearest(query, 10).ids for query in asked]
    recall = np.mean([len(np.intersect1d(*pair)) / 10 for pair in zip(found, truth, strict=True)])
    print(f"  recall@10 {recall:.4f} against exact")
    one_year = Limits(year_from=1990, year_to=1990)
    for k, limits, times_asked in ((10, Limits(), 100), (300, Limits(), 30), (10, one_year, 30)):
        times = []
        for query in asked[:times_asked]:
            begun = time.perf_counter()
            count = len(engine.nearest(query, k, limits).ids)
            times.append((time.perf_counter() - begun) * 1000)
            assert count == k
        least, middle, most = np.percentile(times, [0, 50, 99])
        named = "" if limits == Limits() else " of one year in a hundred"
        print(f"  {k} nearest{named}: at best {least:.1f}, p50 {middle:.1f}, p99 {most:.1f} ms", flush=True)
    print(f"  the process has had {megabytes():.0f} MB")


def folder():
    """Where the benchmark's database lies."""
    from pathlib import Path

    from django.conf import settings

    return Path(settings.DATABASES["default"]["NAME"]).parent


if __name__ == "__main__":
    if sys.argv[1:] == ["ask"]:
        # Not start(): migrate makes the triggers again, and notes every film as changed.
        django.setup()
        ask()
    else:
        start()
        build()
