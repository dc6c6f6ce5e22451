"""Tells whether a film of a file is one that is stored already."""

from dataclasses import dataclass, field

from ..models import Movie
from ..text import fold
from .films import Film


@dataclass
class Slot:
    """A film that has its place; `pk` is None until it has been written."""

    pk: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None

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
    by_title: dict[tuple[str, int | None], Slot] = field(default_factory=dict)

    @classmethod
    def from_database(cls) -> "Known":
        """All that is stored now."""
        known = cls()
        for movie in Movie.objects.only("title", "year", "tmdb_id", "imdb_id").iterator():
            known.note(Slot(movie.pk), movie)
        return known

    def add(self, film: Film) -> Slot:
        """Give a new film its place."""
        slot = Slot()
        self.note(slot, film)
        return slot

    def note(self, slot: Slot, film: Film | Movie) -> None:
        """Remember the keys by which the film of a place is found again."""
        if film.tmdb_id:
            slot.tmdb_id = film.tmdb_id
            self.by_tmdb.setdefault(film.tmdb_id, slot)
        if film.imdb_id:
            slot.imdb_id = film.imdb_id
            self.by_imdb.setdefault(film.imdb_id, slot)
        self.by_title.setdefault((fold(film.title), film.year), slot)

    def find(self, film: Film) -> Slot | None:
        """The place of this film: same TMDB id, same IMDb id, else same title and year."""
        by_id = self.by_tmdb.get(film.tmdb_id) or self.by_imdb.get(film.imdb_id)
        if by_id:
            return by_id
        slot = self.by_title.get((fold(film.title), film.year))
        return None if slot is None or slot.contradicts(film) else slot

    def ids_of_others(self, film: Film, slot: Slot) -> list[str]:
        """The id fields of a film that another film has already."""
        owners = {"tmdb_id": self.by_tmdb.get(film.tmdb_id), "imdb_id": self.by_imdb.get(film.imdb_id)}
        return [name for name, owner in owners.items() if owner is not None and owner is not slot]
