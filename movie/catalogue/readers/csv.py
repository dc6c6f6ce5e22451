"""Reads CSV with a header, separated by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from typing import IO, TextIO

from ...errors import CatalogueError
from .encodings import encoding_of
from .opening import File
from .rows import Row

SEPARATORS = ",;\t|"
LONGEST_CELL = 10_000_000
# In a narrower table two short rows are two rows that end early, not one that was broken.
WIDE = 8
TORN = "two lines put together, torn by a line break in a cell"


def read(file: File) -> Iterator[Row]:
    """Rows of the file; one with more or fewer cells than the header is a problem with its line."""
    csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(file)
    with file.open() as stream:
        # A few bytes are no letter in cp1252 either: they spoil their own cell alone.
        lines = Lines(io.TextIOWrapper(stream, encoding, errors="replace", newline=""))
        separator = _separator(lines)
        header = [name.strip() for name in next(csv.reader(lines, delimiter=separator), [])]
        if not any(header):
            raise CatalogueError(f"{file} has no header in its first line.")
        yield from _joined(_rows(lines, separator, len(header)), header)


class Lines:
    """The lines of a text without NULs; those of the row under way can be taken back."""

    def __init__(self, text: TextIO | IO[str]) -> None:
        self._text = iter(text)
        self._again: list[str] = []
        self.row: list[str] = []
        self.number = 0  # of the line that was read last

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text).replace("\0", "")
        self.number += 1
        self.row.append(line)
        return line

    def take_back(self, count: int) -> None:
        """Put the last lines of the row before those to come."""
        for _ in range(count):
            self._again.append(self.row.pop())
            self.number -= 1


def _separator(lines: Lines) -> str:
    first = next(lines, "")
    if first:
        lines.take_back(1)
    return max(SEPARATORS, key=first.count)


def _rows(lines: Lines, separator: str, width: int) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line it begins on: its cells, or what is wrong with it."""
    while True:
        lines.row.clear()
        line = lines.number + 1
        rows = csv.reader(lines, delimiter=separator)
        try:
            cells = next(rows, None)
        except csv.Error as error:
            cells = f"it is no CSV ({error})"
        if cells is None:
            return
        if len(lines.row) > 1 and _swallowed(cells, width):
            lines.take_back(len(lines.row) - 1)
            cells = "a quote opens in it that is never closed; the rows after it are read all the same"
        if isinstance(cells, str) or any(cells):
            yield line, cells


def _swallowed(cells: list[str] | str, width: int) -> bool:
    """Whether an open quote has drawn the lines after it into one row."""
    return isinstance(cells, str) or len(cells) != width


def _joined(rows: Iterator[tuple[int, list[str] | str]], header: list[str]) -> Iterator[Row]:
    """The rows; two neighbours that make up one, which a line break in a cell has torn, are put together."""
    width = len(header)
    torn: tuple[int, list[str]] | None = None
    for line, cells in rows:
        if torn:
            first, before = torn
            torn = None
            if not isinstance(cells, str) and len(before) + len(cells) == width + 1 and len(cells) < width:
                whole = [*before[:-1], f"{before[-1]}\n{cells[0]}", *cells[1:]]
                yield Row(first, dict(zip(header, whole, strict=True)), repaired=TORN)
                continue
            yield _short(first, before, width)
        if not isinstance(cells, str) and len(cells) < width and width >= WIDE:
            torn = line, cells
        elif isinstance(cells, str) or len(cells) != width:
            yield _short(line, cells, width)
        else:
            yield Row(line, dict(zip(header, cells, strict=True)))
    if torn:
        yield _short(*torn, width)


def _short(line: int, cells: list[str] | str, width: int) -> Row:
    if isinstance(cells, str):
        return Row(line, problem=cells)
    return Row(line, problem=f"it has {len(cells)} cells where the header has {width}")
