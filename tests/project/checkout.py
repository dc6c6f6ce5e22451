"""A copy of the project with nobody's key, database or settings in it, and processes that run there."""

import os
import shutil
from pathlib import Path

from ..processes import NOT_HANDED_ON, ROOT, Process, start_python

PARTS = ("moviereviews", "movie", "templates")


def copy_project(folder: Path) -> Path:
    """The project's own files in a new folder."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "manage.py", folder)
    return folder


def start(folder: Path, *arguments: str, **variables: str) -> Process:
    """A Python process in the folder, with these variables and none of the project's besides."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return start_python(arguments, folder, environment | {"PYTHONUTF8": "1"} | variables)


def run(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    """Exit code, output and complaints of such a process."""
    process = start(folder, *arguments, **variables)
    output, complaints = process.communicate(timeout=60)
    return process.returncode, output.strip(), complaints.strip()


def setting(folder: Path, expression: str, **variables: str) -> str:
    """What an expression about the settings prints in such a process."""
    code, output, complaints = run(
        folder, "-c", f"from moviereviews import settings; print(({expression}))", **variables
    )
    assert code == 0, complaints
    return output
