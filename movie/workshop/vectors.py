"""Judges stored embeddings: type, dimension and norm, random defaults, one vector for many films."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..vectors import FLOAT32, FLOAT64, NORM_TOLERANCE, numbers_in
from .database import Row
from .findings import Finding, done, missing, wrong
from .project import StudentProject, name_of

NAMED = 3
# The mean and the length of numbers drawn between 0 and 1, as np.random.rand draws them.
RANDOM_MEAN = (0.45, 0.55)
COMMAND = "python manage.py movie_embeddings"


class Kind(Enum):
    """What bytes turn out to be."""

    FLOAT32 = auto()
    FLOAT64 = auto()
    NONE = auto()
    RANDOM = auto()
    ZEROS = auto()
    TEXT = auto()
    OTHER_LENGTH = auto()  # numbers, of another length than 1
    NO_NUMBERS = auto()


@dataclass(frozen=True)
class Judged:
    """One film's embedding: what it is, of how many dimensions, of which norm."""

    title: str
    kind: Kind
    dimensions: int = 0
    norm: float = 0.0
    data: bytes = b""


def judge(row: Row) -> Judged:
    """What a stored embedding is, whatever was stored."""
    data = row.data
    if isinstance(data, str) or _is_written_out(data):
        return Judged(row.title, Kind.TEXT)
    if not isinstance(data, bytes) or not data:
        return Judged(row.title, Kind.NONE if not data else Kind.NO_NUMBERS)
    readings = [(kind, numbers_in(data, dtype)) for kind, dtype in TYPES]
    found = [(kind, numbers) for kind, numbers in readings if numbers is not None and _finite(numbers)]
    if any(not numbers.any() for _kind, numbers in found):
        return Judged(row.title, Kind.ZEROS)
    for kind, numbers in found:
        if abs(np.linalg.norm(numbers) - 1) <= NORM_TOLERANCE:
            return Judged(row.title, kind, len(numbers), 1.0, data)
    for _kind, numbers in found:
        if _is_drawn(numbers):
            return Judged(row.title, Kind.RANDOM, len(numbers), float(np.linalg.norm(numbers)), data)
    likely = [numbers for _kind, numbers in found if 1e-3 < np.linalg.norm(numbers) < 1e3]
    if likely:
        return Judged(row.title, Kind.OTHER_LENGTH, len(likely[0]), float(np.linalg.norm(likely[0])), data)
    return Judged(row.title, Kind.NO_NUMBERS)


def _is_written_out(data: bytes | None) -> bool:
    """Whether bytes are numbers as text, such as JSON; the first byte of a vector may be a bracket, too."""
    return isinstance(data, bytes) and data[:1] in (b"[", b"{") and data.isascii()


TYPES = ((Kind.FLOAT32, FLOAT32), (Kind.FLOAT64, FLOAT64))


def _finite(numbers: np.ndarray) -> bool:
    return bool(np.isfinite(numbers).all() and np.abs(numbers).max() < 1e100)


def _is_drawn(numbers: np.ndarray) -> bool:
    """Whether numbers are like those of np.random.rand: all between 0 and 1, about half on average."""
    between = numbers.min() >= 0 and numbers.max() <= 1
    return bool(between and len(numbers) > 50 and RANDOM_MEAN[0] < numbers.mean() < RANDOM_MEAN[1])


def check_vectors(project: StudentProject, rows: Sequence[Row]) -> Iterator[Finding]:
    """What is said of all stored embeddings together."""
    if not rows:
        said = _("There is no film in the database.")
        yield missing(_("films"), said, _("Load the films first, by the workshop's command."))
        return
    yield done(_("films"), str(len(rows)))
    judged = [judge(row) for row in rows]
    yield from _check_kinds(judged)
    yield from _check_type(project, judged)
    yield from _check_dimensions(judged)
    yield from _check_doubles(judged)


