"""What every reader gives."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ...errors import CatalogueError

MOST_COLUMNS = 5_000


class Row(NamedTuple):
    """One row of a file: its cells by column name, or the reason why it has none."""

    line: int  # the line it begins on, or its number in a file without lines
    cells: Mapping[str, Any] = MappingProxyType({})
    problem: str = ""
    repaired: str = ""  # what had to be done to read it
    size: int = 0  # characters it was read from, about


def too_many_columns(file: object) -> CatalogueError:
    """What to raise for a file with more columns than MOST_COLUMNS."""
    return CatalogueError(
        _("%(file)s has more than %(most)s columns. Save those that tell of films, and import that.")
        % {"file": file, "most": f"{MOST_COLUMNS:,}"}
    )
