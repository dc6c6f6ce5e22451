"""Tells whether two films of one name can be one: by who directed them, and how long they are."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from ..models import Credit, Movie
from ..text import WORD, fold
from .records import MovieRecord

if TYPE_CHECKING:
    from .deduplication import Slot

ALIKE = 85  # of 100: names that differ by a slip
SLIP = 60  # of 100, in one word of several
SHORTER = 0.7  # of the other's length: no other cut of a film is so short
MINUTES_APART = 20


# By which one of several films of a title and a year is known again.
TOLD = ("description", "genre", "keywords", "url", "release_date", "runtime")
TOLD += ("vote_average", "budget", "revenue")


class Said(NamedTuple):
    """What tells a film from others of its name."""

    directors: tuple[str, ...] = ()
    runtime: int | None = None


class Facts:
    """Who directed each stored film, and how long it is; read as a whole when it is first asked for."""

    def __init__(self) -> None:
        self._stored: dict[int, Said] | None = None
        self._told: dict[int, tuple[object, ...]] = {}  # of films that share a title and a year

    def note(self, slot: "Slot", film: MovieRecord) -> None:
        """A film was written: what it says is known from now on."""
        slot.waiting = None
        self._told.pop(slot.pk, None)
        if self._stored is not None and slot.pk is not None:
            before = self._stored.get(slot.pk, Said())
            now = _said(film)
            self._stored[slot.pk] = Said(now.directors or before.directors, now.runtime or before.runtime)

    def contradict(self, film: MovieRecord, slot: "Slot") -> bool:
        """Whether film and slot, of one title and year, are two: other directors, or far other lengths."""
        if not (film.directors or film.runtime):
            return False
        mine, there = _said(film), self._of(slot)
        if mine.directors and there.directors:
            return not share_somebody(mine.directors, there.directors)
        return _far(mine.runtime, there.runtime)

    def differ(self, film: MovieRecord, slot: "Slot") -> bool:
        """Whether both have directors, and none in common."""
        there = self._of(slot).directors
        return bool(there) and not share_somebody(_said(film).directors, there)

    def known_again(self, film: MovieRecord, slots: Sequence["Slot"]) -> "Slot | None":
        """Which of several films of one title and year says most of what this one says; None where two do.

        Films that somebody has parted stay two so, whoever is said to have directed the first.
        """
        said = _told(film)
        alike = [
            sum(mine == theirs for mine, theirs in zip(said, self._telling(slot), strict=True) if mine)
            for slot in slots
        ]
        most = max(alike)
        return slots[alike.index(most)] if most and alike.count(most) == 1 else None

    def _telling(self, slot: "Slot") -> tuple[object, ...]:
        if slot.waiting:
            return _told(slot.waiting)
        if slot.pk not in self._told:
            self._told[slot.pk] = _told(Movie.objects.only(*TOLD).get(pk=slot.pk))
        return self._told[slot.pk]

    def _of(self, slot: "Slot") -> Said:
        if slot.waiting:
            return _said(slot.waiting)
        if self._stored is None:
            self._stored = _read()
        return self._stored.get(slot.pk, Said())


def _told(film: "MovieRecord | Movie") -> tuple[object, ...]:
    """What a film says of itself, texts by their hash: there may be many films, and long texts."""
    told = (getattr(film, name) for name in TOLD)
    return tuple(hash(value) if isinstance(value, str) and value else value for value in told)


def _said(film: MovieRecord) -> Said:
    return Said(tuple(fold(one.name) for one in film.directors), film.runtime)


def _read() -> dict[int, Said]:
    directors: dict[int, tuple[str, ...]] = {}
    credits = Credit.objects.filter(role=Credit.Role.DIRECTOR).values_list("movie_id", "person__name")
    for pk, name in credits.iterator():
        directors[pk] = (*directors.get(pk, ()), fold(name))
    runtimes = dict(Movie.objects.exclude(runtime=None).values_list("pk", "runtime").iterator())
    return {pk: Said(directors.get(pk, ()), runtimes.get(pk)) for pk in {*directors, *runtimes}}


def share_somebody(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether somebody is named in both, however: "Paco Plaza" and "Plaza, Paco", "The Wachowskis" and "Lana
    Wachowski". Names in other letters than Latin ones cannot be compared, and may be the same.
    """
    mine, theirs = list(mine), list(theirs)
    if not all(name.isascii() for name in (*mine, *theirs)):
        return True
    words = [set(filter(_tells, WORD.findall(name))) for name in mine]
    others = [set(filter(_tells, WORD.findall(name))) for name in theirs]
    if any(_alike(one, other) for one in words for other in others):
        return True
    return any(fuzz.token_set_ratio(one, other) >= ALIKE for one in mine for other in theirs)


def _tells(word: str) -> bool:
    return len(word) > 1 and word != "the"


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether two names, by their words, can be one person's: all words of one are in the other, or a word is
    left on either side that is a slip of the other's. Of a family name alone the letters have to be near.
    """
    if min(len(one), len(other)) == 1:
        return any(fuzz.ratio(mine, theirs) >= ALIKE for mine in one for theirs in other)
    return bool(one & other) and (not (one - other and other - one) or _is_slip(one - other, other - one))


def _is_slip(one: set[str], other: set[str]) -> bool:
    return fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= SLIP


def _far(mine: int | None, theirs: int | None) -> bool:
    if not mine or not theirs:
        return False
    return abs(mine - theirs) > MINUTES_APART and min(mine, theirs) < SHORTER * max(mine, theirs)
