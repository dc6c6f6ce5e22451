"""Tells which column of a file is which field of a film: names propose, the cells decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..amounts import is_foreign
from ..cells import Sample
from ..datasets import Kind
from .candidates import (
    GUESSED,
    NUMBERED,
    UNREADABLE,
    Candidate,
    by_cells,
    by_meaning,
    by_name,
    by_preposition,
    is_numbered,
    only_dates,
    only_names,
    state,
)
from .names import FIRST, PLACES, THEN_VIEWERS, WORDS, fields_of, key_of, of_a_part, of_a_viewer, words_of
from .spelling import guess

# People, ids and signs of a series may stand in several columns.
SEVERAL = {"directors", "actors", "guids", "episodes", "genre_flag"}
SUMS = {"revenue", "budget"}
NAMES = WORDS["called"]


@dataclass
class Understood:
    """What the columns of a file are."""

    columns: dict[str, str] = field(default_factory=dict)  # column: field, in the order of the header
    unknown: list[str] = field(default_factory=list)
    guessed: dict[str, float] = field(default_factory=dict)  # column: how near its name is, of 100
    spare: dict[str, str] = field(default_factory=dict)  # column: the field that another one is taken for
    viewers: list[str] = field(default_factory=list)  # what one viewer did or thought
    parts: list[str] = field(default_factory=list)  # a part of a sum

    @property
    def left(self) -> list[str]:
        """The columns that are read for no field."""
        return [*self.unknown, *self.viewers, *self.parts]


def read_header(
    header: Sequence[str],
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    sample: Sample | None = None,
) -> Understood:
    """Which column is which field.

    `mapping` (field to column) goes before what the kind of file says, and that before the names. Of several
    columns for one field that one is taken whose cells can be read, then the one of the better name, then the
    first. Without a `sample` of the cells nothing is guessed.
    """
    found = Understood()
    asked = {column: field for field, column in (mapping or {}).items()}
    ruled = {name: kind.fields[key_of(name)] for name in header if kind and key_of(name) in kind.fields}
    certain = ruled | {name: field for name, field in asked.items() if name in header}
    free = [name for name in header if name not in certain]
    found.viewers = _viewers(free, sample, bool(kind and kind.of_a_viewer))
    free = [name for name in free if name not in found.viewers]
    found.parts = [name for name in free if _is_part(name)]
    free = [name for name in free if name not in found.parts]
    found.parts += [name for name in header if kind and key_of(name) in kind.parts and not certain[name]]
    keys = {key_of(name) for name in header}
    if keys & WORDS["award"]:
        free = [name for name in free if not dict(fields_of(name)).get("genre")]
    candidates = list(chain.from_iterable(by_name(name) for name in free))
    candidates += by_preposition(free, sample)
    if sample is not None and not kind:
        candidates += by_cells(free, {one.column for one in candidates if one.place < GUESSED}, sample)
        candidates += by_meaning(free, candidates, sample)
        candidates += [] if found.viewers else only_dates(free, candidates, certain, sample)
        candidates += only_names(free, candidates, certain, sample)
    chosen = _chosen(candidates, {name: field for name, field in certain.items() if field}, sample, found)
    if sample is not None:
        _take_days(chosen, sample)
    found.columns = {name: chosen[name] for name in header if name in chosen}
    found.unknown = [name for name in header if name not in chosen and name not in found.viewers]
    found.unknown = [name for name in found.unknown if name not in found.parts]
    if not kind:
        _take_key(found, sample)
    return found


def _viewers(names: Sequence[str], sample: Sample | None, surely: bool) -> list[str]:
    """The columns of one viewer: in a file with one that cannot be a film's, others are theirs, too."""
    told = [name for name in names if of_a_viewer(name)]
    fields = [{each for each, _ in PLACES.get(key_of(name), ())} for name in names]
    history = len(names) == 2 and "title" in fields[0] and "release_date" in fields[1] | set()
    if not (told or surely or (history and key_of(names[1]) in THEN_VIEWERS)):
        return []
    then = [name for name in names if key_of(name) in THEN_VIEWERS]
    then = _without_public_votes(then, [name for name in names if name not in told])
    return [name for name in names if name in told or (name in then and not _tells_plots(name, sample))]


