"""What every reader gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row of a file: its cells by column name, or the reason why it has none."""

    line: int  # the line it begins on, or its number in a file without lines
    cells: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    repaired: str = ""  # what had to be done to read it
