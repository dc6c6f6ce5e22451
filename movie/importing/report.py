"""Says what an import did with each row and each value, in numbers and, where asked, in a file."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..errors import CatalogueError, system_said
from ..models import Movie
from ..text.number_format import written
from .records import READ_AS, LocatedRecord, MovieRecord
from .values import marked

COLUMNS = ("file", "line", "column", "value", "done")
LONGEST_VALUE = 500
MOST_KEPT = 100_000  # sentences of one sort
TOLD = NOT_IMPORTED, NOT_APPLIED, LEFT_OUT = (
    gettext_noop("not imported"),
    gettext_noop("not applied"),
    gettext_noop("left out"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass
class ImportReport:
    """What an import did with each row; every row is in one of the counts."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    shows: int = 0  # left out, as they are no films
    remarks: int = 0  # rows about the table: a total, a source
    joined: int = 0  # rows that only add to films of other files
    vectors: int = 0
    conflicts: int = 0  # rows that were not applied, as their id is that of another film
    undescribed: int = 0  # films among the stored ones that have no description
    offered: str = ""  # a column that may tell what happens in the films
    passed_over: list[tuple[str, str]] = field(default_factory=list)  # (member of an archive, reason)
    preview: list[MovieRecord] = field(default_factory=list)  # the first films, as they are stored
    rejections: int = 0  # rows that were no films; the first of them are in `rejected`
    rejected: list[tuple[int, str]] = field(default_factory=list)  # (line, reason)
    left_out: list[tuple[int, str]] = field(default_factory=list)  # (line, what of it was not taken)
    values: Counter[tuple[str, str]] = field(default_factory=Counter)  # (column, done): how many
    told: dict[str, list[str]] = field(default_factory=lambda: {what: [] for what in TOLD})
    ignored_columns: list[str] = field(default_factory=list)

    @property
    def films(self) -> int:
        """Rows whose films are in the catalogue now."""
        return self.created + self.updated + self.unchanged

    @property
    def rows(self) -> int:
        return self.films + self.shows + self.remarks + self.joined + self.conflicts + self.rejections


class Ledger:
    """Takes down every rejected or repaired value: counted in the report, written to the file as it comes."""

    def __init__(self, report: ImportReport, write: Any = None) -> None:
        self.report = report
        self._write = write
        self._said: dict[str, str] = {}  # looked up once: the same is noted of many thousands of cells

    def note(self, found: LocatedRecord, column: str, value: Any, done: str, sort: str = "") -> None:
        """One value, or with an empty `column` a whole row."""
        if sort == READ_AS:
            self.report.values[column, _("read as something else")] += 1
        else:
            done = self._said.get(done) or self._said.setdefault(done, _(done))
            self.report.values[column, done] += 1
        self.write(found, column, value, done)

    def reject(self, found: LocatedRecord, reason: str, value: Any = "") -> None:
        """A row that was not imported."""
        self.report.rejections += 1
        self._keep(self.report.rejected, NOT_IMPORTED, found, reason)
        self.write(found, "", value, _("row not imported: %(reason)s") % {"reason": reason})

    def conflict(self, found: LocatedRecord, stored: Movie) -> None:
        """A row that was not applied, as the film that has its id is another one."""
        self.report.conflicts += 1
        film = found.film
        ids = film.imdb_id if film.imdb_id and film.imdb_id == stored.imdb_id else film.tmdb_id
        told = {"film": named(film), "id": ids, "other": stored}
        reason = _("%(film)s has the id %(id)s of another film, %(other)s") % told
        self._keep(None, NOT_APPLIED, found, reason)
        self.write(found, "", film.title, _("not applied: %(reason)s") % {"reason": reason})

    def leave_out(self, found: LocatedRecord, column: str, value: Any, reason: str) -> None:
        """A part of a film that was not taken."""
        self._keep(self.report.left_out, LEFT_OUT, found, reason)
        self.write(found, column, value, _("left out: %(reason)s") % {"reason": reason})

    def _keep(self, kept: list[tuple[int, str]] | None, what: str, found: LocatedRecord, reason: str) -> None:
        if len(self.report.told[what]) < MOST_KEPT:
            if kept is not None:
                kept.append((found.line, reason))
            told = _("%(file)s, line %(line)s: %(what)s: %(reason)s")
            said = {"file": found.file, "line": found.line, "what": _(what), "reason": reason}
            self.report.told[what].append(printable(told % said))

    def write(self, found: LocatedRecord, column: str, value: Any, done: str) -> None:
        """A line of the file alone."""
        if self._write:
            row = (printable(found.file), found.line, printable(column), _short(value), printable(done))
            self._write(row)


def named(film: MovieRecord) -> str:
    """A film's title with its year, if it has one."""
    return f"{film.title} ({film.year})" if film.year else film.title


def printable(text: str) -> str:
    """A text from a file as a terminal may show it: no half letters, no codes that move cursors."""
    return CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode())


def _short(value: Any) -> str:
    try:
        text = value if isinstance(value, str) else repr(value)
    except (RecursionError, ValueError):  # brackets within brackets, a number of thousands of digits
        text = f"({type(value).__name__})"
    whole = len(text)
    text = text[:LONGEST_VALUE].encode("utf-8", "replace").decode()
    if whole <= LONGEST_VALUE:
        return text
    return f"{text}… " + _("(%(count)s characters)") % written(count=whole)


@contextmanager
def ledger(report: ImportReport, path: Path | None = None) -> Iterator[Ledger]:
    """A ledger that writes to a file, as CSV or JSON Lines by its suffix.

    Raises CatalogueError for another suffix, or where the file cannot be written.
    """
    if path is None:
        yield Ledger(report)
        return
    if path.suffix.lower() not in (".csv", ".jsonl"):
        raise CatalogueError(_("A report ends in .csv or .jsonl; %(name)s does not.") % {"name": path.name})
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CatalogueError(
            _("%(path)s cannot be written: %(strerror)s.") % {"path": path, "strerror": system_said(error)}
        ) from error
    with file:
        yield Ledger(report, _writer(file, path.suffix.lower()))


def _writer(file: TextIO, suffix: str) -> Any:
    if suffix == ".csv":
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        return lambda row: writer.writerow(map(marked, row))
    return lambda row: file.write(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")
