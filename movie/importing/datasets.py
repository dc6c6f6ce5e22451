"""The data sets that many people have, each told by its header, and what its columns hold."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import amounts, credits, ids
from .headers.names import key_of

if TYPE_CHECKING:
    from .cells import Sample


@dataclass(frozen=True)
class Kind:
    """One file of a data set. Column names are compared without case, blanks and underscores."""

    format: str  # the data set's name for --format
    what: str  # in English; gettext has the rest
    needs: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    parsers: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    joins: bool = False  # its rows add to the films of other files
    whole: bool = True  # False: several rows of it make up what it says of one film
    lacks: frozenset[str] = frozenset()  # columns that speak against it
    parts: frozenset[str] = frozenset()  # columns that hold a part of a sum: what a film made in one country
    forms: Mapping[str, str] = field(default_factory=dict)  # how the cells of a column begin, by column
    exact: bool = False  # it has these columns and no other
    verbatim: bool = False  # its texts are taken as they stand, and each row is a film of its own
    of_nothing: bool = False  # it tells of no films, but is often beside those that do
    of_a_viewer: bool = False  # what it says of films was written by one viewer, and only fills gaps

    def fits(self, keys: frozenset[str]) -> bool:
        """Whether a file with these columns, as key_of() gives them, is of this kind."""
        return self.needs <= keys and not self.lacks & keys and not (self.exact and keys - self.needs - {""})


PARSERS: dict[str, Callable[[Any], Any]] = {
    "cast": credits.cast,
    "crew": credits.crew,
    "millions": amounts.millions,
    "imdb_number": ids.imdb_number,
}


def _kinds(told: dict[str, Any]) -> Iterator[Kind]:
    """One kind as it is told, once for each set of columns that it may need."""
    for needs in told.pop("needs").split("|"):
        yield _kind(told | {"needs": needs})


def _kind(told: dict[str, Any]) -> Kind:
    """One kind as `datasets.toml` tells it."""
    fields = dict(pair.split("=") for pair in told.pop("fields", "").split())
    told["parsers"] = {name: PARSERS[parser] for name, parser in told.get("parsers", {}).items()}
    sets = {name: frozenset(told.pop(name, "").split()) for name in ("needs", "lacks", "parts")}
    return Kind(**told, **sets, fields=fields)


_TOLD = tomllib.loads(Path(__file__).with_name("datasets.toml").read_text(encoding="utf-8"))
KINDS = tuple(chain.from_iterable(map(_kinds, _TOLD["kind"])))
FORMATS = tuple(dict.fromkeys(kind.format for kind in KINDS))


def kind_of(header: Iterable[str], only: str = "", sample: "Sample | None" = None) -> Kind | None:
    """The known kind of file with this header, the one that asks most of it; of one format where asked."""
    names = {key_of(name): name for name in header}
    fitting = [
        kind
        for kind in KINDS
        if kind.fits(frozenset(names)) and only in ("", kind.format) and _cells_fit(kind, names, sample)
    ]
    return max(fitting, key=lambda kind: len(kind.needs) + 100 * kind.exact, default=None)


def _cells_fit(kind: Kind, names: Mapping[str, str], sample: "Sample | None") -> bool:
    """Whether the cells are of the forms that this kind has: anybody may call a column `cast`, or `id`."""
    return sample is None or all(
        any(re.match(form, str(cell)) for cell in sample[names[key]])
        for key, form in kind.forms.items()
        if key in names and sample[names[key]]
    )
