"""Reads where films come from: the language that they were made in, their countries, and their studios."""

import re

from ..text import origins
from .values import Cell, joined, plain_text, several

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?=(?:[-_][A-Za-z]{2,4})?$)", re.I)
# What stands between countries beside a list's commas: "USA & UK", "Italia y Francia", "España-Francia".
BETWEEN = re.compile(r"\s*[/&+–]\s*|\s+(?:-|and|y|e|et|und)\s+")


def language(cell: Cell) -> str:
    """The language of a cell by its code ("fr"), or by its name in any of the languages that are read; empty
    where it names none, or several, of which nobody says which was first.
    """
    text = plain_text(cell)
    code = LANGUAGE_CODE.match(text)
    return origins.language(code[0] if code else text)


def countries(cell: Cell) -> str:
    """The countries of a cell by their letters, "FR, BE"; those that nobody knows are left out."""
    if isinstance(cell, str) and (one := origins.country(cell)):
        return one  # "Korea, Republic of"
    known = (origins.country(part) for name in several(cell) for part in _parted(name))
    return ", ".join(dict.fromkeys(filter(None, known)))


def studios(cell: Cell) -> str:
    """The studios of a cell, "Pixar, Walt Disney Pictures": a comma in a name of a list is left out."""
    if isinstance(cell, str) and cell.strip()[:1] not in ("[", "{"):
        return joined(cell)
    return ", ".join(name.replace(",", "") for name in several(cell))


def _parted(name: str) -> list[str]:
    """Countries between blanks and signs, or hyphens."""
    if origins.country(name):
        return [name]
    parts = BETWEEN.split(name)
    return [part for each in parts for part in ([each] if origins.country(each) else each.split("-"))]
