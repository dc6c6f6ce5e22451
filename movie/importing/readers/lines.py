"""Gives the lines of a table one by one, and takes back those that an open quote has drawn into one row."""

import csv
from collections.abc import Sequence
from typing import IO, TextIO

from django.utils.translation import gettext as _

from ...text.number_format import grouped, written

LONGEST_CELL = 10_000_000
LONGEST_LINE = 20_000_000
MOST_CELLS = 1_000_000  # of a line, whose cells may be longer than the line when they lie in memory
MOST_LINES = 100_000  # of a row
AT_ONCE = 50_000  # characters of lines that are read at once
# A quote that is never closed makes the reader read to the end, for nothing. In a file of such quotes it
# would do so from every line on: what was read for nothing is counted, and beyond this much, and as much
# as the file itself, a row has few lines.
PATIENCE = 2_000_000
FEW_LINES = 20


class Lines:
    """The lines of a text without NULs; those of the row under way can be taken back.

    Raises OverflowError where a line has no end: a packed file may unpack to more than any memory. Raises
    csv.Error where a row goes on for too long.
    """

    def __init__(self, text: TextIO | IO[str]) -> None:
        self._text = text
        self._again: list[str] = []
        self.row: list[str] = []
        self._row_size = 0
        self.number = 0  # of the line that was read last
        self._patience = PATIENCE
        self.replaced: tuple[str, str] | None = None  # a separator of two signs, and how it is read

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        if self.row:
            self._check_row()
        line = self._again.pop() if self._again else self._next()
        if self.replaced:
            line = line.replace(*self.replaced)
        self.number += 1
        self.row.append(line)
        self._row_size += len(line)
        if len(line) > MOST_CELLS and _cells(line) > MOST_CELLS:
            raise csv.Error(_("it has more than %(most)s cells") % written(most=MOST_CELLS))
        return line

    def _check_row(self) -> None:
        most = MOST_LINES if self._patience > 0 else FEW_LINES
        if len(self.row) >= most or self._row_size > LONGEST_LINE:
            raise csv.Error(_("it goes on for %(count)s lines") % written(count=len(self.row)))

    def _next(self) -> str:
        if line := self._line():
            return line
        raise StopIteration

    def _line(self) -> str:
        """The next line of the text; empty at its end."""
        line = self._text.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            told = _("line %(line)s has more than %(most)s characters")
            raise OverflowError(told % {"line": self.number + 1, "most": grouped(LONGEST_LINE)})
        self._patience += len(line)
        return line.replace("\0", "") if "\0" in line else line

    def several(self) -> list[str]:
        """The next lines, to be read at once; none where some were given back before."""
        some: list[str] = []
        if not self._again and not self.replaced:
            before = self._patience
            while self._patience - before < AT_ONCE and (line := self._line()):
                some.append(line)
        self.number += len(some)
        return some

    def give_back(self, some: Sequence[str]) -> None:
        """Put the last of several lines before those to come."""
        self._again.extend(reversed(some))
        self.number -= len(some)

    def begin_row(self) -> None:
        """The row under way has ended."""
        self.row.clear()
        self._row_size = 0

    def take_back(self, count: int) -> None:
        """Put the last lines of the row before those to come."""
        for _line in range(count):
            line = self.row.pop()
            self._again.append(line)
            self._row_size -= len(line)
            self._patience -= len(line)
            self.number -= 1


def _cells(line: str) -> int:
    return max(line.count(separator) for separator in ",;\t|")
