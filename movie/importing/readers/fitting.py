"""Puts the cells of each row into their columns: short ones, torn ones, those with signs too many."""

import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .head import LONGEST_HEAD, Head
from .rows import Row
from .tables import ANOTHER, ENDS_EARLY, NUMBER, RUNS_OVER, TITLES, Shape, begins_another

LEARNED_FROM = 100  # rows, which tell what is in the columns
# In a narrower table two short rows are two rows that end early, not one that was broken.
WIDE = 8
SIGNS = ("-", "=", "+", ":")
DRAWN = {*SIGNS, " ", "\t"}  # how a cell of such a line begins
RULE = re.compile(r"\s*(?:[-=+:]\s*){6,}")
TORN = gettext_noop("two lines put together, torn by a line break in a cell")
Cells = tuple[int, list[str] | str]  # the line a row begins on; its cells, or what is wrong with it


def fitted(rows: Iterator[Cells], head: Head) -> Iterator[Row]:
    """The rows, each with its cells in their columns.

    Two neighbours that a line break in a cell has torn are put together; one that leaves out empty last
    cells is filled up.
    """
    header, width = head.header, len(head.header)
    first = _first_rows(rows)
    shape = Shape(width, [cells for _line, cells in first if not isinstance(cells, str)])
    torn: tuple[int, list[str]] | None = None
    for line, cells in chain(first, rows):
        if torn is None and _is_whole(cells, header, width):  # nearly all rows are, so that one call counts
            yield Row(line, dict(zip(header, cells, strict=True)), "", "", len("".join(cells)))
            continue
        if len(cells) > width and not isinstance(cells, str):
            cells = _trimmed(cells, width)
        if cells == header or _is_rule(cells):
            continue  # the header again, where files were put together; a line that is drawn
        if torn:
            (begun, before), torn = torn, None
            if whole := _together(before, cells, shape):
                yield _row(begun, header, whole, TORN)
                continue
            yield _short(begun, before, header, shape)
        if not isinstance(cells, str):
            if begins_another(cells):
                yield Row(line, problem=_(ANOTHER))
                return
            if len(cells) < width:
                torn = line, cells
                continue
        yield _whole(line, cells, head, shape)
    if torn:
        yield _short(*torn, header, shape)


def _is_whole(cells: list[str] | str, header: list[str], width: int) -> bool:
    """Whether these are the cells of a row of films, at a quick look."""
    return (
        len(cells) == width > 1
        and type(cells) is list
        and cells[1][:1] not in DRAWN
        and TITLES.isdisjoint(cells)
        and cells != header
    )


def _whole(line: int, cells: list[str] | str, head: Head, shape: Shape) -> Row:
    """The row of as many cells as there are columns, or of more; or what is wrong with it."""
    if isinstance(cells, str):
        return Row(line, problem=cells)
    if len(cells) == shape.width:
        return _row(line, head.header, cells)
    if whole := shape.shortened(cells, head.separator):
        return _row(line, head.header, whole, RUNS_OVER)
    return Row(line, problem=_wrong_number(cells, shape.width))


def _is_rule(cells: list[str] | str) -> bool:
    """Whether a row is a line that is drawn between others: "---|:---:|---"."""
    drawn = len(cells) > 1 and cells[1].lstrip()[:1] in SIGNS  # the quick look comes first
    return drawn and not isinstance(cells, str) and bool(RULE.fullmatch("".join(cells)))


def _first_rows(rows: Iterator[Cells]) -> list[Cells]:
    first, size = [], 0
    for row in rows:
        first.append(row)
        size += sum(map(len, row[1]))
        if len(first) == LEARNED_FROM or size > LONGEST_HEAD:
            break
    return first


def _trimmed(cells: list[str], width: int) -> list[str]:
    """The cells without empty ones behind the last column."""
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells


def _together(before: list[str], cells: list[str] | str, shape: Shape) -> list[str] | None:
    """The row that two halves make up; None where they are two rows."""
    width = shape.width
    if isinstance(cells, str) or len(before) + len(cells) != width + 1 or len(cells) == width:
        return None
    whole = [*before[:-1], f"{before[-1]}\n{cells[0]}", *cells[1:]]
    begins_alike = bool(NUMBER.fullmatch(cells[0])) == bool(NUMBER.fullmatch(before[0]))
    if (begins_alike and shape.padded(cells)) or not (width >= WIDE or shape.fits(whole)):
        return None
    return whole


def _row(line: int, header: list[str], cells: list[str], repaired: str = "") -> Row:
    return Row(line, dict(zip(header, cells, strict=True)), "", repaired, len("".join(cells)))


def _short(line: int, cells: list[str], header: list[str], shape: Shape) -> Row:
    if whole := shape.padded(cells):
        return _row(line, header, whole, ENDS_EARLY)
    return Row(line, problem=_wrong_number(cells, shape.width))


def _wrong_number(cells: list[str], width: int) -> str:
    return _("it has %(cells)d cells where the header has %(columns)d") % {
        "cells": len(cells),
        "columns": width,
    }
