"""Reads files of films: each reader turns one format into rows of named cells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from ...errors import CatalogueError, system_said
from . import csv, drawn, entries, json, parquet, sheets, sqlite, unpacking, xml
from .rows import Row
from .unpacking import File

READERS: dict[str, Callable[..., Iterator[Row]]] = {
    "json": json.read,
    "csv": csv.read,
    "sqlite": sqlite.read,
    "parquet": parquet.read,
    "sheet": sheets.read,
    "page": drawn.read,
    "xml": xml.read,
    "entries": entries.read,
}
# Their columns may be named by whoever imports them.
NAMED_FROM_OUTSIDE = {"csv", "sheet", "page", "json"}
LINES_SUFFIXES = {".jsonl", ".ndjson"}  # of these an empty file is an empty list
TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ".dat", ".item", ".data", ".tab", ".psv"}
KNOWN_SUFFIXES = {*TEXT_SUFFIXES, *LINES_SUFFIXES, ".json", ".parquet", ".sqlite3", ".sqlite", ".db"}
KNOWN_SUFFIXES |= {*sheets.SUFFIXES, *xml.SUFFIXES, *drawn.SUFFIXES, *entries.SUFFIXES}
WORKBOOK = b"\xd0\xcf\x11\xe0"  # Excel's before 2007
PASSED_OVER = {"readme", "readme.txt", "readme.md", "license.txt", "links.txt"}
MOST_FILES = 100  # with films in one archive


@dataclass(frozen=True)
class Source:
    """A file of films and the format it is in."""

    path: Path
    format: str
    member: str = ""  # of a zip archive
    problem: str = ""  # why this member cannot be read
    columns: tuple[str, ...] = ()  # what its columns are called, where no line of a table says so
    names: Mapping[str, str] = field(default_factory=dict)  # what its owner calls some; "" is not read

    @property
    def file(self) -> File:
        return File(self.path, self.member)

    @property
    def name(self) -> str:
        """The file's name, without the folders."""
        return Path(self.member or self.path).name

    def rows(self) -> Iterator[Row]:
        """Its rows, read as they are asked for. Raises CatalogueError where it cannot be read."""
        try:
            yield from self._rows()
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _rows(self) -> Iterator[Row]:
        named = self.columns and self.format in NAMED_FROM_OUTSIDE
        read = READERS[self.format]
        rows = read(self.file, self.columns) if named else read(self.file)
        return map(self._renamed, rows) if self.names else rows

    def _renamed(self, row: Row) -> Row:
        named = {self.names.get(name, name): cell for name, cell in row.cells.items()}
        named.pop("", None)
        return row._replace(cells=named)


def _unreadable(path: Path, error: OSError) -> CatalogueError:
    return CatalogueError(
        _("%(file)s cannot be read: %(error)s.") % {"file": path, "error": system_said(error)}
    )


def recognise(path: Path, container: str = "") -> Source:
    """The one file of films at a path, with its format.

    Raises CatalogueError where there is no such file, it is empty, or it is in no known format.
    """
    source = sources_in(path, container)[0]
    if source.problem:
        raise CatalogueError(source.problem)
    return source


def sources_in(path: Path, container: str = "", columns: Sequence[str] = ()) -> list[Source]:
    """The files of films at a path, several for a zip archive, with the format their first bytes tell.

    `container` is the format where the caller knows it, `columns` what those of a table without header
    are called. A member of an archive that cannot be read has its `problem`. Raises CatalogueError as
    recognise() does.
    """
    try:
        files = unpacking.members(path)
        if sheets.is_workbook(path):
            return [Source(path, "sheet", columns=tuple(columns))]
        if files and files[0].member:
            files = [file for file in files if _is_known(file)]
        if not files:
            raise CatalogueError(
                _("%(file)s is in no known format, and holds no file that is: %(advice)s")
                % {"file": path, "advice": _advice()}
            )
        if len(files) > MOST_FILES:
            raise CatalogueError(
                _("%(file)s has more than %(most)s files in it. Unpack it, and name those with films.")
                % {"file": path, "most": MOST_FILES}
            )
        return [_source(file, container, tuple(columns)) for file in files]
    except OSError as error:
        raise _unreadable(path, error) from error


def _is_known(file: File) -> bool:
    name = Path(file.name)
    return name.suffix.lower() in KNOWN_SUFFIXES and name.name.lower() not in PASSED_OVER


def _source(file: File, container: str, columns: tuple[str, ...]) -> Source:
    try:
        return Source(file.path, container or _format(file), file.member, columns=columns)
    except CatalogueError as error:
        if not file.member:
            raise
        return Source(file.path, "", file.member, str(error))


def _advice() -> str:
    return _(
        "use CSV, TSV, JSON, JSON Lines, YAML, Parquet, .xlsx, .ods or a workshop's db.sqlite3, also by "
        "gzip or zip."
    )


def _format(file: File) -> str:
    with file.open() as stream:
        start = stream.read(1_000)
    _check_unpacked(file, start)
    if not start and Path(file.name).suffix.lower() in LINES_SUFFIXES:
        return "json"
    if not start:
        raise CatalogueError(_("%(file)s is empty.") % {"file": file})
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = Path(file.name).suffix.lower()
    if entries.begins(start, suffix):
        return "entries"
    if text.lower().startswith((b"<!doctype html", b"<html", b"<table")) or suffix in drawn.MARKDOWN:
        if suffix not in drawn.MARKDOWN and not drawn.has_table(file):
            raise drawn.no_films(file)
        return "page"
    if start.startswith(WORKBOOK):
        return "sheet"
    for signature, known in ((sqlite.SIGNATURE, "sqlite"), (parquet.SIGNATURE, "parquet")):
        if start.startswith(signature):
            return known
    if text[:1] in (b"[", b"{") or _is_wide_json(start):
        return "json"
    if text[:5] == b"<?xml" or suffix in xml.SUFFIXES:
        return "page" if drawn.EXCEL_XML in start else "xml"
    if suffix in TEXT_SUFFIXES:
        return "csv"
    raise CatalogueError(
        _("%(file)s is in no known format: %(advice)s") % {"file": file, "advice": _advice()}
    )


def _check_unpacked(file: File, start: bytes) -> None:
    """Raises CatalogueError for an archive within an archive, and for one that is made to fill a disk."""
    if start.startswith((unpacking.ZIP, unpacking.GZIP)):
        raise CatalogueError(
            _("%(file)s is packed twice: unpack it once, and import what comes out.") % {"file": file}
        )
    unpacking.check_packing(file)


def _is_wide_json(start: bytes) -> bool:
    return start[:3] in (b"\xff\xfe[", b"\xff\xfe{") or start[:4] in (b"\xfe\xff\0[", b"\xfe\xff\0{")
