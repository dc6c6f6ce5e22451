"""Reads CSV with a header, separated by commas, semicolons or tabs."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ..formulas import unmarked
from .encodings import encoding_of
from .lines import LONGEST_CELL, Lines
from .opening import File
from .rows import MOST_COLUMNS, Row, too_many_columns

SEPARATORS = ",;\t|"
MOST_BLANK = 10_000  # lines before the header
EXCEL_SAYS = re.compile(r"sep=(.)\s*", re.I)  # its own first line, which names the separator
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
        try:
            separator = _separator(lines)
            header = _header(lines, separator, file)
            yield from _joined(_rows(lines, separator, len(header)), header)
        except (OverflowError, csv.Error) as error:
            raise CatalogueError(f"{file} is no table: {error}.") from error


def _header(lines: Lines, separator: str, file: File) -> list[str]:
    """The names of the columns. Raises CatalogueError where there are none, or too many."""
    try:
        header = _told_apart(next(csv.reader(lines, delimiter=separator), []))
    except csv.Error as error:
        raise CatalogueError(
            _("The first line of %(file)s, which should name the columns, is no CSV: %(error)s.")
            % {"file": file, "error": error}
        ) from error
    if not any(header):
        raise CatalogueError(f"{file} has no header: its first line should name the columns.")
    if len(header) > MOST_COLUMNS:
        raise too_many_columns(file)
    return header


def _told_apart(header: list[str]) -> list[str]:
    """The names of the columns; one that stood before is numbered, or its cells would replace the first's."""
    names: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for name in map(str.strip, header):
        seen[name] += 1
        again = name
        while again in names:
            again = f"{name} ({seen[name]})"
            seen[name] += again in names
        names[again] = None
    return list(names)


def _separator(lines: Lines) -> str:
    """What separates the header's names; blank lines before it are passed over."""
    first = ""
    for first in lines:
        if first.strip() or lines.number > MOST_BLANK:
            break
        lines.begin_row()
    if told := EXCEL_SAYS.fullmatch(first):
        return told[1]
    if first.strip():
        lines.take_back(1)
    return max(SEPARATORS, key=first.count)


def _rows(lines: Lines, separator: str, width: int) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line it begins on: its cells, or what is wrong with it."""
    while True:
        lines.begin_row()
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
    stray = [part[:1] == '"' and not _is_quoted(part) for part in parts]
    if len(parts) != width or not any(stray):
        return None
    # The last cell of a whole line may go on in the next one, another may not.
    if not any(stray[:-1]) and len(row) > 1 and not _swallowed(cells, width):
        return None
    return [part[1:-1].replace('""', '"') if _is_quoted(part) else part for part in parts]


def _is_quoted(part: str) -> bool:
    """Whether a cell is one quoted text, in which each quote is doubled."""
    quoted = len(part) > 1 and part[0] == part[-1] == '"'
    return quoted and '"' not in part[1:-1].replace('""', "")


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
                yield _row(first, header, whole, TORN)
                continue
            yield _short(first, before, width)
        if not isinstance(cells, str) and len(cells) < width and width >= WIDE:
            torn = line, cells
        elif isinstance(cells, str) or len(cells) != width:
            yield _short(line, cells, width)
        else:
            yield _row(line, header, cells)
    if torn:
        yield _short(*torn, width)


def _row(line: int, header: list[str], cells: list[str], repaired: str = "") -> Row:
    return Row(line, dict(zip(header, cells, strict=True)), repaired=repaired, size=sum(map(len, cells)))


def _short(line: int, cells: list[str] | str, width: int) -> Row:
    if isinstance(cells, str):
        return Row(line, problem=cells)
    return Row(line, problem=f"it has {len(cells)} cells where the header has {width}")
