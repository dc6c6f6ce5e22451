"""Student projects, and what the check says of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from movie.workshop.check import check
from movie.workshop.findings import Finding, State

from .students import Student


@pytest.fixture
def student(tmp_path: Path) -> Student:
    """A whole project of the newer workshop."""
    return Student(tmp_path / "theirs" / "project")


@pytest.fixture
def undone(student: Student) -> Callable[[], dict[str, Finding]]:
    """What is missing or wrong in it, by topic."""

    def look() -> dict[str, Finding]:
        return {found.topic: found for found in check(student.folder) if found.state is not State.DONE}

    return look
