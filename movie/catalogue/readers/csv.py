"""Reads CSV with a header, separated by commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Iterator
from typing import IO, TextIO

from ...errors import CatalogueError
from ..spreadsheets import unmarked
from .encodings import encoding_of
from .opening import File
from .rows import Row

SEPARATORS = ",;\t|"
LONGEST_CELL = 10_000_000
LONGEST_LINE = 20_000_000
EXCEL_SAYS = re.compile(r"sep=(.)\s*", re.I)  # its own first line, which names the separator
WHOLLY_QUOTED = re.compile(r'"(?:[^"]|"")*"')
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
        header = _told_apart(next(csv.reader(lines, delimiter=separator), []))
        if not any(header):
            raise CatalogueError(f"{file} has no header: its first line should name the columns.")
        try:
            yield from _joined(_rows(lines, separator, len(header)), header)
        except OverflowError as error:
            raise CatalogueError(f"{file} is no table: {error}.") from error


def _told_apart(header: list[str]) -> list[str]:
    """The names of the columns; one that stood before is numbered, or its cells would replace the first's."""
    names: dict[str, None] = {}
    for name in map(str.strip, header):
        again = sum(other == name or other.startswith(f"{name} (") for other in names)
        names[f"{name} ({again + 1})" if name in names else name] = None
    return list(names)


class Lines:
    """The lines of a text without NULs; those of the row under way can be taken back.

    Raises OverflowError where a line has no end: a packed file may unpack to more than any memory.
    """

    def __init__(self, text: TextIO | IO[str]) -> None:
        self._text = text
        self._again: list[str] = []
        self.row: list[str] = []
        self.number = 0  # of the line that was read last

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._next()
        self.number += 1
        self.row.append(line)
        return line

    def _next(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE:
            raise OverflowError(f"line {self.number + 1} has more than {LONGEST_LINE:,} characters")
        return line.replace("\0", "")

    def take_back(self, count: int) -> None:
        """Put the last lines of the row before those to come."""
        for _ in range(count):
            self._again.append(self.row.pop())
            self.number -= 1


def _separator(lines: Lines) -> str:
    """What separates the header's names; blank lines before it are passed over."""
    first = next((line for line in lines if line.strip()), "")
    if told := EXCEL_SAYS.fullmatch(first):
        return told[1]
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
        if separator == "\t" and (literal := _literal(lines.row, cells, width)):
            lines.take_back(len(lines.row) - 1)
            cells = literal
        elif len(lines.row) > 1 and _swallowed(cells, width):
            lines.take_back(len(lines.row) - 1)
            cells = "a quote opens in it that is never closed; the rows after it are read all the same"
        if isinstance(cells, str) or any(cells):
            yield line, [unmarked(cell) for cell in cells] if isinstance(cells, list) else cells


def _literal(row: list[str], cells: list[str] | str, width: int) -> list[str] | None:
    """The cells of a line between tabs whose quotes are part of the text; None where they are not."""
    parts = row[0].rstrip("\r\n").split("\t") if '"' in row[0] else []
    stray = [part[:1] == '"' and not WHOLLY_QUOTED.fullmatch(part) for part in parts]
    if len(parts) != width or not any(stray):
        return None
    # The last cell of a whole line may go on in the next one, another may not.
    if not any(stray[:-1]) and len(row) > 1 and not _swallowed(cells, width):
        return None
    return [part[1:-1].replace('""', '"') if WHOLLY_QUOTED.fullmatch(part) else part for part in parts]


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
