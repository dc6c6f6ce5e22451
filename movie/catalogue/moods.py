"""Writes what films leave their viewers feeling: as somebody says, or as the text lets one guess."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Q

from ..embedders import get_embedder
from ..models import EmbeddedQuerySet, Mood, Movie
from ..text import fold
from ..text.emotions import split_emotions
from . import embedding
from .columns import understood
from .deriving import derived_emojis, derived_emotions
from .films import BadRow, Film
from .readers import Source
from .reading import film_from

BATCH = 200
LONGEST_EMOJIS = 100


def films_without_mood(*, derived_too: bool = False) -> EmbeddedQuerySet:
    """Films with a description and no mood, or `derived_too` only a derived one; in order of id."""
    wanted = Q(mood=None) | Q(mood__source=Mood.Source.DERIVED) if derived_too else Q(mood=None)
    return Movie.objects.described().filter(wanted).order_by("pk")


def store_moods(films: Iterable[tuple[int, Film]], source: str) -> int:
    """Keep the moods that came with films (id, film); how many. A film without emotions keeps what it has."""
    moods = {pk: _mood(pk, film.emotions, film.emojis, source) for pk, film in films if film.emotions}
    _store(moods.values())
    return len(moods)


def import_moods(source: Source) -> tuple[int, list[str]]:
    """Keep the moods of a file for films that are stored, by title, and year where the file has it.

    Gives how many were kept, and the titles that are no stored film's, or several films'. Raises
    CatalogueError where the file cannot be read at all.
    """
    by_title: dict[str, list[tuple[int, int | None]]] = {}
    for pk, title, year in Movie.objects.values_list("pk", "title", "year"):
        by_title.setdefault(fold(title), []).append((pk, year))
    found, missed = {}, []
    for film in _films(source):
        same = [pk for pk, year in by_title.get(fold(film.title), ()) if film.year in (None, year)]
        if len(same) == 1:
            found[same[0]] = film
        else:
            missed.append(film.title)
    return store_moods(found.items(), Mood.Source.IMPORTED), missed


def _films(source: Source) -> Iterator[Film]:
    for row in source.rows():
        with suppress(BadRow):
            film = film_from(row.cells, understood(tuple(row.cells))[0])
            if film.emotions:
                yield film


def store_mood(movie_id: int, emotions: Sequence[str], emojis: str, source: str) -> None:
    """Keep one film's mood."""
    _store([_mood(movie_id, emotions, emojis, source)])


def derive_moods(films: EmbeddedQuerySet, on_stored: Callable[[Movie], None] | None = None) -> int:
    """Give each film eight emotions and a row of emojis by its text alone, marked as derived; how many.

    Costs nothing and asks nobody. What is stored stays stored, however the run ends.
    """
    ids = list(films.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        movies = list(Movie.objects.only(*Movie.TEXT_FIELDS, *Movie.NAME_FIELDS).filter(pk__in=chunk))
        told = zip(movies, derived_emotions(movies), strict=True)
        _store(
            _mood(movie.pk, emotions, derived_emojis(movie, emotions), Mood.Source.DERIVED)
            for movie, emotions in told
        )
        for movie in movies if on_stored else ():
            on_stored(movie)
    return len(ids)


def embed_moods(on_wait: Callable[[], None] | None = None) -> embedding.EmbeddingReport:
    """Embed the moods whose vector is missing or stale. Raises as embedding.embed_films does."""
    embedder = get_embedder()
    return embedding.embed_films(embedding.moods_to_embed(embedder), embedder, on_wait=on_wait)


def _mood(movie_id: int, emotions: Sequence[str], emojis: str, source: str) -> Mood:
    kept = split_emotions(", ".join(emotion.replace(",", " ") for emotion in emotions))
    return Mood(movie_id=movie_id, emotions=", ".join(kept), emojis=emojis[:LONGEST_EMOJIS], source=source)


def _store(moods: Iterable[Mood]) -> None:
    """Write texts and source; a vector that is there stays, and is stale where the emotions changed."""
    with transaction.atomic():
        Mood.objects.bulk_create(
            [mood for mood in moods if mood.emotions],
            update_conflicts=True,
            unique_fields=["movie"],
            update_fields=["emotions", "emojis", "source"],
        )
