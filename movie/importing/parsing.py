"""Makes the film of a row, and notes each cell that could not be taken as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ..text import fold
from ..text.number_format import written
from . import credits, ids, values
from .columns import PARSERS, Column, is_blank, too_long
from .embeddings import take_embedding
from .headers.names import WORDS, key_of
from .readers.rows import MOST_COLUMNS, Row
from .records import UNREAD, MovieRecord, Note, Someone
from .tidying import shorten, tidy
from .titles import take_titles, written_titles, written_translations
from .values import Cell

if TYPE_CHECKING:
    from .detection import Plan

# What the row of a sum begins with, in the languages of the headers.
SUMS = WORDS["sums"] | WORDS["mean"]
SPOILT = "\ufffd"  # what stands for bytes that are no letters
ROLES = {"DIRECTOR": "directors", "ACTOR": "actors"}
OVER_ALL = 3  # cells that say the same: one that went over all columns on a page
SHIFTED = 4  # cells at least that cannot be read
NEVER_UNTIDY = {"directors", "actors", "tmdb_id", "imdb_id", "key"}
READ_ALONE = {*PARSERS, "genre_flag"}  # the other fields are read of several columns together


class RowReader:
    """Makes films of rows that have the same columns."""

    def __init__(
        self,
        columns: Iterable[Column],
        others: Mapping[str, str],
        *,
        titled: bool = True,
        verbatim: bool = False,
    ) -> None:
        """Read these columns, and `others` (column to field), whose cells are read together.

        Rows of a `titled` file have a title; those of another only add to films. Those of a `verbatim` one
        are right as they stand.
        """
        self._verbatim = verbatim
        self._columns = list(columns)
        self._others = list(others.items())
        self._titled = titled
        self._counted = any(column.field == "vote_count" for column in self._columns)
        self._neat = NEVER_UNTIDY.issuperset([column.field for column in self._columns])
        self._today = date.today()

    def films(self, rows: Sequence[Mapping[str, Cell]]) -> list[MovieRecord]:
        """Films of rows that have all columns, read column by column; what is no film has a `problem`."""
        films = [MovieRecord() for _row in rows]
        for column in self._columns:
            column.fill(films, [row[column.name] for row in rows])
        for film, row in zip(films, rows, strict=True):
            self._finish(film, row)
        return films

    def _finish(self, film: MovieRecord, row: Mapping[str, Cell]) -> None:
        """Read what stands in several columns together, and tidy the film."""
        if self._verbatim and film.title:
            self._finish_verbatim(film, row)
            return
        if self._titled and (not film.title or _is_number_alone(film.title, row)):
            film.problem = _("it has no title")
            return
        if film.directors and list(row.values()).count(film.title) >= OVER_ALL:
            film.problem = _("all of its cells say the same")
            return
        if self._counted and film.vote_average == 0 and not film.vote_count:
            film.vote_average = None  # nobody voted: that is no vote of zero
        extra = self._extra(film, row) if self._others else {}
        if extra:
            _take_extra(film, extra)
        if not self._neat:
            tidy(film, self._today)
        if extra:
            take_titles(film, extra)
            take_embedding(film, extra, row)

    def _finish_verbatim(self, film: MovieRecord, row: Mapping[str, Cell]) -> None:
        shorten(film)
        extra = self._extra(film, row)
        film.titles, film.translations = written_titles(extra), written_translations(extra)
        take_embedding(film, extra, row)

    def _extra(self, film: MovieRecord, row: Mapping[str, Cell]) -> dict[str, Cell]:
        extra = {}
        for name, field in self._others:
            cell = row.get(name)
            if note := too_long(name, cell):
                film.note(note)
            elif not (cell is None or cell == ""):
                extra[field] = cell
        return extra

    def is_shifted(self, film: MovieRecord, row: Mapping[str, Cell]) -> bool:
        """Whether a row has lost its columns: more of its cells cannot be read than can."""
        unread = sum(note.sort == UNREAD for note in film.notes)
        return unread >= SHIFTED and 2 * unread > self._filled(row)

    def _filled(self, row: Mapping[str, Cell]) -> int:
        """How many cells that are read say anything."""
        names = [*(column.name for column in self._columns), *(name for name, _field in self._others)]
        return sum(row.get(name) not in (None, "") for name in names)


def _is_number_alone(title: str, row: Mapping[str, Cell]) -> bool:
    """Whether a title is the number that Wikidata gives for a label in no language that was asked for."""
    if title[0] != "Q" or not title[1:].isdecimal():
        return False
    return any(isinstance(cell, str) and cell.endswith(f"/entity/{title}") for cell in row.values())


def _take_extra(film: MovieRecord, extra: Mapping[str, Cell]) -> None:
    """Take what several fields are told in: kinds, people with their jobs, ids of several makers."""
    if kind := extra.get("show"):
        text = values.plain_text(kind)
        key = key_of(text)
        film.show = text if key in WORDS["no_films"] or "serie" in key or "audio" in key else film.show
    if "credited" in extra:
        role = ROLES.get(values.plain_text(extra.get("role", "actor")).upper())
        if role:
            setattr(film, role, [Someone(values.plain_text(extra["credited"])[:200])])
    episodes = extra.get("episodes", "")
    if not is_blank(episodes) and str(episodes).strip() not in ("0", "0.0", "False"):
        film.show = film.show or "series"
    for field, take in (
        ("people", credits.by_job),
        ("credited_cast", credits.players),
        ("credited_crew", credits.makers),
    ):
        if field in extra:
            for role, found in take(extra[field]).items():
                setattr(film, role, getattr(film, role) or found)
    if "guids" in extra:
        film.imdb_id, film.tmdb_id = ids.guids(extra["guids"], film.imdb_id, film.tmdb_id)


def films_of(rows: Sequence[Row], plan: "Plan") -> list[MovieRecord]:
    """The films of rows with the same columns; one that is none has a `problem`."""
    first = rows[0]
    if first.problem:  # it stands alone
        return [MovieRecord(problem=first.problem)]
    if len(first.cells) > MOST_COLUMNS:
        told = _("it has more than %(most_columns)s columns") % written(most_columns=MOST_COLUMNS)
        return [MovieRecord(problem=told) for _row in rows]
    reader, cells = plan.reader_of(tuple(first.cells)), [row.cells for row in rows]
    films = _films_within_brackets(reader, cells)
    spoilt = SPOILT in "".join([cell for row in cells for cell in row.values() if type(cell) is str])
    for film, row in zip(films, rows if plan.verbatim else (), strict=False):
        film.key = str(row.line)
    for film, row in zip(films, cells if plan.numbering else (), strict=False):
        film.unnumbered = row.get(plan.numbering) in (None, "")
    for film, row in zip(films, cells if plan.is_table else (), strict=False):
        film.sums_up = not (film.year or film.directors) and _is_sum(row)
    for film, row in zip(films, cells, strict=True):
        if film.notes and reader.is_shifted(film, row):
            film.problem = _("its cells do not fit their columns; they may be shifted")
        if spoilt and any(type(cell) is str and SPOILT in cell for cell in row.values()):
            film.note(Note("", film.title, _("holds bytes that are no letters")))
    return films


def _is_sum(row: Mapping[str, Any]) -> bool:
    """Whether a row begins with the word for a total, beside which there are figures alone."""
    first, *others = [str(cell) for cell in row.values() if cell not in (None, "")] or [""]
    return fold(first).strip(" .:=") in SUMS and all(other[:1].isdigit() for other in others)


def _films_within_brackets(reader: RowReader, cells: Sequence[Mapping[str, Any]]) -> list[MovieRecord]:
    try:
        return reader.films(cells)
    except RecursionError:
        if len(cells) > 1:
            return [film for row in cells for film in _films_within_brackets(reader, [row])]
        return [MovieRecord(problem=_("brackets within brackets, too deep to be read"))]
