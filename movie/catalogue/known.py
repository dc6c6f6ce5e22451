"""Tells whether a film of a file is one that is stored already."""

from dataclasses import dataclass, field

from ..models import Movie
from ..text import fold
from .films import Film


@dataclass(slots=True, eq=False)
class Slot:
    """A film that has its place; `pk` is None until it has been written."""

    pk: int | None = None
    year: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    file: int = -1  # the last file of this import that named it

    def contradicts(self, film: Film) -> bool:
        """Whether both have an id of one kind, and not the same."""
        return any(
            mine and theirs and mine != theirs
            for mine, theirs in ((self.tmdb_id, film.tmdb_id), (self.imdb_id, film.imdb_id))
        )


@dataclass
class Known:
    """The stored films by every key that tells two films apart."""

    by_tmdb: dict[int, Slot] = field(default_factory=dict)
    by_imdb: dict[str, Slot] = field(default_factory=dict)
    by_title: dict[str, list[Slot]] = field(default_factory=dict)

    @classmethod
    def from_database(cls) -> "Known":
        """All that is stored now."""
        known = cls()
        stored = Movie.objects.order_by("pk").values_list("pk", "title", "year", "tmdb_id", "imdb_id")
        for pk, title, year, tmdb_id, imdb_id in stored.iterator():
            known.note(Slot(pk), title, year, tmdb_id, imdb_id)
        return known

    def add(self, film: Film) -> Slot:
        """Give a new film its place."""
        slot = Slot()
        self.note(slot, film.title, film.year, film.tmdb_id, film.imdb_id)
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
        namesakes = self.by_title.setdefault(fold(title), [])
        if slot not in namesakes:
            namesakes.append(slot)

    def find(self, film: Film) -> Slot | None:
        """The place of this film: same TMDB id, same IMDb id, else same title and year.

        Where one TMDB id says another film than the stored one of the same IMDb id, the title decides.
        """
        slot = self.by_tmdb.get(film.tmdb_id) or self.by_imdb.get(film.imdb_id)
        if slot and not (film.tmdb_id and slot.tmdb_id and slot.tmdb_id != film.tmdb_id):
            return slot
        namesakes = self.by_title.get(fold(film.title), []) if film.title else []
        if slot:
            return slot if slot in namesakes and film.year in (None, slot.year) else None
        return _namesake(film, namesakes)

    def ids_of_others(self, film: Film, slot: Slot | None) -> list[str]:
        """The id fields of a film that another film has already."""
        owners = {"tmdb_id": self.by_tmdb.get(film.tmdb_id), "imdb_id": self.by_imdb.get(film.imdb_id)}
        return [name for name, owner in owners.items() if owner is not None and owner is not slot]


def _namesake(film: Film, namesakes: list[Slot]) -> Slot | None:
    """The film of the same title and year; where one of both has no year, the only film of that title."""
    possible = [slot for slot in namesakes if not slot.contradicts(film)]
    for slot in possible:
        if slot.year == film.year:
            return slot
    alone = len(possible) == len(namesakes) == 1
    return possible[0] if alone and None in (film.year, possible[0].year) else None
