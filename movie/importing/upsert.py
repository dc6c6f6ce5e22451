"""Writes films batch by batch: adds the new ones, brings the known ones up to date."""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from ..database.triggers import written_together
from ..models import DEFAULT_IMAGE, Movie
from .deduplication import KnownMovies, Slot
from .moods import take_moods
from .people import store_people
from .records import STORED_FIELDS, LocatedRecord
from .report import Ledger
from .translations import store_texts
from .vectors import store_vectors

AGAIN = "the same film again, put together with the first"


class Upsert:
    """Films that are stored together."""

    def __init__(self, films: Sequence[LocatedRecord], known: KnownMovies, notes: Ledger) -> None:
        self.known, self.notes = known, notes
        self.films = films
        self.new: list[tuple[Slot, LocatedRecord]] = []
        self.movies: dict[int, Movie] = {}
        self.created: set[int] = set()  # places in the batch
        self.updated: set[int] = set()

    def store(self, source_model: str, mood_source: str) -> dict[str, int]:
        """Add or update the films; one that comes twice is added, then updated. How many were what."""
        known = [self.known.find(found.film) for found in self.films]
        self.movies = Movie.objects.in_bulk([slot.pk for slot in known if slot])
        with written_together() if None in known else nullcontext(set()) as written:
            vectors = self._write(written, source_model, mood_source)
        created, updated = len(self.created), len(self.updated)
        unchanged = len(self.films) - created - updated
        return {"created": created, "updated": updated, "unchanged": unchanged, "vectors": vectors}

    def _write(self, written: set[int], source_model: str, mood_source: str) -> int:
        """Store all that the films say; `written` gets those that are new, or have other people or titles."""
        stored = [(self._place(number, found), found) for number, found in enumerate(self.films)]
        self._create()
        films = [(slot.pk, found.film) for slot, found in stored]
        changed = store_people(films) | store_texts(films)
        written |= changed | {stored[number][0].pk for number in self.created}
        for number, (slot, _) in enumerate(stored):
            if slot.pk in changed and number not in self.created:
                self.updated.add(number)
        take_moods(films, mood_source)
        return store_vectors(films, source_model)

    def _place(self, number: int, found: LocatedRecord) -> Slot:
        slot = self.known.find(found.film)
        if slot is not None:
            if slot.pk is None:
                self._create()
            self._note_again(slot, found)
            if self._update(self.movies[slot.pk], slot, found):
                self.updated.add(number)
        else:
            for taken in self.known.ids_of_others(found.film, None):
                self._leave_out_id(found, taken, "belongs to another film")
                setattr(found.film, taken, None)
            slot = self.known.add(found.film)
            self.new.append((slot, found))
            self.created.add(number)
        slot.file = found.place
        return slot

    def _note_again(self, slot: Slot, found: LocatedRecord) -> None:
        if slot.file == found.place:
            self.notes.note(
                found.file,
                found.line,
                "",
                found.film.title,
                AGAIN,
            )

    def _create(self) -> None:
        """Add the films that wait for it, and note their ids."""
        movies = [Movie(**self._values(found)) for _, found in self.new]
        Movie.objects.bulk_create(movies)
        for (slot, _), movie in zip(self.new, movies, strict=True):
            slot.pk = movie.pk
            self.movies[movie.pk] = movie
        self.new.clear()

    def _update(self, movie: Movie, slot: Slot, found: LocatedRecord) -> bool:
        """Take over what the file says and differs; what it leaves empty stays as it is."""
        values = self._values(found)
        for taken in self.known.ids_of_others(found.film, slot):
            values.pop(taken, None)
            self._leave_out_id(found, taken, "belongs to another film")
        if slot.tmdb_id and values.get("tmdb_id", slot.tmdb_id) != slot.tmdb_id:
            del values["tmdb_id"]
            self._leave_out_id(found, "tmdb_id", f"is not the stored one, {slot.tmdb_id}")
        if slot.imdb_id and values.get("imdb_id", slot.imdb_id) != slot.imdb_id:
            done = f"takes the place of {slot.imdb_id}"
            self.notes.note(found.file, found.line, "imdb_id", values["imdb_id"], done)
        changed = [name for name, value in values.items() if getattr(movie, name) != value]
        for name in changed:
            setattr(movie, name, values[name])
        if changed:
            movie.save(update_fields=changed)
            self.known.note(slot, movie.title, movie.year, movie.tmdb_id, movie.imdb_id)
        return bool(changed)

    def _leave_out_id(self, found: LocatedRecord, name: str, why: str) -> None:
        value = getattr(found.film, name)
        self.notes.leave_out(found.file, found.line, name, value, f"{found.film.title}: its {name} {why}")

    def _values(self, found: LocatedRecord) -> dict[str, object]:
        film = found.film
        values = {n: value for n in STORED_FIELDS if (value := getattr(film, n)) not in (None, "")}
        if film.image and not _is_stored_file(film.image):
            del values["image"]
            if film.image != DEFAULT_IMAGE:
                done = "left out: there is no such file in the media folder"
                self.notes.note(found.file, found.line, "image", film.image, done)
        return values


def _is_stored_file(name: str) -> bool:
    """Whether there is such a file, within the media folder."""
    with suppress(SuspiciousFileOperation, OSError, ValueError):
        return Path(default_storage.path(name)).is_file()
    return False
