"""Tells how cells are written where one alone cannot say it: by the first cells of their columns."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..models import RUNTIMES
from . import amounts, credits
from .headers.names import MONTH_FIRST, scale_of
from .values import Cell

if TYPE_CHECKING:
    from .cells import Sample

DAY = re.compile(r"\d{1,2}", re.ASCII)
# How many of a unit are a minute: minutes, seconds, Plex's milliseconds, Jellyfin's ticks.
PARTS = (1, 60, 60_000, 600_000_000)
TURNED = 0.8  # of the names in a column are written family name first


@dataclass(frozen=True)
class Manner:
    """How a file writes what its columns hold."""

    month_first: bool = False
    votes_of: int = 10  # the highest vote of the scale
    parts: int = 0  # of a minute, in which running times are told; 0 where they are in minutes, or in words
    turned: frozenset[str] = frozenset()  # columns of people by family name: "Ruiz, Ana"
    roles: frozenset[str] = frozenset()  # columns of people with what they play behind them, in brackets


def manner_of(columns: Mapping[str, str], sample: "Sample") -> Manner:
    """How a file with these columns (column to field) is written."""

    def cells(*fields: str) -> Iterator[Cell]:
        return (cell for name, field in columns.items() if field in fields for cell in sample[name])

    people = [name for name, field in columns.items() if field in ("directors", "actors")]
    return Manner(
        bool(_says(columns, "release_date", MONTH_FIRST.search)) or _month_first(cells("release_date")),
        _says(columns, "vote_average", scale_of) or _votes_of(_numbers(cells("vote_average"))),
        _parts(_numbers(cells("runtime"))),
        frozenset(name for name in people if _most(sample[name], credits.is_turned)),
        frozenset(name for name in people if _most(sample[name], credits.has_roles)),
    )


def _says(columns: Mapping[str, str], field: str, told: Callable[[str], Any]) -> Any:
    """What the name of a field's column says of its cells."""
    return next((said for name, each in columns.items() if each == field and (said := told(name))), None)


def _month_first(cells: Iterator[Cell]) -> bool:
    """Whether dates have the month first: some cannot be read otherwise, none the other way."""
    pairs = [_first_two(cell) for cell in cells]
    months_second = any(pair[0] > 12 for pair in pairs)
    return not months_second and any(pair[1] > 12 for pair in pairs)


def _first_two(cell: Cell) -> tuple[int, int]:
    parts = str(cell)[:40].replace("-", "/").split("/")
    if len(parts) == 3 and all(DAY.fullmatch(part.strip()) for part in parts[:2]):
        return int(parts[0]), int(parts[1])
    return 0, 0


def _votes_of(votes: list[float]) -> int:
    """100 where most votes are higher than ten, else 10."""
    return 100 if 2 * sum(vote > 10 for vote in votes) > len(votes) else 10


def _parts(told: list[float]) -> int:
    """The largest unit in which most running times are those of films, where in minutes they are longer."""
    longest = RUNTIMES[1]
    for before, parts in pairwise(PARTS):
        if 2 * sum(before * longest < length <= parts * longest for length in told) > len(told):
            return parts
    return 0


def _numbers(cells: Iterator[Cell]) -> list[float]:
    return [number for cell in cells if (number := amounts.number(cell)) is not None]


def _most(cells: list[Cell], holds: Callable[[Cell], bool]) -> bool:
    """Whether nearly all cells of a column, and more than one, are of a sort."""
    return len(cells) > 1 and sum(map(holds, cells)) >= TURNED * len(cells)
