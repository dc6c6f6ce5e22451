"""A database in a file, and processes of their own that work on it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..environment import test_environment as environment_of_tests

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = """
import json, os, subprocess, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
django.setup()
"""


def run_python(script: str, database: Path) -> Any:
    """Run a script with Django set up on this database; what it prints is read as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + script],
        cwd=ROOT,
        env=environment_of_tests() | {"DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without films, made once by `migrate`."""
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    run_python(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.db import connection; connection.close()",
        path,
    )
    return path


@pytest.fixture
def in_process(migrated_file: Path, tmp_path: Path) -> Callable[[str], Any]:
    """Runs scripts one after the other, each in its own process, on one empty database."""
    database = tmp_path / "films.sqlite3"
    shutil.copy(migrated_file, database)
    return lambda script: run_python(script, database)
