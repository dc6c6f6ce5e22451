"""Runs the benchmarks, `python -m tests.benchmarks [name …]`: figures beside those of an alternative."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ..environment import OWN_CHAT, test_environment

NAMES = (
    "pages",
    "meanwhile",
    "search",
    "large_search",
    "visitors",
    "index",
    "embedding",
    "offline",
    "encoder",
) + (
    "relevance",
    "alike",
    "floor",
    "safety",
    "moods",
    "map",
    "moviebot",
)


# They take minutes and gigabytes, or need packages of their own: only when asked for by name.
LARGE = ("engines", "million", "first_pass", "same_requests", "import", "servers", "first_hour")


def main() -> None:
    """Each benchmark in a process and on a database of its own, so that none warms another."""
    for name in sys.argv[1:] or NAMES:
        if name not in NAMES + LARGE:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(NAMES + LARGE)}.")
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            file = f"sqlite:///{Path(folder, 'bench.sqlite3').as_posix()}"
            database = os.environ.get("TEST_DATABASE_URL") or file
            environment = test_environment() | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": SETTINGS}
            environment["SEARCH_ENGINE"] = ""  # as a site has it
            if name == "moviebot":
                environment |= OWN_CHAT
            subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], env=environment, check=False)


SETTINGS = "moviereviews.settings"

if __name__ == "__main__":
    main()
