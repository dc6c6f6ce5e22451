"""Importing 45,000 films with 472,500 credits, and the cleaned Movies Dataset, beside reading them alone."""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .setup import GENRES, sentences, start

FILMS, ACTORS, PEOPLE = 45_000, 10, 120_000
DATASET = ("movies_dataset_clean.csv", "movies_dataset_directors.csv")
HEADER = ("adult", "budget", "genres", "id", "imdb_id", "overview", "release_date", "revenue", "runtime")
HEADER += ("title", "video")
TIMES = 3  # that the files are read alone, before and after


def generated(folder: Path) -> list[Path]:
    """A file of films and one of their credits, as The Movies Dataset writes them."""
    dice, told = random.Random(1), sentences()
    films, credits = folder / "movies_metadata.csv", folder / "credits.csv"
    with films.open("w", newline="", encoding="utf-8") as one, credits.open("w", newline="") as other:
        write, write_credits = csv.writer(one).writerow, csv.writer(other).writerow
        write(HEADER)
        write_credits(("cast", "crew", "id"))
        for number in range(1, FILMS + 1):
            genres = str([{"id": place, "name": name} for place, name in enumerate(dice.sample(GENRES, 2))])
            day = f"{dice.randint(1930, 2020)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            write(
                ("False", dice.randint(0, 9) * 10**6, genres, number, f"tt{number:07}")
                + (" ".join(dice.sample(told, 2)), day, dice.randint(0, 9) * 10**7, dice.randint(70, 200))
                + (f"Film {number} of {dice.choice(GENRES)}", "False")
            )
            players = [_person(dice) | {"order": place} for place in range(ACTORS)]
            makers = [{"job": "Director", **_person(dice)}] if number % 2 else []
            write_credits((players, makers, number))
    return [films, credits]


def _person(dice: random.Random) -> dict[str, object]:
    number = dice.randint(1, PEOPLE)
    return {"id": number, "name": f"Person {number}"}


def alone(paths: Sequence[Path]) -> float:
    """Seconds of processor that `csv.DictReader` takes for the rows of all files."""
    began = time.process_time()
    for path in paths:
        with path.open(newline="", encoding="utf-8") as file:
            for _row in csv.DictReader(file):
                pass
    return time.process_time() - began


def measured(paths: Sequence[Path]) -> None:
    """Import the files into an empty catalogue, and print what it took."""
    start()
    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in
    from movie.models import Credit

    plain = [alone(paths) for _ in range(TIMES)]
    began, used = time.perf_counter(), time.process_time()
    report = import_films(*(source for path in paths for source in sources_in(path)))
    took, used = time.perf_counter() - began, time.process_time() - used
    least = min(*plain, *(alone(paths) for _ in range(TIMES)))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stored = f"{report.created:,} films, {Credit.objects.count():,} credits"
    print(f"  {stored}: {took:.1f} s, {used:.1f} of processor")
    print(f"  {used / least:.0f} times csv.DictReader alone ({least:.2f} s); {megabytes:.0f} MB", flush=True)


def main() -> None:
    """Each in a process and on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        sets = (
            [[Path(os.environ["MOVIE_DATA"], name) for name in DATASET]] if "MOVIE_DATA" in os.environ else []
        )
        for number, paths in enumerate([*sets, generated(Path(folder))]):
            database = f"sqlite:///{Path(folder, f'{number}.sqlite3').as_posix()}"
            subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.import", *map(str, paths)],
                env=os.environ | {"DATABASE_URL": database},
                check=False,
            )


if __name__ == "__main__":
    measured([Path(path) for path in sys.argv[1:]]) if sys.argv[1:] else main()
