"""Reads workbooks (.xlsx, .xls, .ods); python-calamine, which can, is imported when there is such a file."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ...errors import CatalogueError, ConfigurationError
from ..headers.names import WORDS
from .limits import MEGABYTE
from .rows import MOST_COLUMNS, Row, too_many_columns
from .tables import (
    ANOTHER,
    LOOKED_AT,
    begins_another,
    check_named,
    header_place,
    known_columns,
    tells_the_same,
    told_apart,
    without_empty_ends,
)
from .unpacking import File

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
LONGEST_MERGED = 200  # rows over which a cell goes
LARGEST = 100 * MEGABYTE
INSIDE = {"xl/workbook.xml", "content.xml"}


def is_workbook(path: Path) -> bool:
    """Whether a zip archive is what Excel or LibreOffice saves."""
    with (
        suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError),
        zipfile.ZipFile(path) as archive,
    ):
        return bool(INSIDE & set(archive.namelist()))
    return False


def read(file: File, columns: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of the sheet that names most of what films have, and of those with the same names; `columns` are
    the names in place of a row.

    Raises ConfigurationError, saying what to install, where the package is missing.
    """
    book = _opened(file)
    sheets = [_cells(book, name, file) for name in book.sheet_names]
    sheets = [rows for rows in sheets if rows]
    if not sheets:
        raise CatalogueError(_("%(file)s is empty.") % {"file": file})
    films = max(sheets, key=known_columns)
    alike = [films] if columns else [rows for rows in sheets if _names(rows) == _names(films)]
    yield from rows_of(alike, columns, file)


def _opened(file: File) -> Any:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise ConfigurationError(
            _("A workbook needs one more package. Run: pip install python-calamine; or save it as CSV UTF-8.")
        ) from error
    data = file.whole(LARGEST)
    if _unpacked(file) > LARGEST:
        raise file.too_large()
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, ValueError) as error:
        raise CatalogueError(_("%(file)s is damaged: %(error)s.") % {"file": file, "error": error}) from error


def _unpacked(file: File) -> int:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(file.path) as archive:
        return sum(info.file_size for info in archive.infolist())
    return 0


def _cells(book: Any, name: str, file: File) -> list[list[Any]]:
    try:
        return _filled_down(book.get_sheet_by_name(name))
    except (
        Exception
    ) as error:  # a chart, or a damaged sheet: the package has no narrower class for all of them
        if len(book.sheet_names) == 1:
            raise CatalogueError(
                _("%(file)s is damaged: %(error)s.") % {"file": file, "error": error}
            ) from error
        return []


def _filled_down(sheet: Any) -> list[list[Any]]:
    """The cells of a sheet; what was put together over several rows stands in each of them."""
    rows = sheet.to_python()
    merged = getattr(sheet, "merged_cell_ranges", None) or ()  # an older package does not know them
    above, before = sheet.start or (0, 0) if merged else (0, 0)
    for (top, column), (bottom, _last) in merged:
        first = top - above
        if 0 <= first < len(rows) and bottom - top < LONGEST_MERGED:
            for row in rows[first + 1 : bottom - above + 1]:
                row[column - before] = rows[first][column - before]
    return rows


def _names(rows: list[list[Any]]) -> list[Any]:
    """The row of a sheet that names its columns."""
    return rows[header_place(rows[:LOOKED_AT])]


def rows_of(sheets: Sequence[list[list[Any]]], columns: Sequence[str], file: File) -> Iterator[Row]:
    """The rows of tables whose cells are known, each with the names of its columns or with these."""
    for rows in sheets:
        yield from _rows(rows, columns, file)


def _rows(rows: list[list[Any]], columns: Sequence[str], file: File) -> Iterator[Row]:
    begin = -1 if columns else header_place(rows[:LOOKED_AT])
    header = list(columns) or without_empty_ends(told_apart(rows[begin]), rows[begin + 1 :])
    if len(header) > MOST_COLUMNS:
        raise too_many_columns(file)
    if not columns and len(rows) == 1:
        check_named(header, file)
    for number, cells in enumerate(rows[begin + 1 :], begin + 2):
        if begins_another(cells):
            if told_apart(cells)[: len(header)] == header:
                continue
            if columns or not tells_the_same(cells, header):
                yield Row(number, problem=_(ANOTHER))
                return
            header = without_empty_ends(told_apart(cells), rows[number:])
        elif any(cell not in (None, "") for cell in cells):
            told = {name: _plain(cell) for name, cell in zip(header, cells, strict=False)}
            _put_hours_to_minutes(told)
            yield Row(number, told, size=sum(len(cell) for cell in cells if isinstance(cell, str)))


def _put_hours_to_minutes(told: dict[str, Any]) -> None:
    """Of a running time in two columns the second alone would stand for the whole."""
    for first, second in pairwise(list(told)):
        if (
            first.casefold() in WORDS["hours"]
            and second.casefold() in WORDS["minutes"]
            and told[first] not in (None, "")
        ):
            told[second] = f"{told[first]} h {told[second] or 0} min"


def _plain(cell: Any) -> Any:
    """A cell as a table of text would have it: spreadsheets keep whole numbers as floats."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
