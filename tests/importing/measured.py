"""Imports files in processes of their own, and tells how each ended and what memory it took.

`python -m tests.importing.measured FILE…` prints a line of JSON for each; nothing is written.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# On a busy machine; a reader that goes over a file again and again needs minutes for the same.
PATIENCE = 40


@dataclass(frozen=True)
class Outcome:
    """How an import ended: with the sentence it failed with, or with what it counted."""

    name: str
    said: str = ""
    films: int = 0
    rejected: int = 0
    megabytes: float = 0  # the most that the process had
    seconds: float = 0  # of processor


def outcomes(paths: list[Path], environment: dict[str, str]) -> dict[str, Outcome]:
    """Import each file without writing, and say how it went; one that did not end in time was killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.importing.measured", *map(str, paths)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE * len(paths),
    )
    assert done.returncode == 0, done.stderr
    return {found.name: found for found in (Outcome(**json.loads(line)) for line in done.stdout.splitlines())}


def _main(paths: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
    import django

    django.setup()
    import movie.importing.pipeline  # noqa: F401  (read once, before the processes part)

    for path in paths:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)
            sys.stdout.write(json.dumps(_imported(Path(path)).__dict__) + "\n")
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(json.dumps({"name": Path(path).name, "said": f"killed: {status}"}) + "\n")


def _imported(path: Path) -> Outcome:
    from movie.errors import MovieError
    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in
    from movie.importing.report import ImportReport

    report, said = ImportReport(), ""
    try:
        import_films(*sources_in(path), dry_run=True, report=report)
    except MovieError as error:
        said = str(error)
    except Exception as error:
        said = f"crashed: {error!r}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    films = report.created + report.updated
    return Outcome(
        path.name, said, films, report.rejections, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    )


if __name__ == "__main__":
    _main(sys.argv[1:])
