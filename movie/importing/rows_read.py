"""Makes the films of rows that have the same columns, and says why one is none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..text import fold
from ..text.number_format import written
from .detection import Plan
from .parsing import RowReader
from .readers.rows import MOST_COLUMNS, Row
from .records import MovieRecord, Note

# What the row of a sum begins with, in the languages of the headers.
SUMS = {"total", "totals", "totale", "totales", "totali", "totaux", "sum", "suma", "somme", "summe", "soma"}
SUMS |= {"gesamt", "mean", "average", "media", "moyenne", "mittelwert", "durchschnitt", "promedio"}
SPOILT = "\ufffd"  # what stands for bytes that are no letters


def films_of(rows: Sequence[Row], plan: Plan) -> list[MovieRecord]:
    """The films of rows with the same columns; one that is none has a `problem`."""
    first = rows[0]
    if first.problem:  # it stands alone
        return [MovieRecord(problem=first.problem)]
    if len(first.cells) > MOST_COLUMNS:
        told = _("it has more than %(most_columns)s columns") % written(most_columns=MOST_COLUMNS)
        return [MovieRecord(problem=told) for _row in rows]
    reader, cells = plan.reader_of(tuple(first.cells)), [row.cells for row in rows]
    films = _films_of(reader, cells)
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


def _films_of(reader: RowReader, cells: Sequence[Mapping[str, Any]]) -> list[MovieRecord]:
    try:
        return reader.films(cells)
    except RecursionError:
        if len(cells) > 1:
            return [film for row in cells for film in _films_of(reader, [row])]
        return [MovieRecord(problem=_("brackets within brackets, too deep to be read"))]
