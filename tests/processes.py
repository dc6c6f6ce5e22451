"""The project in a folder of its own, and processes that run there as a user would start them."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from .environment import SILENCED
from .environment import test_environment as clean_environment
from .fork_server import Forked, Request, hear_ctrl_c

ROOT = Path(__file__).parent.parent
FORK_SERVER = "TEST_FORK_SERVER"  # the variable with its address
Process = subprocess.Popen | Forked
NOT_HANDED_ON = {*SILENCED, "DJANGO_SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
SETUP = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'moviereviews.settings'; django.setup()\n"
SEVERAL = """
import json, sys
from django.core.management import call_command
for command in json.loads(sys.argv[1]):
    call_command(*command, verbosity=0)
"""
PRELUDE = """
import json, os, subprocess, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
django.setup()
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start_python(
    arguments: Sequence[str],
    folder: Path,
    environment: dict[str, str],
    stdin: int | None = subprocess.DEVNULL,
) -> Process:
    """Start Python in a folder: as a copy of one that is warm, where there is a server of those."""
    server = os.environ.get(FORK_SERVER)
    if server and arguments[0] in ("manage.py", "-c"):
        request = Request(list(arguments), str(folder), environment)
        return Forked(server, request, stdin=stdin == subprocess.PIPE)
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=None if os.name == "nt" else hear_ctrl_c,
    )


class Project:
    """A copy of the project: its own database, cache and media, and the variables it is started with."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = variables

    @classmethod
    def prepared(cls, folder: Path) -> "Project":
        """The code put there, the database migrated."""
        folder.mkdir()
        put_code(folder)
        project = cls(folder, EMBEDDER="offline")
        project.manage("migrate", "--verbosity=0")
        return project

    @classmethod
    def of_sample(cls, migrated: Path, folder: Path, language: str) -> "Project":
        """A copy of a migrated one, with the sample in a language: embedded offline, its map drawn."""
        shutil.copytree(migrated, folder, symlinks=True)
        project = cls(folder, EMBEDDER="offline")
        sample = ("import_movies", "--sample", "--language", language)
        project.manage_all(sample, ("movie_embeddings",), ("movie_map",))
        return project

    def start(self, *arguments: str, stdin: int | None = subprocess.DEVNULL) -> Process:
        """Start Python with these arguments; Ctrl-C reaches it even where the tests run in the background."""
        environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        environment |= {"PYTHONUTF8": "1"} | self.variables
        return start_python(arguments, self.folder, environment, stdin=stdin)

    def run(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Exit code, output and complaints of Python with these arguments."""
        process = self.start(*arguments, stdin=subprocess.PIPE)
        output, complaints = process.communicate(stdin, timeout=600)
        return process.returncode, output, complaints

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """The output of a management command that ends well."""
        code, output, complaints = self.run("manage.py", *arguments, stdin=stdin)
        assert code == 0, complaints
        return output

    def manage_all(self, *commands: tuple[str, ...]) -> None:
        """Run management commands one after the other in one process; all have to end well."""
        code, _, complaints = self.run("-c", SETUP + SEVERAL, json.dumps(commands))
        assert code == 0, complaints

    def import_films(self, films: list[dict[str, Any]]) -> None:
        """Store films."""
        catalogue = self.folder / "films.json"
        catalogue.write_text(json.dumps(films), encoding="utf-8")
        self.manage("import_movies", str(catalogue))

    def embedded(self) -> set[str]:
        """The titles of the films that have a vector, as another process reads them."""
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database:
            return {row[0] for row in database.execute("SELECT title FROM movie_movie WHERE emb IS NOT NULL")}


def put_code(folder: Path) -> None:
    """The settings, copied: they look beside themselves for all that is a site's own. The app, linked."""
    shutil.copytree(ROOT / "moviereviews", folder / "moviereviews")
    shutil.copy(ROOT / "manage.py", folder)
    for part in ("movie", "templates"):
        try:
            (folder / part).symlink_to(ROOT / part, target_is_directory=True)
        except OSError:  # Windows wants a right for that
            shutil.copytree(ROOT / part, folder / part)


def wait_until(condition: Callable[[], Any], process: Process) -> None:
    """Wait for it as long as the process lives, a minute at most."""
    for _ in range(1200):
        if condition():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("It never came to that.")


def made_once(shared: Path, name: str, make: Callable[[Path], Any]) -> Path:
    """What `make` makes of a path, once for all workers: the first makes it, others wait for it."""
    made, part = shared / name, shared / f"{name}.part"
    with closing(sqlite3.connect(shared / f"{name}.lock", timeout=300, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # let go of by a worker that dies, too
        if not made.exists():
            shutil.rmtree(part, ignore_errors=True)  # of one that could not be made
            make(part)
            part.rename(made)
    return made


def run_python(script: str, database: Path | str) -> Any:
    """Run a script with Django set up on a database (file or address); what it prints is read as JSON."""
    environment = clean_environment() | {"DATABASE_URL": _address(database)}
    process = start_python(("-c", PRELUDE + script), ROOT, environment)
    output, complaints = process.communicate(timeout=60)
    assert process.returncode == 0, complaints
    return json.loads(output or "null")


def _address(database: Path | str) -> str:
    return database if isinstance(database, str) else f"sqlite:///{database}"