def _check_kinds(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Embeddings that are none, by what they are instead."""
    topic = _("embeddings")
    kinds = Counter(one.kind for one in judged)
    good = kinds[Kind.FLOAT32] + kinds[Kind.FLOAT64]
    if good == len(judged):
        yield done(topic, _("Every film has one, of norm 1."))
    if kinds[Kind.NONE]:
        said = _("Films that have none: %(count)d of %(films)d.") % {
            "count": kinds[Kind.NONE],
            "films": len(judged),
        }
        yield missing(
            topic, said, _("Run your command that makes embeddings: %(command)s") % {"command": COMMAND}
        )
    for kind, sentence, step in _faults():
        if kinds[kind]:
            yield wrong(topic, sentence % {"count": kinds[kind], "named": _named(judged, kind)}, step)


def _faults() -> list[tuple[Kind, str, str]]:
    again = _("Embed them again; store np.array(embedding, dtype=np.float32).tobytes().")
    return [
        (Kind.RANDOM, _("The random default, never embedded: %(count)d (%(named)s)."), again),
        (Kind.ZEROS, _("All zeros: %(count)d (%(named)s)."), again),
        (Kind.TEXT, _("Text and no bytes: %(count)d (%(named)s)."), again),
        (Kind.OTHER_LENGTH, _("Not of norm 1: %(count)d (%(named)s)."), again),
        (Kind.NO_NUMBERS, _("No numbers at all: %(count)d (%(named)s)."), again),
    ]


def _named(judged: Sequence[Judged], kind: Kind) -> str:
    titles = [*dict.fromkeys(one.title for one in judged if one.kind is kind)]
    return ", ".join(titles[:NAMED]) + (" …" if len(titles) > NAMED else "")


def _check_type(project: StudentProject, judged: Sequence[Judged]) -> Iterator[Finding]:
    """The classic mistake: numbers stored as one type and read as the other."""
    kinds = {one.kind for one in judged} & {Kind.FLOAT32, Kind.FLOAT64}
    topic = _("number type")
    if len(kinds) > 1:
        said = _("Some are float32 and others float64.")
        yield wrong(topic, said, _("Embed all of them again, as float32."))
        return
    for kind in kinds:
        stored, other = ("float32", "float64") if kind is Kind.FLOAT32 else ("float64", "float32")
        misread = [place for place, dtype in _readings(project) if dtype == other]
        places = {"stored": stored, "other": other, "file": misread[0] if misread else ""}
        if misread:
            said = _("Stored as %(stored)s, read as %(other)s in %(file)s: other numbers come out.")
            step = _("Write dtype=np.%(stored)s there, or store and read float32 everywhere.")
            yield wrong(topic, said % places, step % places)
        else:
            yield done(topic, _("Stored as %(stored)s.") % places)


def _readings(project: StudentProject) -> Iterator[tuple[str, str]]:
    """Each np.frombuffer of theirs: where it is, and the type it reads; float64 where none is named."""
    for source in project.sources:
        for call in source.calls():
            if name_of(call) == "frombuffer":
                yield f"{project.relative(source.path)}:{call.lineno}", _dtype(call)


def _dtype(call: ast.Call) -> str:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "dtype"] + call.args[1:2]
    if not named:
        return "float64"
    said = named[0].value if isinstance(named[0], ast.Constant) else name_of(named[0])
    return {"float": "float64", "double": "float64", "f8": "float64", "f4": "float32"}.get(said, str(said))


def _check_dimensions(judged: Sequence[Judged]) -> Iterator[Finding]:
    counts = Counter(one.dimensions for one in judged if one.kind in (Kind.FLOAT32, Kind.FLOAT64))
    topic = _("dimensions")
    if len(counts) > 1:
        said = ", ".join(f"{dimensions} ({films})" for dimensions, films in counts.most_common())
        step = _("Embed all films by one model: vectors of two models cannot be compared.")
        yield wrong(topic, said, step)
    elif counts:
        yield done(topic, str(next(iter(counts))))


def _check_doubles(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Films that are there twice, and films that share one vector."""
    titles = Counter(one.title.strip().casefold() for one in judged)
    written = {one.title.strip().casefold(): one.title.strip() for one in judged}
    if twice := [written[title] for title, films in titles.items() if films > 1]:
        said = ngettext(
            "%(count)d film is there more than once: %(named)s.",
            "%(count)d films are there more than once: %(named)s.",
            len(twice),
        )
        places = {"count": len(twice), "named": ", ".join(twice[:NAMED])}
        yield wrong(
            _("doubles"), said % places, _("Delete the doubles in the admin; load films by get_or_create.")
        )
    first = {one.title.strip().casefold(): one.data for one in judged if one.data}
    shared = {data for data, films in Counter(first.values()).items() if films > 1}
    if shared:
        named = [one.title for one in judged if one.data in shared]
        said = _("%(count)d films share their vector with another: %(named)s.")
        step = _("Embed each film's own description, inside the loop; then save that film.")
        places = {"count": len(named), "named": ", ".join([*dict.fromkeys(named)][:NAMED])}
        yield wrong(_("doubles"), said % places, step)
