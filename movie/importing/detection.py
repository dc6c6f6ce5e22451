"""Looks into a file before anything is written: what kind it is, and what its columns hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from ..errors import CatalogueError
from . import values
from .datasets import FORMATS, Kind
from .headers import NAMES, guess, key_of, kind_of, understood
from .parsing import PARSERS
from .readers import READERS, Source
from .readers.encodings import encoding_of
from .readers.rows import MOST_COLUMNS, Row, too_many_columns
from .values import Cell

PEEKED = 200
LARGEST_PEEK = 4_000_000  # characters
ROW = 20  # what a cell takes beyond its characters
MOST_LAYOUTS = 1_000
CONTAINERS = tuple(READERS)
ANY = "any"
DAY = re.compile(r"\d{1,2}", re.ASCII)
FITS = 0.8  # of the cells below a column whose name is guessed
# Fields whose parsers take any text: their cells cannot show that a guess is wrong.
FREE = {"description", "genre", "keywords", "directors", "actors", "title", "show", "url", "image"}
FREE |= {"emotions", "emojis"}


@dataclass
class Plan:
    """A file and how its rows are read."""

    source: Source
    kind: Kind | None
    columns: dict[str, str]  # column: field
    unknown: list[str]
    guessed: dict[str, float] = field(default_factory=dict)  # column: how near, of 100
    mapping: Mapping[str, str] = field(default_factory=dict)
    month_first: bool = False
    encoding: str = ""  # where it is another than UTF-8
    _layouts: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    @property
    def joins(self) -> bool:
        """Whether its rows add to the films of other files, as they have no titles of their own."""
        return bool(self.kind and self.kind.joins) or "title" not in self.columns.values()

    @property
    def space(self) -> str:
        """Files of one space mean the same film by the same key."""
        return self.kind.format if self.kind else "id"

    def columns_of(self, names: tuple[str, ...]) -> dict[str, str]:
        """The same for one row, which in JSON may have other columns than the first ones."""
        if names not in self._layouts:
            if len(self._layouts) == MOST_LAYOUTS:  # names that are data: no row has those of another
                self._layouts.clear()
            fields, unknown = understood(names, self.kind, self.mapping)
            guesses = {n: self.columns[n] for n in unknown if n in self.columns and n in self.guessed}
            self._layouts[names] = {n: (fields | guesses)[n] for n in names if n in fields or n in guesses}
            if len(self.unknown) < MOST_LAYOUTS:
                self.unknown.extend(n for n in unknown if n not in guesses and n not in self.unknown)
        return self._layouts[names]


def plan(source: Source, format: str = "", mapping: Mapping[str, str] | None = None) -> Plan:
    """Look at the first rows of a file. Raises CatalogueError where no film can come out of it."""
    _check(format, mapping or {})
    rows = _peeked(source)
    header = list(dict.fromkeys(chain.from_iterable(row.cells for row in rows)))
    if len(header) > MOST_COLUMNS:
        raise too_many_columns(source.file)
    kind = None if format == ANY else kind_of(header, format if format in FORMATS else "")
    if format in FORMATS and kind is None:
        raise CatalogueError(f"{source.file} has none of the headers of {format}: {_listed(header)}.")
    missing = [name for name in (mapping or {}).values() if header and name not in header]
    if missing and not kind:
        raise CatalogueError(f"{source.file} has no column {missing[0]}; it has {_listed(header)}.")
    columns, unknown = understood(header, kind, mapping)
    found = Plan(source, kind, columns, unknown, mapping=mapping or {})
    if not kind:
        _guess(found, rows)
    found.month_first = _month_first(found, rows)
    if source.format == "csv":
        found.encoding = "" if (name := encoding_of(source.file)) == "utf-8-sig" else name
    if header:
        _check_use(found, header)
    return found


def _peeked(source: Source) -> list[Row]:
    """The first rows, and fewer where they are large."""
    rows, size = [], 0
    for row in islice(source.rows(), PEEKED):
        rows.append(row)
        size += row.size + ROW * len(row.cells)
        if size > LARGEST_PEEK:
            break
    return rows


def _check(format: str, mapping: Mapping[str, str]) -> None:
    if format and format not in (ANY, *FORMATS, *CONTAINERS):
        raise CatalogueError(
            f"There is no format {format}; use one of: {', '.join((ANY, *FORMATS, *CONTAINERS))}."
        )
    unknown = [name for name in mapping if name not in NAMES]
    if unknown:
        raise CatalogueError(f"A film has no {unknown[0]}; it has {', '.join(NAMES)}.")


def _check_use(found: Plan, header: Sequence[str]) -> None:
    fields = set(found.columns.values())
    if "title" not in fields and not (fields & {"tmdb_id", "imdb_id", "key"} and len(fields) > 1):
        raise CatalogueError(
            f"{found.source.file} has no column that could be a title: {_listed(header)}. "
            "Say which it is, as in --map title=Name."
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:40]) + (" …" if len(names) > 40 else "")


def _guess(found: Plan, rows: Sequence[Row]) -> None:
    """Take the columns whose names are near to a field's, if what is in them is of that sort."""
    guesses = sorted(((guess(name), name) for name in found.unknown if name), key=lambda it: -it[0][1])
    for (wanted, score), name in guesses:
        if wanted and wanted not in found.columns.values() and _fits(wanted, _cells(rows, name)):
            found.columns[name] = wanted
            found.guessed[name] = score
            found.unknown.remove(name)
    if "title" in found.columns.values() or {"tmdb_id", "imdb_id"} & set(found.columns.values()):
        for name in found.unknown:
            if key_of(name) == "id":
                found.columns[name] = "key"
        found.unknown = [name for name in found.unknown if name not in found.columns]


def _cells(rows: Sequence[Row], name: str) -> list[Cell]:
    return [cell for row in rows if (cell := row.cells.get(name)) not in (None, "")]


def _fits(wanted: str, sample: Sequence[Cell]) -> bool:
    if wanted in FREE or not sample:
        words = [cell for cell in sample if not isinstance(cell, str) or values.number(cell) is None]
        return bool(sample) and len(words) >= FITS * len(sample)
    read = [cell for cell in sample if PARSERS[wanted](cell) not in (None, "", [])]
    return len(read) >= FITS * len(sample)


def _month_first(found: Plan, rows: Sequence[Row]) -> bool:
    """Whether the dates of a file have the month first: some cannot be read otherwise, none the other way."""
    names = [name for name, field in found.columns.items() if field == "release_date"]
    pairs = [_first_two(cell) for name in names for cell in _cells(rows, name)]
    months_second = any(first > 12 for first, _ in pairs)
    return not months_second and any(second > 12 for _, second in pairs)


def _first_two(cell: Cell) -> tuple[int, int]:
    parts = str(cell)[:40].replace("-", "/").split("/")
    if len(parts) == 3 and all(DAY.fullmatch(part.strip()) for part in parts[:2]):
        return int(parts[0]), int(parts[1])
    return 0, 0


def plans(sources: Sequence[Source], format: str, mapping: Mapping[str, str]) -> Iterator[Plan]:
    """The files in the order in which they are read: those that join others before the films they join."""
    found = [plan(source, format, mapping) for source in sources]
    if len({each.source.file for each in found}) < len(found):
        raise CatalogueError("A file is named twice.")
    yield from sorted(found, key=lambda each: not each.joins)
