"""What an import and visitors feel of each other: five thousand films come while twenty visitors search."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles

import numpy as np

from .pages import Prompts, crowd, page, server
from .setup import GENRES, SENTENCES, add_films, sentences, start

SIZE, IMPORTED, VISITORS = 11_389, 5_000, 20


def films(count: int, first: int) -> list[dict[str, object]]:
    """Films that are not there yet, told as those that are."""
    dice, told = np.random.default_rng(first), sentences()
    return [
        {
            "title": f"New film {number}",
            "year": 1950 + number % 70,
            "genre": str(dice.choice(GENRES)),
            "description": " ".join(dice.choice(told, SENTENCES)),
            "director": f"New Director {number % 500}",
        }
        for number in range(first, first + count)
    ]


def imported(count: int, first: int) -> tuple[float, int]:
    """Seconds that an import of so many new films takes, and how often it met a locked database."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "films.json")
        file.write_text(json.dumps(films(count, first)), encoding="utf-8")
        begin = time.monotonic()
        command = [sys.executable, "manage.py", "import_movies", str(file)]
        done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-500:]
        return time.monotonic() - begin, done.stderr.count("database is locked")


def beside(address: str, prompts: Prompts, count: int, alone: float) -> None:
    """Import while visitors search, and print how both fared; the visitors stay a little longer."""
    told: list[tuple[float, int]] = []
    importing = threading.Thread(target=lambda: told.append(imported(count, count)))
    importing.start()
    taken, failed = crowd(address, VISITORS, max(10.0, 2.5 * alone), lambda: page(prompts.next()))
    importing.join()
    ((seconds, locked),) = told
    last = quantiles(taken, n=100)[98]
    print(f"  {VISITORS} visitors: p99 {last:.2f} s, {failed} of {len(taken) + failed} failed")
    print(
        f"  {count:,} films imported in {seconds:.1f} s beside them, {alone:.1f} alone; {locked} times locked"
    )


def main() -> None:
    """Import alone, then beside visitors; sizes may be told: films there, films imported."""
    from movie.embedders import get_embedder

    size, count = [int(number) for number in sys.argv[1:]] or (SIZE, IMPORTED)
    add_films(size, get_embedder().dimensions, get_embedder().model_id)
    alone, _locked = imported(count, 0)
    with server() as (address, _pid):
        beside(address, Prompts(), count, alone)


if __name__ == "__main__":
    start()
    main()
