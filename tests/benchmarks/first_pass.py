"""First passes beside each other: which films are looked at exactly, of many, by what and how fast.

Signs and int8 in numpy, usearch and FAISS (pip install usearch faiss-cpu), all of them exhaustive and on
one processor: a graph over a million films is not built within two minutes. BENCH_FILMS (1,000,000) and
BENCH_DIMENSIONS (512) say how many and how long. With BENCH_PAUSE=1 it waits for Enter before it asks.
"""

import os
import time
from collections.abc import Callable

import numpy as np

from .noisy import BLOCK, noisy_rows
from .setup import start

FILMS = int(os.environ.get("BENCH_FILMS", "1000000"))
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "512"))
QUERIES, NEAREST, TIMED = 100, 10, 20
# So many films are compared exactly afterwards, and so many int8s are looked at together.
COMPARED, TOGETHER = 500, 4096
Pass = Callable[[np.ndarray], np.ndarray]  # the places of the best for a vector (d,)


def main() -> None:
    """One line a pass: memory, milliseconds, and how many of the ten nearest are among the 500 best."""
    from movie.search.engines.signs import FIRST_WORDS

    asked = next(noisy_rows(QUERIES, DIMENSIONS, seed=99))
    signs, numbers, truth = _made(asked)
    print(f"{FILMS:,} films x {DIMENSIONS}: {COMPARED} of them by", flush=True)
    if os.environ.get("BENCH_PAUSE"):
        input("  Enter to ask: ")
    for name, held, made in (
        ("signs, numpy, all words", signs.nbytes, _signs_numpy(signs, signs.shape[1])),
        (f"signs, numpy, {FIRST_WORDS} words first", signs.nbytes, _signs_numpy(signs, FIRST_WORDS)),
        ("signs, usearch", signs.nbytes, _signs_usearch(signs)),
        ("signs, FAISS", signs.nbytes, _signs_faiss(signs)),
        ("int8, numpy", numbers.nbytes, _int8_numpy(numbers)),
        ("int8, usearch", numbers.nbytes, _int8_usearch(numbers)),
        ("int8, FAISS", numbers.nbytes, _int8_faiss(numbers)),
    ):
        print(f"  {name}: {held / 1e6:.0f} MB, {_told(made, asked, truth)}", flush=True)


def _made(asked: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs (n, words), int8 (n, d), and the places (m, 10) of those nearest to each request, exactly."""
    from movie.search.engines.signs import packed

    signs = np.empty((FILMS, -(-DIMENSIONS // 64)), dtype=np.uint64)
    numbers = np.empty((FILMS, DIMENSIONS), dtype=np.int8)
    best = np.full((len(asked), NEAREST), -np.inf, dtype=np.float32)
    places = np.zeros((len(asked), NEAREST), dtype=np.int64)
    for first, rows in zip(range(0, FILMS, BLOCK), noisy_rows(FILMS, DIMENSIONS), strict=True):
        there = slice(first, first + len(rows))
        signs[there], numbers[there] = packed(rows), _int8(rows)
        scores = np.hstack([best, asked @ rows.T])
        those = np.broadcast_to(np.arange(first, first + len(rows)), (len(asked), len(rows)))
        chosen = np.argpartition(-scores, NEAREST, axis=1)[:, :NEAREST]
        best = np.take_along_axis(scores, chosen, axis=1)
        places = np.take_along_axis(np.hstack([places, those]), chosen, axis=1)
    return signs, numbers, places


def _int8(rows: np.ndarray) -> np.ndarray:
    """The numbers of unit vectors in 255 steps: five deviations of a number either way."""
    return np.clip(rows * (127 * rows.shape[-1] ** 0.5 / 5), -127, 127).round().astype(np.int8)


def _told(ask: Pass, asked: np.ndarray, truth: np.ndarray) -> str:
    found, times = [], []
    for query in asked[:TIMED]:
        begun = time.perf_counter()
        found.append(ask(query))
        times.append((time.perf_counter() - begun) * 1000)
    held = np.mean([np.isin(wanted, best).mean() for wanted, best in zip(truth, found, strict=False)])
    return f"at best {min(times):.1f}, p50 {np.median(times):.1f} ms, with {held:.4f} of the ten nearest"


def _signs_numpy(signs: np.ndarray, first_words: int) -> Pass:
    from movie.search.engines import rounded
    from movie.search.engines.signs import Signs
    from movie.search.matrix import Index

    none, nobody = np.empty(0, dtype=np.int64), np.zeros(len(signs), dtype=bool)
    empty = Index("", 0, none, none, none, [], np.empty((0, 0), dtype=np.float32))
    nothing = rounded.Rounded(np.empty((0, 0), dtype=np.int8), np.empty(0, dtype=np.float32))
    first, rest = (np.ascontiguousarray(part) for part in (signs[:, :first_words].T, signs[:, first_words:]))
    held = Signs(first, rest, nothing, empty)
    return lambda query: held.alike(query, COMPARED, nobody)


def _signs_usearch(signs: np.ndarray) -> Pass:
    from usearch.index import MetricKind, search

    from movie.search.engines.signs import packed

    rows = signs.view(np.uint8)
    return lambda query: (
        search(
            rows, packed(query[None]).view(np.uint8)[0], COMPARED, MetricKind.Hamming, exact=True, threads=1
        ).keys
    )


def _signs_faiss(signs: np.ndarray) -> Pass:
    import faiss

    from movie.search.engines.signs import packed

    faiss.omp_set_num_threads(1)
    index = faiss.IndexBinaryFlat(signs.shape[1] * 64)
    index.add(signs.view(np.uint8))
    return lambda query: index.search(packed(query[None]).view(np.uint8), COMPARED)[1][0]


def _int8_numpy(numbers: np.ndarray) -> Pass:
    def ask(query: np.ndarray) -> np.ndarray:
        scores = np.empty(len(numbers), dtype=np.float32)
        for first in range(0, len(numbers), TOGETHER):
            part = slice(first, first + TOGETHER)
            scores[part] = numbers[part].astype(np.float32) @ query
        return np.argpartition(-scores, COMPARED)[:COMPARED]

    return ask


def _int8_usearch(numbers: np.ndarray) -> Pass:
    from usearch.index import MetricKind, search

    return lambda query: search(numbers, _int8(query), COMPARED, MetricKind.IP, exact=True, threads=1).keys


def _int8_faiss(numbers: np.ndarray) -> Pass:
    import faiss

    index = faiss.IndexScalarQuantizer(
        numbers.shape[1], faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
    )
    for first in range(0, len(numbers), BLOCK):
        index.add(numbers[first : first + BLOCK].astype(np.float32))
    return lambda query: index.search(_int8(query[None]).astype(np.float32), COMPARED)[1][0]


if __name__ == "__main__":
    start()
    main()
