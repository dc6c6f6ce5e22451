"""Writes films batch by batch: adds the new ones, brings the known ones up to date."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..database.bulk import insert_numbered
from ..database.triggers import written_together
from ..models import DEFAULT_IMAGE, Credit, Movie
from ..text import fold
from .deduplication import KnownMovies, Slot
from .embeddings import store_vectors
from .moods import take_moods
from .people import store_people
from .records import STORED_FIELDS, FilmTitle, LocatedRecord
from .report import Ledger
from .translations import store_texts

AGAIN = gettext_noop("the same film again, put together with the first")
BY_TITLE = gettext_noop("put together with the film of that title alone, as one of both has no year")
# So many times as many people have voted for one as for another: it is not given up for that.
MORE = 10
MOST_RENAMED = 20
DESCRIPTION, DATE = STORED_FIELDS.index("description"), STORED_FIELDS.index("release_date")
_stored_values = attrgetter(*STORED_FIELDS)


class Upsert:
    """Films that are stored together."""

    def __init__(self, films: Sequence[LocatedRecord], known: KnownMovies, notes: Ledger) -> None:
        self.known, self.notes = known, notes
        self.films = films
        self.new: list[tuple[Slot, LocatedRecord]] = []
        self.movies: dict[int, Movie] = {}
        self.fresh: dict[int, tuple[Any, ...]] = {}  # of this batch, by STORED_FIELDS
        self.created: set[int] = set()  # places in the batch
        self.updated: set[int] = set()
        self.added: set[int] = set()  # films
        self.changed: dict[int, dict[str, list[object]]] = {}  # film: field: before and after
        self.stored = 0

    def store(self, source_model: str, mood_source: str) -> dict[str, int]:
        """Add or update the films; one that comes twice is added, then updated. How many were what."""
        known = [self.known.glanced(found.film) for found in self.films]
        self.movies = Movie.objects.in_bulk([slot.pk for slot in known if slot])
        with written_together() if None in known else nullcontext(set()) as written:
            vectors = self._write(written, source_model, mood_source)
        created, updated = len(self.created), len(self.updated)
        unchanged = self.stored - created - updated
        return {"created": created, "updated": updated, "unchanged": unchanged, "vectors": vectors}

    def _write(self, written: set[int], source_model: str, mood_source: str) -> int:
        """Store all that the films say; `written` gets those that are new, or have other people or titles."""
        placed = {number: self._place(number, found) for number, found in enumerate(self.films)}
        self._create()
        slots = {number: slot for number, slot in placed.items() if slot}
        self.stored = len(slots)
        self.added = {slots[number].pk for number in self.created}
        films = [(slot.pk, self.films[number].film) for number, slot in slots.items()]
        new = self.added - {slot.pk for number, slot in slots.items() if number not in self.created}
        self._spare_credits([(slots[n].pk, self.films[n]) for n in slots if self.films[n].of_a_viewer])
        changed = store_people(films, new) | store_texts(films, new)
        written |= changed | self.added
        for number, slot in slots.items():
            if number not in self.created and slot.pk in changed:
                self.updated.add(number)
            self.known.facts.note(slot, self.films[number].film)
            self._count_undescribed(slot)
        take_moods(films, mood_source)
        return store_vectors(films, source_model)

    def _count_undescribed(self, slot: Slot) -> None:
        """Films without a description cannot be found by meaning."""
        movie = self.movies.get(slot.pk)
        undescribed = not (movie.description if movie else self.fresh[slot.pk][DESCRIPTION])
        self.notes.report.undescribed += undescribed - slot.undescribed
        slot.undescribed = undescribed

    def _spare_credits(self, films: Sequence[tuple[int, LocatedRecord]]) -> None:
        """What one viewer's file says of people is taken where nobody is named yet."""
        there = Credit.objects.filter(movie__in={pk for pk, _ in films}).values_list("movie_id", "role")
        for pk, role in set(there) if films else ():
            for found in (found for each, found in films if each == pk):
                setattr(found.film, f"{role}s", [])

    def _place(self, number: int, found: LocatedRecord) -> Slot | None:
        """Where a film belongs, written there or waiting to be; None for one whose id another film has."""
        slot = self.known.find(found.film, found.place)
        self._leave_out_image(found)
        if slot is not None:
            if slot.pk is None:
                self._create()
            if self.known.conflicts(found.film, slot):
                self.notes.conflict(found, self._movie(slot))
                return None
            self._note_again(slot, found)
            if self._update(self._movie(slot), slot, found):
                self.updated.add(number)
        else:
            for taken in self.known.ids_of_others(found.film, None):
                self._leave_out_id(found, taken, _("belongs to another film"))
                setattr(found.film, taken, None)
            slot = self.known.add(found.film)
            self.new.append((slot, found))
            self.created.add(number)
        slot.file, slot.key = found.place, found.film.key
        return slot

    def _note_again(self, slot: Slot, found: LocatedRecord) -> None:
        film = found.film
        by_title = None in (film.year, slot.year) and film.title and self.known.of_id(film) is not slot
        if by_title or slot.file == found.place:
            self.notes.note(found, "", film.title, _(BY_TITLE if by_title else AGAIN))

    def _movie(self, slot: Slot) -> Movie:
        """The film of a place; one that rows of this batch before it have led to is read now."""
        if slot.pk not in self.movies:
            fresh = self.fresh.get(slot.pk)
            said = fresh and dict(zip(STORED_FIELDS, fresh, strict=True))
            self.movies[slot.pk] = Movie(pk=slot.pk, **said) if said else Movie.objects.get(pk=slot.pk)
        return self.movies[slot.pk]

    def _create(self) -> None:
        """Add the films that wait for it, and note their ids."""
        for _slot, found in self.new:
            found.film.image = found.film.image or DEFAULT_IMAGE
        said = [_stored_values(found.film) for _slot, found in self.new]
        ids = insert_numbered(Movie, (*STORED_FIELDS, "emb_model", "emb_digest"), _rows(said))
        for (slot, _found), pk, values in zip(self.new, ids, said, strict=True):
            slot.pk = pk
            self.fresh[pk] = values
        self.new.clear()

    def _update(self, movie: Movie, slot: Slot, found: LocatedRecord) -> bool:
        """Take over what the file says and differs; what it leaves empty stays as it is."""
        told = zip(STORED_FIELDS, _stored_values(found.film), strict=True)
        values = {name: value for name, value in told if value not in (None, "")}
        if found.of_a_viewer:
            values = {name: value for name, value in values.items() if getattr(movie, name) in (None, "")}
        self._keep_other_title(movie, slot, found, values)
        self._keep_larger_vote(movie, found, values)
        for taken in self.known.ids_of_others(found.film, slot):
            values.pop(taken, None)
            self._leave_out_id(found, taken, _("belongs to another film"))
        if slot.tmdb_id and values.get("tmdb_id", slot.tmdb_id) != slot.tmdb_id:
            del values["tmdb_id"]
            self._leave_out_id(
                found, "tmdb_id", _("is not the stored one, %(tmdb_id)s") % {"tmdb_id": slot.tmdb_id}
            )
        if slot.imdb_id and values.get("imdb_id", slot.imdb_id) != slot.imdb_id:
            done = _("takes the place of %(imdb_id)s") % {"imdb_id": slot.imdb_id}
            self.notes.note(found, "imdb_id", values["imdb_id"], done)
        changed = [name for name, value in values.items() if getattr(movie, name) != value]
        for name in changed:
            self._note_change(movie, name, values[name])
            setattr(movie, name, values[name])
        if changed:
            movie.save(update_fields=changed)
            self.known.note(slot, movie.title, movie.year, movie.tmdb_id, movie.imdb_id)
        return bool(changed)

    def _keep_other_title(
        self, movie: Movie, slot: Slot, found: LocatedRecord, values: dict[str, object]
    ) -> None:
        """Of two titles with one id one is a further one: in one file the later, else the stored one."""
        title = values.get("title", movie.title)
        if not movie.title or fold(title) == fold(movie.title):
            return
        other = values.pop("title") if slot.file == found.place else movie.title
        slot.renamed += 1
        if slot.renamed <= MOST_RENAMED:  # one id below all films of a file is a mistake
            found.film.titles = [*found.film.titles, FilmTitle(other)]

    def _note_change(self, movie: Movie, name: str, value: object) -> None:
        before, _after = self.changed.setdefault(movie.pk, {}).get(name, (getattr(movie, name), None))
        self.changed[movie.pk][name] = [before, value]

    def _keep_larger_vote(self, movie: Movie, found: LocatedRecord, values: dict[str, object]) -> None:
        """A vote that nobody counted, or of far fewer people, never takes the place of one of many."""
        count, stored = values.get("vote_count"), movie.vote_count or 0
        average = values.get("vote_average", movie.vote_average)
        same = average == movie.vote_average and count in (None, movie.vote_count)
        if same or not stored or (count is not None and count * MORE >= stored):
            return
        for name in ("vote_average", "vote_count"):
            if name in values:
                done = _("left out: %(stored)s people have voted for it already") % {"stored": stored}
                self.notes.note(found, name, values.pop(name), done)

    def _leave_out_id(self, found: LocatedRecord, name: str, why: str) -> None:
        told = {"film": found.film.title, "id": name, "why": why}
        reason = _("%(film)s: its %(id)s %(why)s") % told
        self.notes.leave_out(found, name, getattr(found.film, name), reason)

    def _leave_out_image(self, found: LocatedRecord) -> None:
        """A picture has to be a file in the media folder."""
        image = found.film.image
        if image and not _is_stored_file(image):
            found.film.image = ""
            if image != DEFAULT_IMAGE:
                done = _("left out: there is no such file in the media folder")
                self.notes.note(found, "image", image, done)


def _rows(films: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """The values of new films as the database takes them; nobody has embedded them."""
    rows = [[*values, "", ""] for values in films]
    written = connection.ops.adapt_datefield_value
    for row in rows:
        row[DATE] = written(row[DATE]) if row[DATE] else None
    return rows


def _is_stored_file(name: str) -> bool:
    """Whether there is such a file, within the media folder."""
    with suppress(SuspiciousFileOperation, OSError, ValueError):
        return Path(default_storage.path(name)).is_file()
    return False
