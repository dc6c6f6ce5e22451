"""A newcomer's machine: a copy of the project as it is downloaded, with a small sample, and its console."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..processes import NOT_HANDED_ON, wait_until
from .checkout import ROOT, copy_project
from .serving import answers, free_port

SAMPLE = ("movies.en.json", "movies.es.json", "titles.json")
# Films of the sample: few, so that they are embedded within a second; among them those of the walks.
FILMS = (424, 857, 137, 578, 603, 8392)
# A Spanish Windows: no UTF-8 unless it is asked for, neither on the console nor in files, and a Python
# without what other systems' has.
WINDOWS = {
    "PYTHONIOENCODING": "cp1252",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "LANG": "es_ES",
    "PYTHONPATH": str(Path(__file__).parent / "windows"),
}


class Machine:
    """A folder with the project, and a console with its variables."""

    def __init__(self, folder: Path, **console: str) -> None:
        self.folder = copy_project(folder)
        for name in ("requirements.txt", "openAI.env.example"):
            shutil.copy(ROOT / name, folder)
        for name in SAMPLE:
            _shorten(folder / "movie/sample" / name)
        self.port = free_port()
        silent = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        silent = {name: value for name, value in silent.items() if not name.startswith(("LC_", "PYTHON"))}
        self.console = silent | console

    @property
    def address(self) -> str:
        """Where the site is served."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen:
        """Python with these arguments, in the folder."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.console | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="cp1252" if "PYTHONIOENCODING" in self.console else "utf-8",
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Exit code, and all that is said."""
        process = self.start(*arguments, **variables)
        said, _nothing = process.communicate(timeout=600)
        return process.returncode, said

    @contextmanager
    def site(self, **variables: str) -> Iterator[subprocess.Popen]:
        """The site, started as the README says; stopped as Ctrl-C does at the end."""
        process = self.start("manage.py", "start", "--open", f"127.0.0.1:{self.port}", **variables)
        try:
            wait_until(lambda: answers(f"{self.address}/healthz"), process)
            yield process
        finally:
            process.terminate()
            process.wait(20)


def _shorten(path: Path) -> None:
    """Of the sample's films those of the walks."""
    films = json.loads(path.read_text(encoding="utf-8"))
    few = [film for film in films if film.get("tmdb_id") in FILMS]
    path.write_text(json.dumps(few, ensure_ascii=False), encoding="utf-8")
