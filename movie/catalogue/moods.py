"""Writes what films leave their viewers feeling: as a file says, as a model says, or as the text lets one guess."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from ..embedders import get_embedder
from ..models import EmbeddedQuerySet, Mood, Movie
from ..text.emotions import split_emotions
from . import embedding
from .deriving import derived_emojis, derived_emotions
from .films import Film

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
