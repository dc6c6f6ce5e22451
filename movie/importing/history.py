"""Takes down what an import does to films, and undoes it."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..database.bulk import insert
from ..errors import CatalogueError
from ..models import ImportChange, ImportRun, Movie

LONGEST_NAMES = 500  # characters
BATCH = 500
IDS = ("tmdb_id", "imdb_id")  # which no two films share
# Field: its value before and after.
Changed = dict[str, list[Any]]


class History:
    """Of one import; a run that changes nothing leaves none."""

    def __init__(self, files: Collection[str]) -> None:
        names = ", ".join(dict.fromkeys(files))
        self._files = names if len(names) <= LONGEST_NAMES else f"{names[: LONGEST_NAMES - 1]}…"
        self._run: ImportRun | None = None

    def note(self, created: Collection[int], changed: Mapping[int, Changed]) -> None:
        """Take down the films that a batch has added, and the fields it has changed of others.

        To be called in the batch's own transaction: what is not stored is not taken down.
        """
        added, known = set(created), {pk: fields for pk, fields in changed.items() if pk not in created}
        if not (added or known):
            return
        if self._run is None:
            self._run = ImportRun.objects.create(files=self._files)
        rows = [(self._run.pk, pk, True, "{}") for pk in added]
        rows += [(self._run.pk, pk, False, _plain(fields)) for pk, fields in known.items()]
        insert(ImportChange, ("run_id", "movie_id", "created", "fields"), rows)
        ImportRun.objects.filter(pk=self._run.pk).update(
            created=F("created") + len(added), updated=F("updated") + len(known)
        )


def _plain(changed: Changed) -> str:
    """Values as JSON: a picture by its name."""
    told = {
        name: [str(value) if name == "image" else value for value in both] for name, both in changed.items()
    }
    return json.dumps(told, cls=DjangoJSONEncoder)


class Undone(NamedTuple):
    """How many films were deleted, how many got fields back, and how many a later import has touched."""

    deleted: int
    restored: int
    kept: int


@transaction.atomic
def undo(run: ImportRun) -> Undone:
    """Delete the films that an import has added, and give back the fields that it has changed.

    A film that a later import has touched stays as it is, and a field that has been changed since keeps
    its value. People, titles and translations that were added to films which were here before stay.
    Raises CatalogueError for an import that was undone before.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at:
        raise CatalogueError(_("This import was undone before."))
    mine = _untouched(run)
    kept = run.changes.count() - mine.count()
    restored = sum(map(_restored, _changes(mine.filter(created=False))))
    added = list(mine.filter(created=True).values_list("movie", flat=True))
    for start in range(0, len(added), BATCH):
        Movie.objects.filter(pk__in=added[start : start + BATCH]).delete()
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    return Undone(len(added), restored, kept)


@transaction.atomic
def part(change: ImportChange) -> Movie:
    """Give a film back what an import has changed of it, and make another film of what that import said.

    People, titles and translations are not taken down, and stay with the first film. The new one is the
    import's from then on: undoing it deletes it. Raises CatalogueError for an import that added the film.
    """
    if change.created or change.run.undone_at:
        raise CatalogueError(_("This import has changed nothing of the film that could be given back."))
    movie = change.movie
    said = {"title": movie.title, "year": movie.year}
    said |= {
        name: Movie._meta.get_field(name).to_python(after) for name, (_was, after) in change.fields.items()
    }
    _restored(change)
    taken = [name for name in IDS if said.get(name) and Movie.objects.filter(**{name: said[name]}).exists()]
    other = Movie.objects.create(**{name: value for name, value in said.items() if name not in taken})
    change.movie, change.created, change.fields = other, True, {}
    change.save()
    ImportRun.objects.filter(pk=change.run_id).update(created=F("created") + 1, updated=F("updated") - 1)
    return other


def _untouched(run: ImportRun) -> QuerySet[ImportChange]:
    later = ImportChange.objects.filter(movie=OuterRef("movie"), run__gt=run.pk, run__undone_at=None)
    return run.changes.filter(~Exists(later))


def _changes(changes: QuerySet[ImportChange]) -> Iterator[ImportChange]:
    return changes.select_related("movie").order_by("pk").iterator(chunk_size=BATCH)


def _restored(change: ImportChange) -> bool:
    """Give a film the values back that are still those of the import; whether there were any."""
    movie, back = change.movie, []
    for name, (before, after) in change.fields.items():
        field = Movie._meta.get_field(name)
        if field.to_python(getattr(movie, name)) == field.to_python(after):
            setattr(movie, name, field.to_python(before))
            back.append(name)
    if back:
        movie.save(update_fields=back)
    return bool(back)
