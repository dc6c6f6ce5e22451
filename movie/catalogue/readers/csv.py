"""Reads CSV with a header, separated by commas, semicolons or tabs."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ...errors import CatalogueError
from .rows import Row

SEPARATORS = ",;\t|"
LONGEST_CELL = 10_000_000


def read(path: Path) -> Iterator[Row]:
    """Rows of the file; one with more or fewer cells than the header is a problem with its line."""
    csv.field_size_limit(LONGEST_CELL)
    # A few bytes are no letter in cp1252 either: they spoil their own cell alone.
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        rows = csv.reader(_without_nuls(file), delimiter=_separator(path))
        header = [name.strip() for name in next(rows, [])]
        if not any(header):
            raise CatalogueError(f"{path} has no header in its first line.")
        while True:
            line = rows.line_num + 1
            try:
                cells = next(rows, None)
            except csv.Error as error:
                yield Row(line, problem=f"it is no CSV ({error})")
                continue
            if cells is None:
                return
            if any(cells):
                yield _row(line, header, cells)


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(line, problem=f"it has {len(cells)} cells where the header has {len(header)}")
    return Row(line, dict(zip(header, cells, strict=True)))


def _without_nuls(file: TextIO) -> Iterator[str]:
    return (line.replace("\0", "") for line in file)


def _encoding(path: Path) -> str:
    """UTF-16 where a mark says so, UTF-8 where the whole file is that, else Windows' Western one."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(path: Path) -> str:
    with path.open(encoding=_encoding(path), errors="replace") as file:
        first = file.readline()
    return max(SEPARATORS, key=first.count)
