"""Opens a file as it is: plain, packed by gzip, or inside a zip archive."""

import gzip
import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ...text.number_format import written
from .limits import MEGABYTE, Limits, current

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
# What a damaged archive makes Python's own readers raise.
DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
BUFFER = 1 << 18
# Tables pack to a tenth, seldom to a fiftieth; what packs to less is made to fill a disk or a memory.
MOST_PACKED = 200
UNSUSPICIOUS = 30 * MEGABYTE
# The list of an archive's members: a million of them would fill the memory before one is read.
LONGEST_DIRECTORY = 2 * MEGABYTE
MOST_MEMBERS = 2_000
END_OF_ARCHIVE, END_OF_ARCHIVE_64 = b"PK\x05\x06", b"PK\x06\x06"


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
        """Its bytes, unpacked as they are read.

        Raises CatalogueError where they cannot be read, or are more than an import may read.
        """
        _check_is_file(self.path)
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield _counted(file, self)
            else:
                with self.path.open("rb") as packed:
                    if packed.peek(2)[:2] == GZIP:
                        yield _counted(gzip.GzipFile(fileobj=packed), self, packed)
                    else:
                        current().check_size(self, self.path.stat().st_size)
                        yield _counted(packed, self)
        except DAMAGED as error:
            raise CatalogueError(
                _("%(file)s is damaged: %(error)s.") % {"file": self, "error": error}
            ) from error
        except RuntimeError as error:  # what zipfile raises for a member behind a password
            if "password" not in str(error):
                raise
            raise CatalogueError(_("%(file)s needs a password; unpack it first.") % {"file": self}) from error

    def whole(self, largest: int) -> bytes:
        """All of its bytes. Raises CatalogueError as open() does, and where there are more than that."""
        with self.open() as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            raise self.too_large()
        return data

    def too_large(self) -> CatalogueError:
        """What to raise where it would take too much memory: it is read as a whole, and takes several times
        its size there.
        """
        return CatalogueError(_("%(file)s is too large for its kind. Save it as CSV UTF-8.") % {"file": self})


class Counted(io.RawIOBase):
    """The bytes of a file as they are unpacked; too many, or packed too well, end the reading."""

    def __init__(self, unpacked: IO[bytes], file: File, packed: IO[bytes] | None) -> None:
        self._unpacked, self._file, self._packed = unpacked, file, packed
        self._limits: Limits = current()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._unpacked.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._unpacked.seek(offset, whence)

    def tell(self) -> int:
        return self._unpacked.tell()

    def readinto(self, buffer: bytearray) -> int:
        """Raises CatalogueError as the class says."""
        data = self._unpacked.read(len(buffer))
        buffer[: len(data)] = data
        self._check(self._unpacked.tell())
        return len(data)

    def _check(self, place: int) -> None:
        self._limits.check_time()
        self._limits.check_size(self._file, place)
        if self._packed and place > UNSUSPICIOUS and place > MOST_PACKED * self._packed.tell():
            raise CatalogueError(_bomb(self._file))


def _counted(unpacked: IO[bytes], file: File, packed: IO[bytes] | None = None) -> IO[bytes]:
    return io.BufferedReader(Counted(unpacked, file, packed), BUFFER)


def check_packing(file: File) -> None:
    """Unpack the beginning of what gzip packed. Raises CatalogueError where it grows beyond all tables."""
    with file.path.open("rb") as packed:
        if file.member or packed.read(2) != GZIP:
            return
    with file.open() as stream:
        left = 2 * UNSUSPICIOUS
        while left > 0 and (piece := stream.read(BUFFER)):
            left -= len(piece)


def _bomb(file: File | Path) -> str:
    return _(
        "%(file)s unpacks to more than %(times)s times its size, as no table does. If it is one all the "
        "same, unpack it and import that."
    ) % {"file": file, "times": MOST_PACKED}


def _check_is_file(path: Path) -> None:
    """Raises CatalogueError for what may be waited for without end; opening a folder fails by itself."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise CatalogueError(
            _("%(file)s is a pipe or a device. Save what comes out of it as a file, and import that.")
            % {"file": path}
        )


def members(path: Path) -> list[File]:
    """The files in a file: its members for a zip archive, else itself.

    Raises CatalogueError where it is no file, or an archive of too many members or of a bomb.
    """
    _check_is_file(path)
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return [File(path)]
        too_many = _directory_size(file) > LONGEST_DIRECTORY
    try:
        infos = [] if too_many else _infos(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    if too_many or len(infos) > MOST_MEMBERS:
        raise CatalogueError(
            _("%(file)s has more than %(most)s files in it. Unpack it, and name those with films.")
            % written(file=path, most=MOST_MEMBERS)
        )
    size = sum(info.file_size for info in infos)
    if size > max(UNSUSPICIOUS, MOST_PACKED * path.stat().st_size):
        raise CatalogueError(_bomb(path))
    return [File(path, info.filename) for info in infos if _wanted(info)]


def _infos(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        return archive.infolist()


def _directory_size(file: IO[bytes]) -> int:
    """Bytes of an archive's list of members, as its last record says, or that of large archives."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 200))
    tail = file.read()
    sizes = [
        int.from_bytes(tail[place + start : place + end], "little")
        for mark, start, end in ((END_OF_ARCHIVE, 12, 16), (END_OF_ARCHIVE_64, 40, 48))
        if (place := tail.rfind(mark)) >= 0
    ]
    return min(size, max((told for told in sizes if told != 0xFFFFFFFF), default=0))


def _wanted(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not info.filename.startswith(("__MACOSX/", "."))
