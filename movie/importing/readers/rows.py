"""What every reader gives."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ...text.number_format import written

MOST_COLUMNS = 5_000
TOGETHER = 200  # rows
LARGEST = 1_000_000  # characters of those


class Row(NamedTuple):
    """One row of a file: its cells by column name, or the reason why it has none."""

    line: int  # the line it begins on, or its number in a file without lines
    cells: Mapping[str, Any] = MappingProxyType({})
    problem: str = ""
    repaired: str = ""  # what had to be done to read it
    size: int = 0  # characters it was read from, about


def alike(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows, those together that follow each other and have the same columns, fewer if they are large;
    one with a problem alone.
    """
    some: list[Row] = []
    names: tuple[str, ...] = ()
    size = 0
    for row in rows:
        odd = row.problem or tuple(row.cells) != names
        if some and (odd or some[-1].problem or len(some) == TOGETHER or size > LARGEST):
            yield some
            some, size = [], 0
        if not some:
            names = tuple(row.cells)
        some.append(row)
        size += row.size
    if some:
        yield some


def too_many_columns(file: object) -> CatalogueError:
    """What to raise for a file with more columns than MOST_COLUMNS."""
    return CatalogueError(
        _("%(file)s has more than %(most)s columns. Save those that tell of films, and import that.")
        % written(file=file, most=MOST_COLUMNS)
    )
