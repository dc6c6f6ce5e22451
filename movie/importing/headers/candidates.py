"""Proposes fields for the columns of a file: by their names, by what is in them, by what the names mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..cells import Sample, readable
from ..dates import LANGUAGES
from .meaning import meant
from .names import TITLE_WORDS, WORDS, fields_of, key_of, words_of
from .spelling import guess

NUMBERED = {
    "directors": re.compile(r"(director)_?\d{1,2}(_name)?"),
    "actors": re.compile(r"(actor|star|cast)_?\d{1,2}(_name)?"),
}
GUESSED = 100  # the place of a name that is only near to those of a field
MEANT = 101  # and of one that means the same
LEAST_KNOWN = 2  # fields of a film, beside which a column of names is that of the titles
UNNAMED = 50  # of 100: as sure as what only the cells say
BLANK, UNREADABLE = 1, 2
READABLE, SURE = 0.5, 0.8  # of the cells below a column, where its name says what it is and where it does not


@dataclass(frozen=True)
class Candidate:
    """A column that may be a field; `near` is how near its name is, of 100."""

    column: str
    field: str
    place: int  # of its name among those of the field
    near: float = 100


def by_name(name: str) -> list[Candidate]:
    """What a column may be by a name that is known, or by one with a number: "actor_3_name"."""
    found = [Candidate(name, field, place) for field, place in fields_of(name)]
    key = re.sub(r"[\W_]+", "_", name.strip().casefold())
    return found or [Candidate(name, field, 0) for field, form in NUMBERED.items() if form.fullmatch(key)]


def by_preposition(names: Sequence[str], sample: Sample | None) -> list[Candidate]:
    """Who directed under "De", and who plays under "Avec": where both are there, or people are named below
    what stands beside no column of another language.
    """
    keys = {key_of(name) for name in names}
    both = keys & WORDS["by"] and keys & WORDS["with"]
    alone = sample if len(keys & set(LANGUAGES)) < 2 else None
    return [
        Candidate(name, field, 1)
        for words, field in (("by", "directors"), ("with", "actors"))
        for name in names
        if key_of(name) in WORDS[words] and (both or (alone and alone.holds_people(name)))
    ]


def is_numbered(name: str) -> bool:
    """Whether a column is one of several for people."""
    key = re.sub(r"[\W_]+", "_", name.strip().casefold())
    return any(form.fullmatch(key) for form in NUMBERED.values())


def by_cells(names: Sequence[str], known: set[str], sample: Sample) -> list[Candidate]:
    """Columns whose name is near to those of a field, if what is in them is of that sort; and plain signs."""
    found = []
    for name in names:
        if name in known or not name:
            continue
        if sample.is_flag_of_genre(name):
            found.append(Candidate(name, "genre_flag", GUESSED))
            continue
        named = {*words_of(name)[:1], *words_of(name)[-1:]} & TITLE_WORDS
        if named and "." not in name and sample.holds_names(name):  # nested it names another thing
            found += [Candidate(name, field, GUESSED) for field in ("title", "alternative_titles")]
            continue
        wanted, near = guess(name)
        if wanted and sample[name] and readable(wanted, sample[name]) >= SURE:
            found.append(Candidate(name, wanted, GUESSED, near))
    return found


def by_meaning(names: Sequence[str], candidates: Sequence[Candidate], sample: Sample) -> list[Candidate]:
    """Columns under names that nobody listed; asked for only where a film's title, year or description is
    missing, and one of them could be that by its cells.
    """
    fields, known = {one.field for one in candidates}, {one.column for one in candidates}
    missing = {"title", "description"} - fields
    missing |= set() if {"year", "release_date"} & fields else {"year"}
    unknown = [name for name in names if name and name not in known and sample[name]]
    if not any(sample.mostly(field, name) for field in missing for name in unknown):
        return []
    return [
        Candidate(name, field, MEANT, near)
        for name, (field, near) in meant(unknown).items()
        if readable(field, sample[name]) >= SURE
    ]


def only_dates(
    names: Sequence[str], candidates: Sequence[Candidate], certain: Mapping[str, str], sample: Sample
) -> list[Candidate]:
    """The only column of dates of a file that tells no year otherwise, whatever its name; but not the days
    on which somebody worked on the file, which are few.
    """
    if {"year", "release_date"} & {*certain.values(), *(one.field for one in candidates)}:
        return []
    known = {one.column for one in candidates}
    dated = [name for name in names if name not in known and sample.holds_dates(name)]
    return [Candidate(dated[0], "release_date", MEANT, UNNAMED)] if len(dated) == 1 else []


def only_names(
    names: Sequence[str], candidates: Sequence[Candidate], certain: Mapping[str, str], sample: Sample
) -> list[Candidate]:
    """The first column of names, no two alike, of a file that has other things of films and tells no titles.

    A file with ids of films may leave the titles to another one.
    """
    read = [one for one in candidates if state(one, sample) == 0]
    fields = {*certain.values(), *(one.field for one in read)}
    if {"title", "tmdb_id", "imdb_id", "guids"} & fields or len(fields) < LEAST_KNOWN:
        return []
    known = {one.column for one in read}
    named = (name for name in names if name not in known and sample.holds_names(name))
    return [Candidate(name, "title", MEANT, UNNAMED) for name in named][:1]


def state(one: Candidate, sample: Sample | None) -> int:
    """0 for a column whose cells can be read, BLANK or UNREADABLE; 0 for all where no cells are known."""
    if sample is None:
        return 0
    cells = sample[one.column]
    if not cells:
        return BLANK
    return 0 if readable(one.field, cells) >= READABLE else UNREADABLE
