"""Compares the packages that are installed with those that are required."""

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from django.conf import settings

NAME = "film-finder"  # as installed from a wheel
REQUIREMENT = re.compile(r"^([\w.-]+)(?:\[.*?\])?\s*(.*?)\s*(?:;.*)?$")
CLAUSE = re.compile(r"(~=|>=|<=|==|<|>)\s*([\d.]+)")


def required() -> list[str]:
    """What is required, such as "django~=5.2.0": of requirements.txt, or of the installed wheel."""
    path = Path(settings.CODE_DIR) / "requirements.txt"
    if path.is_file():
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if re.match(r"\w", line)]
    try:
        return metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return []


def wrong_versions(requirements: Iterable[str]) -> Iterator[str]:
    """Of each that is missing or does not fit: its name, what is there, and what is wanted."""
    for requirement in requirements:
        name, wanted = REQUIREMENT.match(requirement).groups()
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield f"{name} -"
            continue
        if not fits(there, wanted):
            yield f"{name} {there} ({wanted})"


def fits(version: str, wanted: str) -> bool:
    """Whether a version such as 5.2.1 fits clauses such as "~=5.2.0" or ">=2.0,<3"."""
    there = _numbers(version)
    return all(_holds(there, sign, _numbers(number)) for sign, number in CLAUSE.findall(wanted))


def _holds(there: tuple[int, ...], sign: str, wanted: tuple[int, ...]) -> bool:
    if sign == "~=":
        return there >= wanted and there[: len(wanted) - 1] == wanted[:-1]
    there = there[: len(wanted)] if sign in ("==", "<=", ">") else there
    return {
        ">=": there >= wanted,
        "<=": there <= wanted,
        "==": there == wanted,
        "<": there < wanted,
        ">": there > wanted,
    }[sign]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.split("+")[0])[:4])
