"""Finds out from the first lines of a table what its columns are called and what separates them."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from .headerless import DOUBLE, form_of
from .lines import Lines
from .tables import LOOKED_AT, check_named, has_title, header_place, told_apart, unwrapped, without_empty_ends
from .unpacking import File

SEPARATORS = ",;\t|"
MOST_BLANK = 10_000  # lines before the header
EXCEL_SAYS = re.compile(r"sep=(.)\s*", re.I)  # its own first line, which names the separator
LONGEST_HEAD = 2_000_000  # characters of the lines in which the header is looked for
MOST_LINES = 8  # of one row before the header
ONE_SIGN = "\x1f"  # what a separator of two signs is read as


class Head(NamedTuple):
    """What the first lines of a table tell of the others."""

    header: list[str]
    separator: str
    quoted: bool = True


def head_of(lines: Lines, columns: Sequence[str], file: File) -> Head:
    """The names of the columns; the lines behind them are put back.

    Raises CatalogueError where there are none.
    """
    told = _pass_blanks(lines)
    first = _first_lines(lines)
    lines.take_back(len(lines.row))
    form = form_of(first)
    if columns or form:
        separator = told or (form.separator if form else _separator(first))
        if separator == DOUBLE:
            lines.replaced = (DOUBLE, ONE_SIGN)
        return Head(list(columns or form.columns), ONE_SIGN if separator == DOUBLE else separator, not form)
    header, separator, end = _named(first, told)
    if header is None:
        separator = told or _separator(first)
        header = _first_row(lines, separator, file)
        if any(header) and not any(map(str.strip, first[1:])):
            check_named(header, file)
    else:
        for _number in range(end):
            next(lines)
        lines.begin_row()
    if not any(header):
        raise CatalogueError(
            _("%(file)s has no header: one of its first lines should name the columns.") % {"file": file}
        )
    return Head(header, separator)


def _pass_blanks(lines: Lines) -> str:
    """Pass over blank lines at the beginning; the separator, where Excel's own first line names it."""
    for first in lines:
        if told := EXCEL_SAYS.fullmatch(first):
            lines.begin_row()
            return told[1]
        if first.strip() or lines.number > MOST_BLANK:
            lines.take_back(1)
            return ""
        lines.begin_row()
    return ""


def _first_lines(lines: Lines) -> list[str]:
    first, size = [], 0
    with suppress(csv.Error):  # of a line with a million cells: it is refused when it is its turn
        for line in lines:
            first.append(line)
            size += len(line)
            if len(first) == 2 * LOOKED_AT or size > LONGEST_HEAD:
                break
    return first


def _separator(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _named(lines: Sequence[str], told: str) -> tuple[list[str] | None, str, int]:
    """The names of the columns, what separates them, and how many lines there are up to them."""
    usual = told or _separator(lines)
    for separator in told or sorted(SEPARATORS, key=lambda sign: sign != usual):
        rows, ends = _parsed(lines, separator)
        place = header_place(rows) if rows else 0
        if rows and (has_title(rows[place]) or (separator == usual and place)):
            header = without_empty_ends(told_apart(rows[place]), rows[place + 1 :])
            return header, separator, ends[place]
    return None, usual, 0


def _parsed(lines: Sequence[str], separator: str) -> tuple[list[list[str]], list[int]]:
    """The first rows that say anything, as far as they can be read, and the last line of each."""
    rows, ends, end = [], [], 0
    reader = csv.reader(lines, delimiter=separator)
    try:
        for row in reader:
            before, end = end, reader.line_num
            if end - before > MOST_LINES:  # a quote that is never closed
                break
            if any(row):
                rows.append(unwrapped(row, separator))
                ends.append(end)
            if len(rows) == LOOKED_AT:
                break
    except csv.Error:
        return rows, ends
    return rows, ends


def _first_row(lines: Lines, separator: str, file: File) -> list[str]:
    try:
        header = told_apart(next(csv.reader(lines, delimiter=separator), []))
    except csv.Error as error:
        raise CatalogueError(
            _("The first line of %(file)s, which should name the columns, is no CSV: %(error)s.")
            % {"file": file, "error": error}
        ) from error
    return header
