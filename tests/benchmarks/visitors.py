"""Visitors who search at once: the ways in which a matrix product may use the processors, side by side.

Each way runs in a process of its own, since numpy reads the number of threads when it is imported.
"""

import os
import subprocess
import sys
import threading
import time

from .search import PROMPT, prepared
from .setup import start

FILMS, VISITORS, SEARCHES = 10_000, 4, 50
WAYS = {
    "one thread": {"OPENBLAS_NUM_THREADS": "1"},
    "a thread a processor, asleep between products, as on the server": {"OPENBLAS_NUM_THREADS": ""},
    "the same, not sleeping (numpy's default)": {"OPENBLAS_NUM_THREADS": "", "OPENBLAS_THREAD_TIMEOUT": "26"},
}


def main() -> None:
    """Print how many searches a second each way makes for one visitor, and for several at once."""
    prepared(FILMS)
    print(f"  searches a second on {FILMS:,} films, for one visitor and for {VISITORS} at once")
    for name, environment in WAYS.items():
        arguments = [sys.executable, "-m", "tests.benchmarks.visitors", "measure"]
        said = subprocess.run(arguments, env=os.environ | environment, capture_output=True, text=True)
        print(f"  {name}: {said.stdout.strip() or said.stderr}")


def measure() -> None:
    """The rates of this process."""
    prepared(0)
    print(f"{_rate(1):.0f}, {_rate(VISITORS):.0f}")


def _rate(visitors: int) -> float:
    from movie.search.ranking import search

    def visit() -> None:
        for _ in range(SEARCHES):
            [match.why for match in search(PROMPT, k=10)]

    search(PROMPT)
    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return visitors * SEARCHES / (time.perf_counter() - begin)


if __name__ == "__main__":
    start("openai")
    measure() if sys.argv[1:] else main()
