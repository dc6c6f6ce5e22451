"""Finds the line that names the columns of a table, and fits the lines below it to them."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from statistics import mode
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ...errors import CatalogueError
from ..headers.names import FIRST, THEN_VIEWERS, fields_of, key_of

LOOKED_AT = 30  # rows in which the names of the columns are looked for
MOST_BEFORE = 12  # rows between the first line that could be those and the one that is
LEAST_SHARED = 3  # things of films that two tables below each other both tell
WHOLE, LEAST_ROWS = 0.75, 2  # of the cells are filled in a row of films, and so many rows are a table
TYPED = 0.8  # of a column's cells are numbers, dates or ids: so is every other
# A number, a date, an id: "1,234.5", "1999-03-31", "tt0078748", "/m/02xyz", "1:42:00", "True".
NUMBER = re.compile(r"\s*(?:[$€£]?-?[\d.,:/' -]*\d[\d.,:/' %-]*|[a-z]{1,3}\d{4,}|/m/\w+|true|false)\s*", re.I)
NAME = re.compile(r"[^,;|\t\"]{1,60}")
ENDS_EARLY = gettext_noop("it ends early; what is missing was taken for empty")
ANOTHER = gettext_noop("another table begins here, and is passed over")
TITLES = frozenset(
    form(name.replace("_", " "))
    for name in FIRST["title"]
    for form in (str.title, str.capitalize, str.lower, str.upper)
)
RUNS_OVER = gettext_noop("commas without quotes, taken for those of the last column")


def has_title(cells: Sequence[Any]) -> bool:
    """Whether one of the cells is what the column of the titles is called."""
    return any(field == "title" for cell in cells for field, _ in _fields(cell))


def check_named(header: Sequence[Any], file: object) -> None:
    """Raises CatalogueError for a table of one row, which names no columns: a film stands in it."""
    if not any(map(_fields, header)):
        raise CatalogueError(
            _(
                "%(file)s has one row, which names no columns. If it is a film, say what its columns are, "
                "as in --columns id,title,genre."
            )
            % {"file": file}
        )


def _fields(cell: Any) -> tuple[tuple[str, int], ...]:
    is_name = isinstance(cell, str) and NAME.fullmatch(cell) and cell[:1] not in "[{"  # "['AR']" is a list
    return fields_of(cell) if is_name else ()


def header_place(rows: Sequence[Sequence[Any]]) -> int:
    """Which of the first rows names the columns: the last that has a name for the titles and another known
    one, tells as much of films as those before it, and fits what is below it; else the first that is no line
    of a title alone.
    """
    places = [place for place, row in enumerate(rows) if has_title(row) and _fits(rows, place)]
    known = [place for place in places if sum(bool(_fields(cell)) for cell in rows[place]) > 1]
    known = [place for place in known if list(rows[place]) != list(rows[known[0]]) or place == known[0]]
    near = [place for place in known if _goes_before(rows, known[0], place)]
    if near or places:
        return max(near, key=lambda place: (_tells(rows[place]), place)) if near else places[0]
    usual = mode(map(len, rows)) if rows else 0
    full = [place for place, row in enumerate(rows) if sum(map(bool, row)) > 1]
    return full[0] if full and usual > 2 else 0


def _goes_before(rows: Sequence[Sequence[Any]], first: int, place: int) -> bool:
    """Whether what stands between two rows that could name the columns is no table of its own."""
    full = max(LEAST_SHARED, WHOLE * sum(map(bool, rows[first])))
    between = sum(sum(map(bool, row)) >= full for row in rows[first + 1 : place])
    return place - first <= MOST_BEFORE and between < LEAST_ROWS


def _tells(header: Sequence[Any]) -> int:
    """How many columns have names that are known, and that a viewer's notes have not as well."""
    return sum(bool(_fields(cell)) and key_of(cell) not in THEN_VIEWERS for cell in header)


def begins_another(cells: Sequence[Any]) -> bool:
    """Whether a row names the columns of another table below the first one."""
    if TITLES.isdisjoint(cells):  # the quick look comes first
        return False
    return known_names(cells) > 1


