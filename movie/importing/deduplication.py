"""Tells whether a film of a file is one that is stored already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from ..models import Movie, Title, Translation
from ..text import fold
from .records import MovieRecord
from .same_film import Facts

# Films of one title and year, all with ids of their own: nobody has so many but who wants to keep us busy.
MOST_NAMESAKES = 50
FAR = 2  # years between two films that have one id by mistake


@dataclass(slots=True, eq=False)
class Slot:
    """A film that has its place; `pk` is None until it has been written."""

    pk: int | None = None
    year: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    file: int = -1  # the last file of this import that named it
    key: str = ""  # and its id there
    undescribed: bool = False
    renamed: int = 0  # how often rows have called it otherwise
    waiting: MovieRecord | None = None  # what the film is, until it has been written

    def contradicts(self, film: MovieRecord, file: int) -> bool:
        """Whether both have an id of one kind, and not the same; ids of one file count as well."""
        return (self.file == file >= 0 and self.key != film.key) or any(
            mine and theirs and mine != theirs
            for mine, theirs in ((self.tmdb_id, film.tmdb_id), (self.imdb_id, film.imdb_id))
        )


# In the order in which they came. Nearly all names are one film's: a tuple takes a quarter of a mapping.
Slots = tuple[Slot, ...] | dict[Slot, None]
FEW = 8  # in a tuple


@dataclass
class KnownMovies:
    """The stored films by every key that tells two films apart."""

    by_tmdb: dict[int, Slot] = field(default_factory=dict)
    by_imdb: dict[str, Slot] = field(default_factory=dict)
    by_title: dict[str, Slots] = field(default_factory=dict)
    by_name: dict[tuple[str, int | None], Slots] = field(default_factory=dict)  # of any name, and the year
    facts: Facts = field(default_factory=Facts)

    @classmethod
    def from_database(cls) -> "KnownMovies":
        """All that is stored now."""
        known = cls()
        slots: dict[int, Slot] = {}
        stored = Movie.objects.order_by("pk").values_list("pk", "title", "year", "tmdb_id", "imdb_id")
        for pk, title, year, tmdb_id, imdb_id in stored.iterator():
            slots[pk] = Slot(pk)
            known.note(slots[pk], title, year, tmdb_id, imdb_id)
        for rows in (Title.objects.values_list("movie", "name"), _translated_titles()):
            for pk, name in rows.iterator():
                known.note_name(slots[pk], name)
        return known

    def add(self, film: MovieRecord) -> Slot:
        """Give a new film its place."""
        slot = Slot(waiting=film)
        self.note(slot, film.title, film.year, film.tmdb_id, film.imdb_id)
        for name in _names(film):
            self.note_name(slot, name)
        return slot

    def note(
        self, slot: Slot, title: str, year: int | None, tmdb_id: int | None, imdb_id: str | None
    ) -> None:
        """Remember by what the film of a place is found again: what is stored, not what a file wanted."""
        if tmdb_id and tmdb_id != slot.tmdb_id:
            self.by_tmdb.pop(slot.tmdb_id, None)
            slot.tmdb_id = tmdb_id
            self.by_tmdb[tmdb_id] = slot
        if imdb_id and imdb_id != slot.imdb_id:
            self.by_imdb.pop(slot.imdb_id, None)
            slot.imdb_id = imdb_id
            self.by_imdb[imdb_id] = slot
        slot.year = year
        folded = fold(title)
        _put(self.by_title, folded, slot)
        if title:
            _put(self.by_name, (folded, year), slot)

    def note_name(self, slot: Slot, name: str) -> None:
        """Remember a name of a film, by which it is found where the years agree."""
        if name:
            _put(self.by_name, (fold(name), slot.year), slot)

    def of_id(self, film: MovieRecord) -> Slot | None:
        """The place of the film that has an id of this one."""
        return self.by_tmdb.get(film.tmdb_id) or self.by_imdb.get(film.imdb_id)

    def glanced(self, film: MovieRecord) -> Slot | None:
        """Where a film probably has its place, by what find() looks at first."""
        if slot := self.of_id(film):
            return slot
        folded = fold(film.title)
        named = self.by_name.get((folded, film.year)) or self.by_title.get(folded)
        return next(iter(named)) if named else None

    def conflicts(self, film: MovieRecord, slot: Slot) -> bool:
        """Whether the film that has an id of this one is another: its year is far, or neither its titles nor
        its people are the same. A title in another language alone is no conflict.
        """
        if self.of_id(film) is not slot or not film.title:
            return False
        if film.year and slot.year and abs(film.year - slot.year) >= FAR:
            return True
        called = any(slot in self.by_title.get(fold(name), ()) for name in (film.title, *_names(film)))
        called = called or slot in self.by_name.get((fold(film.title), slot.year), ())
        return not called and bool(film.directors) and self.facts.differ(film, slot)

    def find(self, film: MovieRecord, file: int = -1) -> Slot | None:
        """The place of this film: same TMDB id, same IMDb id, else same title and year, of all its titles,
        where neither ids nor people nor the running time speak against it.

        Where one TMDB id says another film than the stored one of the same IMDb id, the title decides.
        `file` is the number of the file that the film is of: two ids in one file are two films.
        """
        slot = self.of_id(film)
        if slot and not (film.tmdb_id and slot.tmdb_id and slot.tmdb_id != film.tmdb_id):
            return slot
        namesakes = self.by_title.get(fold(film.title), ()) if film.title else ()
        if slot:
            return slot if slot in namesakes and film.year in (None, slot.year) else None
        of_year = self._of_year(film.title, film)
        return self._namesake(film, namesakes, of_year, file) or self._called(film, of_year, file)

    def _of_year(self, name: str, film: MovieRecord) -> list[Slot]:
        """The films with this name of the film's year; of thousands of one name and year the first few."""
        called = self.by_name.get((fold(name), film.year), ())
        return [slot for slot in islice(called, MOST_NAMESAKES) if slot.year == film.year] if called else []

    def _against(self, film: MovieRecord, slot: Slot, file: int) -> bool:
        return slot.contradicts(film, file) or self.facts.contradict(film, slot)

    def _namesake(
        self, film: MovieRecord, namesakes: Slots, of_year: Sequence[Slot], file: int
    ) -> Slot | None:
        """The film of the same title and year; where one of both has no year, the only film of that title."""
        if not namesakes:
            return None
        there = [slot for slot in of_year if slot in namesakes and not slot.contradicts(film, file)]
        if len(there) > 1 and (same := self.facts.known_again(film, there)):
            return same
        for slot in there:
            if not self.facts.contradict(film, slot):
                return slot
        only = next(iter(namesakes)) if len(namesakes) == 1 else None
        alone = only and None in (film.year, only.year) and not self._against(film, only, file)
        return only if alone else None

    def _called(self, film: MovieRecord, of_year: Sequence[Slot], file: int) -> Slot | None:
        """The one film of the same year of which this one's title is a name, or that has a name of this one
        for its title: films that share another name only are often not the same.
        """
        if film.year is None:
            return None
        found = set(of_year)
        for name in _names(film):
            titled = self.by_title.get(fold(name), ())
            found.update(slot for slot in self._of_year(name, film) if slot in titled)
        only = found.pop() if len(found) == 1 else None
        return only if only and not self._against(film, only, file) else None

    def ids_of_others(self, film: MovieRecord, slot: Slot | None) -> list[str]:
        """The id fields of a film that another film has already."""
        owners = {"tmdb_id": self.by_tmdb.get(film.tmdb_id), "imdb_id": self.by_imdb.get(film.imdb_id)}
        return [name for name, owner in owners.items() if owner is not None and owner is not slot]


def _put(places: dict[Any, Slots], key: Any, slot: Slot) -> None:
    """Add a film to those of a name."""
    there = places.get(key, ())
    if isinstance(there, dict):
        there[slot] = None
    elif slot not in there:
        places[key] = (*there, slot) if len(there) < FEW else dict.fromkeys((*there, slot))


def _names(film: MovieRecord) -> Sequence[str]:
    if "titles" not in film.__dict__ and "translations" not in film.__dict__:  # of most films there are none
        return ()
    return [*(title.name for title in film.titles), *(texts.title for texts in film.translations)]


def _translated_titles() -> QuerySet:
    return Translation.objects.exclude(title="").values_list("movie", "title")
