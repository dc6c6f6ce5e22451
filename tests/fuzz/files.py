"""Imports a thousand spoilt files: each is read, or refused by an error of this project, soon."""

import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random

from .part import TooSlow, limited, megabytes, run

COUNT = 1_000
SECONDS = 5  # of processor, for one file
MEGABYTES = 100  # by which one file may raise the memory


def findings(seed: int, count: int, first: int = 0) -> Iterator[str]:
    """What went wrong with files number `first` and on; needs Django set up, and a database."""
    from . import seeds

    with tempfile.TemporaryDirectory() as folder:
        good = seeds.files(Path(folder))
        for number in range(first, first + count):
            random = Random(f"{seed}:{number}")
            name = random.choice(sorted(good))
            path = Path(folder, f"{number}-{name}")
            path.write_bytes(_spoilt(good, name, random))
            yield from (f"--seed {seed} --first {number} ({name}): {said}" for said in _wrong(path))
            path.unlink()


def _spoilt(good: dict[str, bytes], name: str, random: Random) -> bytes:
    from .mutations import mutated

    return mutated(good[name], list(good.values()), random)


def _wrong(path: Path) -> Iterator[str]:
    before = megabytes()
    try:
        with limited(SECONDS):
            _import(path)
    except TooSlow:
        yield f"more than {SECONDS} s"
    except Exception:
        yield traceback.format_exc()
    if megabytes() > before + MEGABYTES:
        yield f"{megabytes() - before:.0f} MB more"


def _import(path: Path) -> None:
    from movie.errors import MovieError
    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in

    try:
        import_films(*sources_in(path), dry_run=True, report_file=path.with_suffix(".report.csv"))
    except MovieError as error:
        assert str(error).strip(), "an error without a sentence"
    finally:
        path.with_suffix(".report.csv").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(run("files", COUNT, findings))
