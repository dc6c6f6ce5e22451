"""Puts films together that are one, when their owner says so."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ..errors import CatalogueError
from ..models import DEFAULT_IMAGE, Mood, Movie, Title
from ..text import fold
from .records import STORED_FIELDS

IDS = ("tmdb_id", "imdb_id")


def merge(movies: Sequence[Movie]) -> Movie:
    """Put the later films into the first one, which they give what it lacks; they are deleted.

    The names of all become the first one's. Raises CatalogueError where two have ids of one kind that differ:
    whoever gave them says that they are two.
    """
    kept, *others = movies
    for name in IDS:
        told = {value for movie in movies if (value := getattr(movie, name))}
        if len(told) > 1:
            raise CatalogueError(
                _("These films have different ids (%(ids)s); correct one of them first.")
                % {"ids": ", ".join(map(str, sorted(told)))}
            )
    with transaction.atomic():
        for other in others:
            _take_over(kept, other)
    return kept


def _take_over(kept: Movie, other: Movie) -> None:
    given = {name: value for name in STORED_FIELDS if (value := getattr(other, name)) not in (None, "")}
    lacking = [name for name in given if getattr(kept, name) in (None, "", DEFAULT_IMAGE)]
    _take_names(kept, other)
    _take_rest(kept, other)
    other.delete()  # before its ids are given to another
    for name in lacking:
        setattr(kept, name, given[name])
    kept.save(update_fields=lacking)


def _take_names(kept: Movie, other: Movie) -> None:
    known = {fold(kept.title), *(fold(title.name) for title in kept.titles.all())}
    for title in (Title(name=other.title), *other.titles.all()):
        if fold(title.name) not in known:
            known.add(fold(title.name))
            Title.objects.create(
                movie=kept, name=title.name, language=title.language, region=title.region, kind=title.kind
            )


def _take_rest(kept: Movie, other: Movie) -> None:
    """Translations into languages, people in roles, and a mood, where the kept film has none."""
    languages = set(kept.translations.values_list("language", flat=True))
    other.translations.exclude(language__in=languages).update(movie=kept)
    roles = set(kept.credits.values_list("role", flat=True))
    other.credits.exclude(role__in=roles).update(movie=kept)
    if not Mood.objects.filter(movie=kept).exists():
        Mood.objects.filter(movie=other).update(movie=kept)
