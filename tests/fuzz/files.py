"""Imports a thousand spoilt files: each is read, or refused by an error of this project, soon."""

import argparse
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

COUNT = 1_000
SECONDS = 5  # of processor, for one file
MEGABYTES = 100  # by which one file may raise the memory


class TooSlow(BaseException):
    """Not an Exception, so that nothing on the way takes it for one of its own."""


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
    before = _megabytes()
    try:
        with _limited(SECONDS):
            _import(path)
    except TooSlow:
        yield f"more than {SECONDS} s"
    except Exception:
        yield traceback.format_exc()
    if _megabytes() > before + MEGABYTES:
        yield f"{_megabytes() - before:.0f} MB more"


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


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print what went wrong; the number of that is the exit code, 1 at most."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = 0
    for said in findings(options.seed, options.count, options.first):
        found += 1
        print(said, flush=True)
    print(f"{options.count} files, {found} findings, {_megabytes():.0f} MB")
    return min(1, found)


if __name__ == "__main__":
    sys.exit(main())
