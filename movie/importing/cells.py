"""Looks at the first cells of a column: whether they can be what its name says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise, takewhile

from ..text.genres import genre_key, genres
from . import amounts, dates, ids, values
from .columns import ONE, PARSERS, is_wrapped
from .readers.rows import Row
from .values import Cell

MOST = 200  # cells of a column that are looked at
ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.I)
LONGEST_TITLE, LONGEST_NAME = 200, 100
SENTENCE = 4  # words that a description has at least
LONG_SENTENCES = 60  # characters, on average, of a column that is offered as the description
APART = 0.9  # of the cells in a column are names, and as many of those differ: so it is with titles
OTHER_YEARS = 10  # that the films of a file come from, where it has so many
MISSING = values.MISSING | {""}
FLAGS = {"0", "1", "0.0", "1.0", "true", "false"}


class Sample:
    """The first cells of a file that say anything, by column."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._cells: dict[str, list[Cell]] = {}

    @property
    def names(self) -> Iterable[str]:
        """Those of the first row's columns."""
        return self.rows[0].cells if self.rows else ()

    def __getitem__(self, name: str) -> list[Cell]:
        if name not in self._cells:
            told = (row.cells.get(name) for row in self.rows)
            self._cells[name] = list(islice((cell for cell in told if not _says_nothing(cell)), MOST))
        return self._cells[name]

    def __len__(self) -> int:
        return len(self.rows)

    def tells_apart(self, name: str, titles: str = "") -> bool:
        """Whether no two films have the same in this column: two rows may, where they have one title."""
        films = [(ids.identity(row.cells.get(name)), row.cells.get(titles, row.line)) for row in self.rows]
        told = {(key, str(film)) for key, film in films if key}
        return len({key for key, _film in told}) == len(told if titles else films) > 0

    def mostly(self, field: str, name: str) -> bool:
        """Whether most rows have something in this column that can be what a field holds."""
        return 2 * readable(field, self[name]) * len(self[name]) >= min(MOST, len(self)) > 0

    def numbering(self, columns: Mapping[str, str]) -> str:
        """The column before that of the titles, none of a field, whose numbers rise from film to film; empty
        where none does.
        """
        before = takewhile(lambda name: columns.get(name) != "title", self.names)
        for name in (each for each in before if columns.get(each, "key") == "key"):
            counted = [number for cell in self[name] if (number := amounts.whole(cell)) is not None]
            if 2 < len(counted) == len(self[name]) and all(one < next for one, next in pairwise(counted)):
                return name
        return ""

    def is_flag_of_genre(self, name: str) -> bool:
        """Whether a column is named by a genre, and says of each film whether it is of that."""
        cells = self[name]
        return bool(cells) and genre_key(name) in genres() and all(str(c).lower() in FLAGS for c in cells)

    def holds_dates(self, name: str) -> bool:
        """Whether dates stand in this column alone, most of them of a year that few others have."""
        cells = [cell for cell in self[name] if isinstance(cell, date) or not str(cell).strip().isdecimal()]
        days = [day.year if (day := dates.day(cell)) else dates.certain_year(cell) for cell in cells]
        told = [year for year in days if year]
        return len(told) == len(self[name]) > 0 and len(set(told)) >= min(len(told), OTHER_YEARS)

    def holds_days(self, name: str) -> bool:
        """Whether most cells of this column are whole dates."""
        return 2 * sum(dates.day(cell) is not None for cell in self[name]) > len(self[name])

    def holds_names(self, name: str) -> bool:
        """Whether short texts with a capital stand in this column, hardly two of them alike, and no dates."""
        texts = [cell for cell in self[name] if isinstance(cell, str) and _is_name(cell)]
        most = len(texts) >= APART * len(self[name]) and 2 * len(texts) > len(self)
        return most and len(set(texts)) >= APART * len(texts) and not self.holds_dates(name)

    def holds_people(self, name: str) -> bool:
        """Whether names of two words at least stand in this column, or several of them."""
        texts = [cell for cell in self[name] if isinstance(cell, str) and values.PERSON.match(cell)]
        return len(texts) >= APART * len(self[name]) > 0

    def holds_sentences(self, name: str) -> bool:
        """Whether long texts, of which no two are alike, stand in this column."""
        texts = [cell for cell in self[name] if isinstance(cell, str)]
        long = sum(map(len, texts)) >= LONG_SENTENCES * max(1, len(texts))
        return len(texts) * 2 > len(self) and long and len(set(texts)) * 2 > len(texts) and _are_prose(texts)


def _says_nothing(cell: Cell) -> bool:
    return cell is None or cell == "" or cell == [] or (isinstance(cell, str) and _is_missing(cell))


def _is_missing(text: str) -> bool:
    return len(text) < 6 and text.strip().casefold() in MISSING


def _are_prose(texts: Sequence[str]) -> bool:
    return sum(text.count(" ") >= SENTENCE and not text.lstrip().startswith(("[", "{")) for text in texts) > (
        len(texts) // 2
    )


def readable(field: str, cells: Sequence[Cell]) -> float:
    """How many of the cells, as a share, can be what a field holds; 1 where there are none."""
    if not cells:
        return 1.0
    if field in ONE:
        cells = [cell[0] if is_wrapped(cell) else cell for cell in cells]
    test = TESTS.get(field)
    if test is None:
        parse = PARSERS.get(field)
        return 1.0 if parse is None else sum(parse(cell) not in (None, "", []) for cell in cells) / len(cells)
    return sum(map(test, cells)) / len(cells)


def _is_title(cell: Cell) -> bool:
    return (
        isinstance(cell, str | int | float) and 0 < len(str(cell)) <= LONGEST_TITLE and not _is_address(cell)
    )


def _is_address(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(ADDRESS.match(cell))


def _is_name(text: str) -> bool:
    """Whether a text is what films and people are called: neither an address nor a code."""
    written = text != text.lower() and (" " in text or text != text.upper())
    return written and len(text) <= LONGEST_NAME and not _is_address(text)


def _is_description(cell: Cell) -> bool:
    text = values.plain_text(cell)
    return len(text.split()) >= SENTENCE and not _is_address(text)


def _is_words(cell: Cell) -> bool:
    """Names, lists of names: neither numbers nor addresses."""
    if isinstance(cell, str):
        return amounts.number(cell) is None and not _is_address(cell)
    return not isinstance(cell, int | float)


def _is_vote(cell: Cell) -> bool:
    return not isinstance(cell, bool) and amounts.vote(cell) is not None


TESTS = {
    "title": _is_title,
    "description": _is_description,
    "vote_average": _is_vote,
    **dict.fromkeys(("genre", "keywords", "directors", "actors", "show", "people", "emotions"), _is_words),
    "url": _is_address,
    "embedding": lambda cell: not isinstance(cell, int | float),
}
