"""Reads tables of text: CSV with whatever separator."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ..values import unmarked
from .encodings import encoding_of
from .fitting import Cells, fitted
from .head import Head, head_of
from .lines import LONGEST_CELL, MOST_CELLS, Lines
from .rows import MOST_COLUMNS, Row, too_many_columns
from .tables import unwrapped
from .unpacking import File

LINE_ENDS = ("\n", "\r")  # of a cell whose quote is not closed yet


def read(file: File, columns: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of the file, whose columns are named by `columns`, by a line of it, or by its known form.

    One with more or fewer cells than there are columns is a problem with its line, unless it can be told
    where its cells belong.
    """
    csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(file)
    with file.open() as stream:
        lines = Lines(io.TextIOWrapper(stream, encoding, errors="western", newline=""))
        try:
            head = head_of(lines, columns, file)
            if len(head.header) > MOST_COLUMNS:
                raise too_many_columns(file)
            rows = _rows(lines, head, len(head.header))
            yield from fitted(rows, head)
        except (OverflowError, csv.Error) as error:
            raise CatalogueError(
                _("%(file)s is no table: %(error)s.") % {"file": file, "error": error}
            ) from error


def _rows(lines: Lines, head: Head, width: int) -> Iterator[Cells]:
    """Each row with the line it begins on: its cells, or what is wrong with it."""
    quoting = csv.QUOTE_MINIMAL if head.quoted else csv.QUOTE_NONE
    separator = head.separator
    rows = csv.reader(lines, delimiter=separator, quoting=quoting)
    while True:
        lines.begin_row()
        if several := _several(lines, head, width):
            yield from several
            continue
        line = lines.number + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            cells = _("it is no CSV (%(error)s)") % {"error": error}
        if cells is None:
            return
        if len(cells) == 1 < width:
            cells = unwrapped(cells, separator, width)
        if head.quoted and separator == "\t" and (literal := _literal(lines.row, cells, width)):
            lines.take_back(len(lines.row) - 1)
            cells = literal
        elif len(lines.row) > 1 and _swallowed(cells, width):
            lines.take_back(len(lines.row) - 1)
            cells = _("a quote opens in it that is never closed; the rows after it are read all the same")
        if isinstance(cells, str) or any(cells):
            marked = "'" in lines.row[0] and isinstance(cells, list)
            yield line, [unmarked(cell) for cell in cells] if marked else cells


def _several(lines: Lines, head: Head, width: int) -> list[Cells]:
    """The next rows, read at once as far as nothing is odd about them: one by one takes four times as long.

    Where a quote stays open, or rows have more or fewer cells for it, their lines are given back.
    """
    first, some = lines.number + 1, lines.several()
    text = "".join(some)
    if len(text) > MOST_CELLS or (head.separator == "\t" and '"' in text):
        lines.give_back(some)
        return []
    found, done = _whole(some, head, width)
    lines.give_back(some[done:])
    if any(before + "'" in text for before in (head.separator, '"', *LINE_ENDS)) or text[:1] == "'":
        found = [
            (line, [unmarked(cell) if cell[:1] == "'" else cell for cell in cells]) for line, cells in found
        ]
    return [(first + line, cells) for line, cells in found if any(cells)]


def _whole(some: list[str], head: Head, width: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows within these lines, each with the place of its first one; and how many lines they are."""
    quoting = csv.QUOTE_MINIMAL if head.quoted else csv.QUOTE_NONE
    rows = csv.reader(some, delimiter=head.separator, quoting=quoting)
    found, done = [], 0
    with suppress(csv.Error):
        for cells in rows:
            end = rows.line_num
            if len(cells) == 1 < width:
                cells = unwrapped(cells, head.separator, width)
            open_quote = cells and cells[-1][-1:] in LINE_ENDS
            if open_quote or (end - done > 1 and len(cells) != width):
                break
            found.append((done, cells))
            done = end
    return found, done


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
