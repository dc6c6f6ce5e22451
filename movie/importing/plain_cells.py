"""Reads cells in the plainest forms, in which nearly all are written.

Each function gives what the careful one gives, or None where a cell has to be read with care: a file has
millions of cells, and each careful reading asks a dozen questions.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from . import amounts, credits, dates, ids, values
from .records import Someone

LONGEST_TITLE = 300
LONGEST_TEXT = 100_000
LONGEST_NAME = 200
# What stands between names, or about them.
SEVERAL_NAMES = re.compile(r"[,;|/\[{\n]| (?:y|e|and|et|und|-|–) ")
MOST_DIGITS = 9  # of a number that every database column of whole numbers takes


def title(cell: str) -> str | None:
    """A title without markup or odd signs."""
    return text(cell) if len(cell) <= LONGEST_TITLE else None


def text(cell: str) -> str | None:
    """A text without markup or odd signs that is no word for nothing."""
    return values.as_it_stands(cell) if len(cell) <= LONGEST_TEXT else None


def person(cell: str) -> list[Someone] | None:
    """The name of one person."""
    told = text(cell) if len(cell) <= LONGEST_NAME and not SEVERAL_NAMES.search(cell) else None
    return [Someone(told)] if told and told.casefold() not in values.NOBODY and told[0].isalpha() else None


def number(cell: str) -> float | None:
    """A number as programs write it."""
    try:
        found = float(cell)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def count(cell: str) -> int | None:
    """A whole number, perhaps with the decimal that pandas gives to it."""
    digits = cell[:-2] if cell[-2:] == ".0" else cell
    return int(digits) if len(digits) <= MOST_DIGITS and digits.isascii() and digits.isdecimal() else None


def above_zero(cell: str) -> int | None:
    """The same where zero means that nobody knows."""
    return count(cell) or None


def imdb_identifier(cell: str) -> str | None:
    """An IMDb id alone."""
    return cell if cell[:2] == "tt" and 7 <= len(cell) - 2 <= 10 and _are_digits(cell[2:]) else None


def identity(cell: str) -> str | None:
    """The number of a row."""
    return cell if len(cell) <= values.LONGEST_ID and _are_digits(cell) else None


def day(cell: str) -> date | None:
    """A date as the ISO has it."""
    try:
        return date.fromisoformat(cell) if cell[4:5] == "-" and len(cell) == 10 else None
    except ValueError:
        return None


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


# By the careful function.
PLAIN: dict[Callable[[Any], Any], Callable[[str], Any]] = {
    values.whole_text: title,
    values.plain_text: text,
    credits.people: person,
    amounts.number: number,
    amounts.whole: count,
    amounts.money: above_zero,
    ids.identifier: above_zero,
    ids.imdb_identifier: imdb_identifier,
    ids.imdb_id: imdb_identifier,
    ids.imdb_digits: imdb_identifier,
    ids.identity: identity,
    dates.day: day,
}
