"""Tables of known data sets that do not name their columns: told by the form of their first lines."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

DOUBLE = "::"  # between the columns of MovieLens 1M and 10M
LINES = 5  # that have to be of the form


class Form(NamedTuple):
    """A table without a header: what is between its columns, what these are, and how cells of them look."""

    separator: str
    columns: Sequence[str]
    cells: Mapping[str, str]  # by the place

    def fits(self, lines: Sequence[str]) -> bool:
        """Whether the first lines of a file are of this form."""
        rows = [line.rstrip("\r\n").split(self.separator) for line in lines[:LINES]]
        return bool(rows) and all(
            len(row) == len(self.columns)
            and all(re.fullmatch(form, row[int(place)]) for place, form in self.cells.items())
            for row in rows
        )


_TOLD = tomllib.loads(Path(__file__).with_name("headerless.toml").read_text(encoding="utf-8"))
FORMS = [Form(told["separator"], told["columns"].split(), told["cells"]) for told in _TOLD["form"]]


def form_of(lines: Sequence[str]) -> Form | None:
    """The known form of the first lines of a file, if they have one."""
    told = [line for line in lines if line.strip()]
    return next((form for form in FORMS if form.fits(told)), None)
