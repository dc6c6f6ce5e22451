"""Stores the films of a file: new ones are added, known ones are brought up to date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import transaction

from ..models import Mood, Movie
from ..text import movie_text
from . import embedding
from .columns import film_from, understood
from .films import STORED_FIELDS, BadRow, Film
from .known import Known, Slot
from .moods import store_moods
from .people import store_people
from .readers import Source
from .readers.rows import Row

BATCH = 500
# The workshop's vectors, in files that do not say who made them.
WORKSHOP_MODEL = "text-embedding-3-small"
WORKSHOP_DIMENSIONS = 1536


@dataclass
class ImportReport:
    """What an import did with each row."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vectors: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)  # (line, reason)
    left_out: list[tuple[int, str]] = field(default_factory=list)  # (line, what of it was not taken)
    ignored_columns: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.created + self.updated + self.unchanged + len(self.rejected)


def import_films(
    source: Source,
    *,
    source_model: str = "",
    mood_source: str = Mood.Source.IMPORTED,
    on_row: Callable[[], None] | None = None,
) -> ImportReport:
    """Store the films of a file, batch by batch; a bad row is reported and the others go on.

    `source_model` names who made the file's embeddings, where the file itself does not say;
    `mood_source` where its emotions come from.
    Raises CatalogueError where the file cannot be read at all.
    """
    report = ImportReport()
    known = Known.from_database()
    films = _films(source.rows(), report, on_row)
    while batch := list(islice(films, BATCH)):
        with transaction.atomic():
            stored = _store_batch(batch, known, report)
            store_people((slot.pk, film) for slot, film in stored)
            store_moods(((slot.pk, film) for slot, film in stored), mood_source)
            _store_vectors(stored, source_model, report)
    return report


def _films(
    rows: Iterable[Row], report: ImportReport, on_row: Callable[[], None] | None
) -> Iterator[tuple[int, Film]]:
    """The readable rows as films with their line; the others go into the report."""
    layouts: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        if on_row:
            on_row()
        layout = tuple(row.cells)
        if layout not in layouts:
            layouts[layout], ignored = understood(layout)
            report.ignored_columns.extend(set(ignored).difference(report.ignored_columns))
        try:
            if row.problem:
                raise BadRow(row.problem)
            film = film_from(row.cells, layouts[layout])
        except BadRow as reason:
            report.rejected.append((row.line, str(reason)))
            continue
        if film.vector_problem:
            report.left_out.append((row.line, f"{film.title}: {film.vector_problem}"))
        yield row.line, film


def _store_batch(
    batch: Sequence[tuple[int, Film]], known: Known, report: ImportReport
) -> list[tuple[Slot, Film]]:
    """Add or update the films of one batch; a film that comes twice in it is added, then updated."""
    movies = Movie.objects.in_bulk([slot.pk for _, film in batch if (slot := known.find(film))])
    new: list[tuple[Slot, Film]] = []
    stored = []
    for line, film in batch:
        slot = known.find(film)
        if slot is None:
            slot = known.add(film)
            new.append((slot, film))
            report.created += 1
        else:
            if slot.pk is None:
                movies |= _create(new)
            _update(movies[slot.pk], film, slot, known, line, report)
        stored.append((slot, film))
    _create(new)
    return stored


def _create(new: list[tuple[Slot, Film]]) -> dict[int, Movie]:
    """Add the films that wait for it, and note their ids."""
    movies = [Movie(**_values(film)) for _, film in new]
    Movie.objects.bulk_create(movies)
    for (slot, _), movie in zip(new, movies, strict=True):
        slot.pk = movie.pk
    new.clear()
    return {movie.pk: movie for movie in movies}


def _update(movie: Movie, film: Film, slot: Slot, known: Known, line: int, report: ImportReport) -> None:
    """Take over what the file says and differs; what it leaves empty stays as it is."""
    values = _values(film)
    for taken in known.ids_of_others(film, slot):
        values.pop(taken)
        report.left_out.append((line, f"{film.title}: its {taken} belongs to another film"))
    changed = [name for name, value in values.items() if getattr(movie, name) != value]
    for name in changed:
        setattr(movie, name, values[name])
    if changed:
        movie.save(update_fields=changed)
        known.note(slot, film)
        report.updated += 1
    else:
        report.unchanged += 1


def _values(film: Film) -> dict[str, object]:
    values = {name: value for name in STORED_FIELDS if (value := getattr(film, name)) not in (None, "")}
    if film.image and not _is_stored_file(film.image):
        del values["image"]
    return values


def _is_stored_file(name: str) -> bool:
    """Whether there is such a file, within the media folder."""
    with suppress(SuspiciousFileOperation, OSError):
        return Path(default_storage.path(name)).is_file()
    return False


def _store_vectors(stored: Sequence[tuple[Slot, Film]], source_model: str, report: ImportReport) -> None:
    """Keep the embeddings that came with the films, for those whose own is missing or of another text.

    They count as made from the texts they came with: the file vouches for that, and nobody pays twice.
    """
    with_vectors = {slot.pk: film for slot, film in stored if film.vector is not None}
    for movie in Movie.objects.filter(pk__in=with_vectors).only(
        *Movie.TEXT_FIELDS, "emb_model", "emb_digest"
    ):
        film = with_vectors[movie.pk]
        model_id = film.vector_model or source_model or _guessed_model(film)
        text = movie_text(movie)
        if text and (movie.emb_model != model_id or movie.text_changed):
            embedding.store(movie.pk, film.vector, model_id, text)
            report.vectors += 1


def _guessed_model(film: Film) -> str:
    length = len(film.vector)
    return WORKSHOP_MODEL if length == WORKSHOP_DIMENSIONS else f"unknown model of {length} dimensions"