def _without_public_votes(then: list[str], names: Sequence[str]) -> list[str]:
    """Without the only average that is not a user's, where votes are counted: one viewer has but one."""
    fields = {name: {field for field, _ in PLACES.get(key_of(name), ())} for name in names}
    averages = [name for name, those in fields.items() if "vote_average" in those]
    averages = [name for name in averages if not key_of(name).startswith("user")]
    counted = any("vote_count" in those for those in fields.values())
    return [name for name in then if name not in averages] if counted and len(averages) == 1 else then


def _tells_plots(name: str, sample: Sample | None) -> bool:
    """Whether a description is of the films: a viewer's own words stand beside a few of them."""
    is_description = any(field == "description" for field, _ in PLACES.get(key_of(name), ()))
    return bool(is_description and sample and sample.mostly("description", name))


def _is_part(name: str) -> bool:
    return (of_a_part(name) or is_foreign(name)) and bool(
        {field for field, _ in PLACES.get(key_of(name), ())} & SUMS or guess(name)[0] in SUMS or _sum_in(name)
    )


def _sum_in(name: str) -> bool:
    return bool({"gross", "revenue", "earnings", "recaudacion"} & set(words_of(name)))


def _chosen(
    candidates: Sequence[Candidate], certain: dict[str, str], sample: Sample | None, found: Understood
) -> dict[str, str]:
    """Column to field; the columns that were second go to `found.spare`."""
    chosen = dict(certain)
    candidates = _read_otherwise(candidates, sample)
    for wanted in dict.fromkeys((*FIRST, "genre_flag")):
        fitting = [one for one in candidates if one.field == wanted and one.column not in chosen]
        taken = [name for name, field in chosen.items() if field == wanted]
        # A further title is one where another column is the title.
        if wanted == "title":
            fitting = [one for one in fitting if not taken]
        fitting.sort(key=lambda one: (state(one, sample), one.place, key_of(one.column) in NAMES, -one.near))
        if wanted == "vote_count":
            fitting = _of_one_source(fitting, chosen)
        for one in fitting:
            several = wanted in SEVERAL and (not taken or is_numbered(one.column) or wanted not in NUMBERED)
            if taken and not several:
                found.spare.setdefault(one.column, wanted)
                continue
            taken.append(one.column)
            chosen[one.column] = wanted
            if one.place >= GUESSED and wanted != "genre_flag":
                found.guessed[one.column] = one.near
    found.spare = {name: wanted for name, wanted in found.spare.items() if name not in chosen}
    return chosen


def _read_otherwise(candidates: Sequence[Candidate], sample: Sample | None) -> list[Candidate]:
    """Without what a name says of cells that can be none of it, where it may say another thing that they can:
    "IMDb" is an id or a vote, "stars" are people or votes.
    """
    can = {one.column for one in candidates if state(one, sample) == 0}
    return [one for one in candidates if one.column not in can or state(one, sample) != UNREADABLE]


def _take_days(chosen: dict[str, str], sample: Sample) -> None:
    """A column of years in which whole dates stand says the day as well, where no other one does."""
    for name in [name for name, taken in chosen.items() if taken == "year"]:
        if "release_date" not in chosen.values() and sample.holds_days(name):
            chosen[name] = "release_date"


def _of_one_source(fitting: list[Candidate], chosen: Mapping[str, str]) -> list[Candidate]:
    """The count of votes that stands beside the average that was taken goes first: IMDb's, the audience's."""
    average = next((name for name, field in chosen.items() if field == "vote_average"), "")
    source = set(words_of(average)) - {"rating", "score", "vote", "average", "ratings", "value"}
    return sorted(fitting, key=lambda one: not source & set(words_of(one.column)))


def _take_key(found: Understood, sample: Sample | None) -> None:
    """The column of the file's own ids: they tell its rows apart, and join its files."""
    if not {"title", "tmdb_id", "imdb_id"} & set(found.columns.values()):
        return
    titles = next((name for name, field in found.columns.items() if field == "title"), "")
    for name in found.unknown:
        is_entity = titles in (f"{name}Label", f"{name}_label")
        if is_entity or (
            key_of(name) in WORDS["keys"] and (sample is None or sample.tells_apart(name, titles))
        ):
            found.columns[name] = "key"
            found.unknown = [each for each in found.unknown if each != name]
            return