def tells_the_same(cells: Sequence[Any], header: Sequence[Any]) -> bool:
    """Whether a row names the columns of more films: so much of what another one names is there again."""
    here, there = ({field for cell in each for field, _ in _fields(cell)} for each in (cells, header))
    return "title" in here and len(here & there) >= LEAST_SHARED


def known_names(header: Sequence[Any]) -> int:
    """How many columns have names that are known, one of which is that of the titles; else 0."""
    return sum(bool(_fields(cell)) for cell in header) if has_title(header) else 0


def known_columns(rows: Sequence[Sequence[Any]]) -> int:
    """The same of a table whose names stand in one of its first rows."""
    return known_names(rows[header_place(rows[:LOOKED_AT])])


def _fits(rows: Sequence[Sequence[Any]], place: int) -> bool:
    below = rows[place + 1 :]
    return not below or any(len(row) > 1 or len(rows[place]) == 1 for row in below[:5])


def told_apart(header: Sequence[Any]) -> list[str]:
    """The names of the columns; one that stood before is numbered, or its cells would replace the first's."""
    names: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for name in (str("" if name is None else name).strip() for name in header):
        seen[name] += 1
        again = name
        while again in names:
            again = f"{name} ({seen[name]})"
            seen[name] += again in names
        names[again] = None
    return list(names)


def unwrapped(cells: list[str], separator: str, width: int = 0) -> list[str]:
    """The cells of a line that was quoted as a whole, its own quotes doubled, if there are `width` of them.

    A quoted sentence in the first of several columns is none: behind its commas there are blanks.
    """
    if len(cells) != 1 or separator not in cells[0]:
        return cells
    try:
        (inner,) = csv.reader([cells[0]], delimiter=separator)
    except (csv.Error, ValueError):
        return cells
    sentence = any(cell[:1] == " " for cell in inner[1:])
    return cells if sentence or width not in (0, len(inner)) else inner


def without_empty_ends(header: list[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """The names without those of a trailing comma, below which nothing stands but sentences that run over."""
    while len(header) > 1 and not header[-1] and not any(_says_more(row, len(header)) for row in rows):
        header = header[:-1]
    return header


def _says_more(row: Sequence[Any], width: int) -> bool:
    return len(row) >= width and bool(row[width - 1]) and str(row[width - 1])[:1] != " "


class Shape:
    """What the columns of a table hold, as far as its first rows tell: in which there are numbers alone."""

    def __init__(self, width: int, rows: Sequence[Sequence[str]]) -> None:
        self.width = width
        self._typed = [
            self._is_typed([row[place] for row in rows if place < len(row)]) for place in range(width)
        ]

    @staticmethod
    def _is_typed(cells: Sequence[str]) -> bool:
        told = [cell for cell in cells if cell]
        return bool(told) and sum(bool(NUMBER.fullmatch(cell)) for cell in told) >= TYPED * len(told)

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether cells can stand where they do, and at least one of them shows it."""
        typed = [cell for cell, typed in zip(cells, self._typed, strict=False) if typed and cell]
        return bool(typed) and all(map(NUMBER.fullmatch, typed))

    def padded(self, cells: list[str]) -> list[str] | None:
        """The cells of a row that leaves out empty last ones; None where they do not fit their columns."""
        whole = 1 < len(cells) < self.width and self.fits(cells)
        return [*cells, *[""] * (self.width - len(cells))] if whole else None

    def shortened(self, cells: list[str], separator: str) -> list[str] | None:
        """The cells of a row whose last one has signs in it that are none between columns.

        In a sentence a blank follows each of them, or a digit; between columns none does.
        """
        last = self.width - 1
        before, rest = cells[:last], cells[last:]
        if self.width < 2 or self._typed[last] or any(cell[:1] == " " for cell in before[1:]):
            return None
        if self.fits(before) or not any(self._typed[:last]):
            goes_on = [part[:1] == " " or part[:1].isdigit() for part in rest[1:]]
            if all(goes_on) and any(part[:1] == " " for part in rest[1:]):
                return [*before, separator.join(rest)]
        return None
