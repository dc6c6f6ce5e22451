"""Reads files of films: each reader turns one format into rows of named cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from . import csv, json, opening, parquet, sqlite
from .opening import File
from .rows import Row

READERS: dict[str, Callable[[File], Iterator[Row]]] = {
    "json": json.read,
    "csv": csv.read,
    "sqlite": sqlite.read,
    "parquet": parquet.read,
}
LINES_SUFFIXES = {".jsonl", ".ndjson"}  # of these an empty file is an empty list
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
KNOWN_SUFFIXES = {*TEXT_SUFFIXES, ".json", ".jsonl", ".ndjson", ".parquet", ".sqlite3", ".sqlite", ".db"}
WORKBOOK = b"\xd0\xcf\x11\xe0"  # Excel's before 2007
IS_WORKBOOK = "is a spreadsheet's own file: open it there and save it as CSV UTF-8, then import that."
MOST_FILES = 100  # with films in one archive
ADVICE = "use CSV, TSV, JSON, JSON Lines, Parquet or a workshop's db.sqlite3, also packed by gzip or zip."


@dataclass(frozen=True)
class Source:
    """A file of films and the format it is in."""

    path: Path
    format: str
    member: str = ""  # of a zip archive

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
            yield from READERS[self.format](self.file)
        except OSError as error:
            raise CatalogueError(f"{self.path} cannot be read: {error.strerror or error}.") from error


def recognise(path: Path, container: str = "") -> Source:
    """The one file of films at a path, with its format.

    Raises CatalogueError where there is no such file, it is empty, or it is in no known format.
    """
    return sources_in(path, container)[0]


def sources_in(path: Path, container: str = "") -> list[Source]:
    """The files of films at a path, several for a zip archive, each with the format its first bytes tell.

    `container` is the format where the caller knows it. Raises CatalogueError as recognise() does.
    """
    try:
        files = opening.members(path)
        if files and files[0].member:
            files = [file for file in files if Path(file.name).suffix.lower() in KNOWN_SUFFIXES]
        if not files and opening.is_workbook(path):
            raise CatalogueError(f"{path} {IS_WORKBOOK}")
        if not files:
            raise CatalogueError(f"{path} is in no known format, and holds no file that is: {ADVICE}")
        if len(files) > MOST_FILES:
            raise CatalogueError(
                _("%(file)s has more than %(most)s files in it. Unpack it, and name those with films.")
                % {"file": path, "most": MOST_FILES}
            )
        return [Source(file.path, container or _format(file), file.member) for file in files]
    except OSError as error:
        raise CatalogueError(f"{path} cannot be read: {error.strerror or error}.") from error


def _format(file: File) -> str:
    with file.open() as stream:
        start = stream.read(64)
    _check_unpacked(file, start)
    if not start and Path(file.name).suffix.lower() in LINES_SUFFIXES:
        return "json"
    if not start:
        raise CatalogueError(f"{file} is empty.")
    if start.lstrip()[:9].lower() == b"<!doctype" or start.lstrip()[:5].lower() == b"<html":
        raise CatalogueError(f"{file} is a web page, perhaps of a download that failed; get the file itself.")
    if start.startswith(WORKBOOK):
        raise CatalogueError(f"{file} {IS_WORKBOOK}")
    for signature, known in ((sqlite.SIGNATURE, "sqlite"), (parquet.SIGNATURE, "parquet")):
        if start.startswith(signature):
            return known
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{") or _is_wide_json(start):
        return "json"
    if Path(file.name).suffix.lower() in TEXT_SUFFIXES:
        return "csv"
    raise CatalogueError(f"{file} is in no known format: {ADVICE}")


def _check_unpacked(file: File, start: bytes) -> None:
    """Raises CatalogueError for an archive within an archive, and for one that is made to fill a disk."""
    if start.startswith((opening.ZIP, opening.GZIP)):
        raise CatalogueError(
            _("%(file)s is packed twice: unpack it once, and import what comes out.") % {"file": file}
        )
    opening.check_packing(file)


def _is_wide_json(start: bytes) -> bool:
    return start[:3] in (b"\xff\xfe[", b"\xff\xfe{") or start[:4] in (b"\xfe\xff\0[", b"\xfe\xff\0{")
