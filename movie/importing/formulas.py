"""Keeps spreadsheets from running what a CSV file says: what looks like a formula is marked as text."""

import re
from typing import Any

# The mark is an apostrophe; a text that has one in that place gets another, so that taking it off is safe.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def marked(cell: Any) -> Any:
    """A cell as it is written: a text that a spreadsheet would take for a formula behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unmarked(cell: str) -> str:
    """The text that such a cell stands for."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell
