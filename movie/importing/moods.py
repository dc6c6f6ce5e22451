"""Takes over moods that come with films, or in a file of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from ..models import Mood, Movie
from ..moods.store import mood_of, store_moods
from ..text import fold
from .detection import plan
from .readers import Source
from .readers.limits import limited
from .readers.rows import alike
from .records import MovieRecord


@dataclass
class MoodImport:
    """What became of the rows of a file of moods."""

    stored: int = 0
    kept: int = 0  # films that keep the mood that they have
    missed: list[str] = field(default_factory=list)  # titles that are no stored film's, or several films'


def take_moods(films: Iterable[tuple[int, MovieRecord]], source: str) -> int:
    """Keep the moods that came with films (id, film); how many. A film without emotions keeps what it has.

    `source` counts for those that do not name their own.
    """
    moods = {
        pk: mood_of(pk, film.emotions, film.emojis, film.mood_source or source, film.mood_digest)
        for pk, film in films
        if film.emotions
    }
    return store_moods(moods.values())


def import_moods(source: Source, *, dry_run: bool = False) -> MoodImport:
    """Keep the moods of a file for films that are stored, by title, and year where the file has it.

    Raises CatalogueError where the file cannot be read at all.
    """
    by_title: dict[str, list[tuple[int, int | None]]] = {}
    for pk, title, year in Movie.objects.values_list("pk", "title", "year"):
        by_title.setdefault(fold(title), []).append((pk, year))
    found, report = {}, MoodImport()
    with limited():
        films = list(_films(source))
    for film in films:
        same = [pk for pk, year in by_title.get(fold(film.title), ()) if film.year in (None, year)]
        if len(same) == 1:
            found[same[0]] = film
        else:
            report.missed.append(film.title)
    with transaction.atomic():
        report.stored = take_moods(found.items(), Mood.Source.IMPORTED)
        transaction.set_rollback(dry_run)
    report.kept = len(found) - report.stored
    return report


def _films(source: Source) -> Iterator[MovieRecord]:
    found = plan(source)
    for rows in alike(source.rows()):
        yield from (film for film in found.films(rows) if film.title and film.emotions)
