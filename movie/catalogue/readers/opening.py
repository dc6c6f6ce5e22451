"""Opens a file as it is: plain, packed by gzip, or inside a zip archive."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...errors import CatalogueError

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
# What a damaged archive makes Python's own readers raise.
DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)


@dataclass(frozen=True)
class File:
    """A file, or one member of a zip archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """What it is called once it is unpacked."""
        name = Path(self.member or self.path).name
        return name.removesuffix(".gz").removesuffix(".GZ") or name

    def __str__(self) -> str:
        return f"{self.path}: {self.member}" if self.member else str(self.path)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Its bytes, unpacked as they are read. Raises CatalogueError where they cannot be read."""
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield file
            else:
                with self.path.open("rb") as packed:
                    first = packed.peek(2)[:2]
                    yield gzip.GzipFile(fileobj=packed) if first == GZIP else packed
        except DAMAGED as error:
            raise CatalogueError(f"{self} is damaged: {error}.") from error
        except RuntimeError as error:  # what zipfile raises for a member behind a password
            if "password" not in str(error):
                raise
            raise CatalogueError(f"{self} needs a password; unpack it first.") from error


def members(path: Path) -> list[File]:
    """The files in a file: its members for a zip archive, else itself."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return [File(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            return [File(path, info.filename) for info in archive.infolist() if _wanted(info)]
    except zipfile.BadZipFile:
        return []


def is_workbook(path: Path) -> bool:
    """Whether a zip archive is what Excel or LibreOffice saves."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool({"xl/workbook.xml", "content.xml"} & set(archive.namelist()))
    except zipfile.BadZipFile:
        return False


def _wanted(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not info.filename.startswith(("__MACOSX/", "."))
