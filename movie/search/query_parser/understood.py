"""Names each thing that was understood of a prompt, so that it can be shown and taken back one by one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ..query import SearchQuery

LISTS = (
    "titles",
    "liked",
    "disliked",
    "people",
    "directors",
    "without_people",
    "genres",
    "without_genres",
    "origins",
    "without_origins",
    "unwanted",
    "emotions",
)

# What films are bounded by, by what its two filters are called.
RANGES = {"years": "year", "runtime": "runtime", "rating": "rating"}
NOTHING = {"namesakes": (), "for_family": False, "order": ""}

Value = str | int | tuple[float | None, ...]


@dataclass(frozen=True)
class Reading:
    """One thing that was understood: what kind of thing, and which."""

    kind: str  # a field of SearchQuery; "years", "runtime" or "rating" for those of its filters
    value: Value

    @property
    def key(self) -> str:
        """Names it in an address: "people:12", "genres:Horror", "years:1980-1989", "rating:7.5-"."""
        if isinstance(self.value, tuple):
            return f"{self.kind}:{'-'.join('' if end is None else str(end) for end in self.value)}"
        return f"{self.kind}:{self.value}"


def readings(query: SearchQuery) -> Iterator[Reading]:
    """All that was understood, in the order in which it is shown."""
    for kind in LISTS:
        yield from (Reading(kind, value) for value in getattr(query, kind))
    if query.namesakes:
        yield Reading("namesakes", query.namesakes)  # one name, whoever has it
    if query.for_family:
        yield Reading("for_family", "yes")
    for kind, name in RANGES.items():
        ends = tuple(getattr(query.filters, f"{name}_{end}") for end in ("from", "to"))
        if ends != (None, None):
            yield Reading(kind, ends)
    if query.order:
        yield Reading("order", query.order)


def without_readings(query: SearchQuery, ignored: Collection[str]) -> SearchQuery:
    """The query without what was understood wrongly, by the keys of the readings."""
    wrong = [reading for reading in readings(query) if reading.key in ignored]
    for reading in wrong:
        query = _without(query, reading)
    return query


def _without(query: SearchQuery, reading: Reading) -> SearchQuery:
    if reading.kind in LISTS:
        kept = tuple(value for value in getattr(query, reading.kind) if value != reading.value)
        return replace(query, **{reading.kind: kept})
    if reading.kind in RANGES:
        name = RANGES[reading.kind]
        return replace(query, filters=replace(query.filters, **{f"{name}_from": None, f"{name}_to": None}))
    return replace(query, **{reading.kind: NOTHING[reading.kind]})
