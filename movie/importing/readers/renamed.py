"""Reads a file under the names that its owner has given to its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from . import Source
from .rows import Row


@dataclass(frozen=True)
class Renamed(Source):
    """A file some of whose columns are called otherwise; those that are called "" are not read."""

    names: Mapping[str, str] = field(default_factory=dict)

    def _rows(self) -> Iterator[Row]:
        for row in super()._rows():
            named = {self.names.get(name, name): cell for name, cell in row.cells.items()}
            named.pop("", None)
            yield row._replace(cells=named)


def renamed(source: Source, names: Mapping[str, str]) -> Source:
    """The same file with other names for its columns, given as old name to new."""
    if not names:
        return source
    return Renamed(**{one.name: getattr(source, one.name) for one in fields(Source)}, names=names)
