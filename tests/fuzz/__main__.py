"""Runs the parts, each in a process and on a database of its own; exits with 1 where any found something."""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from ..environment import test_environment

PARTS = ("files", "pages")
SETTINGS = "moviereviews.settings"


def main() -> int:
    """Each part gets the seed, which is printed: with it everything comes again as it was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all without")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, help="how many, in place of each part's own number")
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first one, to repeat it alone"
    )
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {unknown.pop()}; there are: {', '.join(PARTS)}")
    return max(_run(part, options) for part in options.parts or PARTS)


def _run(part: str, options: argparse.Namespace) -> int:
    print(f"{part}: --seed {options.seed}", flush=True)
    arguments = ["--seed", str(options.seed), "--first", str(options.first)]
    arguments += ["--count", str(options.count)] if options.count else []
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder, 'fuzz.sqlite3').as_posix()}"
        environment = test_environment() | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": SETTINGS}
        command = [sys.executable, "-m", f"tests.fuzz.{part}", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
