"""Reads files of films: each reader turns one format into rows of named cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import CatalogueError
from . import csv, json, sqlite
from .rows import Row

READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "json": json.read,
    "csv": csv.read,
    "sqlite": sqlite.read,
}
SUFFIXES = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".sqlite3": "sqlite",
    ".sqlite": "sqlite",
    ".db": "sqlite",
}


@dataclass(frozen=True)
class Source:
    """A file of films and the format it is in."""

    path: Path
    format: str

    def rows(self) -> Iterator[Row]:
        """Its rows, read as they are asked for. Raises CatalogueError where it cannot be read."""
        try:
            yield from READERS[self.format](self.path)
        except OSError as error:
            raise CatalogueError(f"{self.path} cannot be read: {error.strerror}.") from error


def recognise(path: Path) -> Source:
    """The file with its format, told by its first bytes, else by its name.

    Raises CatalogueError where there is no such file, it is empty, or it is in no known format.
    """
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise CatalogueError(f"{path} cannot be read: {error.strerror}.") from error
    if not start:
        raise CatalogueError(f"{path} is empty.")
    if start.startswith(sqlite.SIGNATURE):
        return Source(path, "sqlite")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return Source(path, "json")
    if path.suffix.lower() in SUFFIXES and SUFFIXES[path.suffix.lower()] == "csv":
        return Source(path, "csv")
    raise CatalogueError(f"{path} is in no known format: use JSON, CSV or a workshop's db.sqlite3.")
