"""Tells what is said below a table of films from films: a total, a source, the number of a page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .amounts import number
from .cells import Sample
from .detection import Plan
from .records import UNREAD, LocatedRecord, MovieRecord

# What may stand beside "Total", or "Mean".
SUMS = frozenset(("runtime", "vote_average", "vote_count", "popularity", "budget", "revenue"))
BESIDE = SUMS | {"title", "notes", "description", "unnumbered"}
NEARLY_ALL = 0.9  # of the films have something in a column
LEAST = 2  # such columns
FEWEST = 3  # films
LONGEST_LABEL = 3  # words of what a sum is called, in the column of the descriptions
MOST = 1_000  # rows that may wait for the end of the table
DIGITS = re.compile(r"\d+")


class Waiting(NamedTuple):
    """A row of which only the end of the table tells whether it is a film."""

    found: LocatedRecord
    before: int  # films
    near: bool  # to them


def can_follow(plan: Plan) -> bool:
    """Whether a title alone in a row of a table is hardly a film: it begins with the titles, under which
    somebody may write more, or has rows that may be empty; and of its films two other things are nearly
    always told.
    """
    if not plan.is_table:
        return False
    told = [name for name, field in plan.columns.items() if field not in BESIDE]
    begins = plan.source.format != "csv" or plan.numbering or not only_behind_a_gap(plan)
    return bool(begins) and sum(_is_told(plan.sample, name, told) for name in told) >= LEAST


def only_behind_a_gap(plan: Plan) -> bool:
    """Whether something else stands before the titles: a remark below them is parted by an empty row."""
    first = next(iter(plan.sample.names), "") if plan.sample else ""
    return plan.columns.get(first) != "title"


def _is_told(sample: Sample, name: str, told: list[str]) -> bool:
    """Whether a column is filled in nearly all rows that fill any of these, which are most rows."""
    rows = [row for row in sample.rows if any(row.cells.get(each) for each in told)]
    filled = sum(bool(row.cells.get(name)) for row in rows)
    nearly = min(NEARLY_ALL * len(rows), max(len(rows) - 1, FEWEST))
    return len(rows) >= FEWEST and 2 * len(rows) >= len(sample.rows) and filled >= nearly


def without_remarks(
    films: Iterator[LocatedRecord],
    on_remark: Callable[[LocatedRecord], None],
    is_broken: Callable[[], object],
    *,
    behind_a_gap: bool = False,
) -> Iterator[LocatedRecord]:
    """The films of a table without what stands alone below the last one, or again and again between them.

    Where a title alone stands between films, in other words each time, those of the end are films, too; but
    where films are numbered, and one without a number stands between them, none without is a film.
    With `behind_a_gap` only what an empty row parts from the films is none. The end of a file that
    `is_broken` is not seen: what stands there are films.
    """
    waiting: list[Waiting] = []
    count = line = 0
    for found in films:
        if found.line < line:  # another sheet
            yield from _judged(waiting, count, on_remark)
            waiting, count, line = [], 0, 0
        near = behind_a_gap and found.line <= line + 1
        if len(waiting) < MOST and (found.film.unnumbered or not near) and _is_alone(found.film):
            waiting.append(Waiting(found, count, near))
        else:
            count, line = count + 1, found.line
            yield found
    yield from [each.found for each in waiting] if is_broken() else _judged(waiting, count, on_remark)


def _is_alone(film: MovieRecord) -> bool:
    """Whether nothing but a title, sums and what they are called were in the row of a film."""
    told = film.__dict__
    if not BESIDE.issuperset(told) and any(value for name, value in told.items() if name not in BESIDE):
        return False
    if len(film.description.split()) > LONGEST_LABEL:
        return False
    return not any(note.sort == UNREAD and number(note.value) is None for note in film.notes)


def _judged(
    waiting: list[Waiting], count: int, on_remark: Callable[[LocatedRecord], None]
) -> Iterator[LocatedRecord]:
    said = Counter(_words(each.found) for each in waiting)
    between = [each.found for each in waiting if each.before < count]
    numbered = any(found.film.unnumbered for found in between)
    others = any(said[_words(found)] == 1 for found in between)
    for found, _before, near in waiting:
        is_film = near or (others and said[_words(found)] == 1)
        if len(waiting) == MOST or (is_film and not (numbered and found.film.unnumbered)):
            yield found
        else:
            on_remark(found)


def _words(found: LocatedRecord) -> str:
    """A text without its numbers: "Page 1 of 3" is said again as "Page 2 of 3"."""
    return DIGITS.sub("", found.film.title)
