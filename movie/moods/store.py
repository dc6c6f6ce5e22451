"""Writes what films leave their viewers feeling: as somebody says, or as the text lets one guess."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from ..database.locks import held
from ..embedders import get_embedder
from ..embedding.store import EmbeddingReport, embed_films, moods_to_embed
from ..models import EmbeddedQuerySet, Mood, Movie
from ..text import movie_text, text_digest
from ..text.emotions import split_emotions
from .derive import derived_digest, derived_emojis, derived_emotions

BATCH = 200
# With its vector, since making that takes longer than all the rest of a mood.
DERIVED_FROM = (*Movie.TEXT_FIELDS, *Movie.NAME_FIELDS, "emb", "emb_model", "emb_digest")
LONGEST_EMOJIS = 100
# What a mood of a source may take the place of; what is corrected by hand stays whatever comes.
FILES = {Mood.Source.SAMPLE, Mood.Source.IMPORTED}
GUESSES = {Mood.Source.DERIVED, Mood.Source.MODEL}
GIVES_WAY = {
    Mood.Source.DERIVED: {Mood.Source.DERIVED},
    Mood.Source.MODEL: GUESSES,
    **dict.fromkeys((*FILES, Mood.Source.OWN), GUESSES | FILES),
}


def films_without_mood(*, derived_too: bool = False, outdated_too: bool = False) -> EmbeddedQuerySet:
    """Films with a description and no mood, or one derived from an earlier text; in order of id.

    With `derived_too` those of every derived mood; with `outdated_too` those, too, of whose earlier text
    the chat model has written.
    """
    derived = Q(mood__source=Mood.Source.DERIVED)
    wanted = derived if derived_too else Q(pk__in=outdated_moods(Mood.Source.DERIVED))
    if outdated_too:
        wanted |= Q(pk__in=outdated_moods(Mood.Source.MODEL))
    return Movie.objects.described().filter(Q(mood=None) | wanted).order_by("pk")


def outdated_moods(source: str) -> list[int]:
    """The films whose text has changed since their mood was made from it by this source; in order of id."""
    texts = (f"movie__{name}" for name in Movie.TEXT_FIELDS)
    moods = Mood.objects.filter(source=source).select_related("movie").only("source", "text_digest", *texts)
    return [mood.pk for mood in moods.order_by("pk").iterator(chunk_size=500) if is_outdated(mood)]


def is_outdated(mood: Mood) -> bool:
    """Whether a mood was made from another text than its film's present one, as far as is known."""
    if mood.source == Mood.Source.DERIVED:
        return mood.text_digest != derived_digest(mood.movie)
    written = mood.source == Mood.Source.MODEL and mood.text_digest
    return bool(written) and mood.text_digest != text_digest(movie_text(mood.movie))


def store_mood(movie_id: int, emotions: Sequence[str], emojis: str, source: str, digest: str = "") -> None:
    """Keep one film's mood; `digest` names the text that it was made from."""
    store_moods([mood_of(movie_id, emotions, emojis, source, digest)])


def derive_moods(
    films: EmbeddedQuerySet,
    on_stored: Callable[[Movie], None] | None = None,
    on_wait: Callable[[], None] | None = None,
) -> int:
    """Give each film eight emotions and a row of emojis by its text alone, marked as derived; how many.

    Costs nothing and asks nobody. What is stored stays stored, however the run ends. One run at a time,
    see `held`.
    """
    with held("moods", on_wait):
        ids = list(films.values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            chunk = ids[start : start + BATCH]
            movies = list(Movie.objects.with_vectors().only(*DERIVED_FROM).filter(pk__in=chunk))
            told = zip(movies, derived_emotions(movies), strict=True)
            store_moods(_derived(movie, emotions) for movie, emotions in told)
            for movie in movies if on_stored else ():
                on_stored(movie)
    return len(ids)


def forget_baseless_moods() -> int:
    """Delete the moods that were derived from a text that is gone; how many."""
    return Mood.objects.filter(source=Mood.Source.DERIVED, movie__description="").delete()[0]


def embed_moods(on_wait: Callable[[], None] | None = None) -> EmbeddingReport:
    """Embed the moods whose vector is missing or stale. Raises as embed_films does."""
    embedder = get_embedder()
    return embed_films(moods_to_embed(embedder), embedder, on_wait=on_wait)


def _derived(movie: Movie, emotions: Sequence[str]) -> Mood:
    emojis = derived_emojis(movie, emotions)
    return mood_of(movie.pk, emotions, emojis, Mood.Source.DERIVED, derived_digest(movie))


def mood_of(movie_id: int, emotions: Sequence[str], emojis: str, source: str, digest: str) -> Mood:
    """A film's mood, not stored yet; `digest` names the text that it was made from."""
    kept = ", ".join(split_emotions(", ".join(emotion.replace(",", " ") for emotion in emotions)))
    return Mood(
        movie_id=movie_id, emotions=kept, emojis=emojis[:LONGEST_EMOJIS], source=source, text_digest=digest
    )


def store_moods(moods: Iterable[Mood]) -> int:
    """Write texts and source where what is there gives way to them; how many.

    A vector that is there stays, and is stale where the emotions changed.
    """
    moods = [mood for mood in moods if mood.emotions]
    with transaction.atomic():
        there = dict(Mood.objects.filter(pk__in=[mood.pk for mood in moods]).values_list("pk", "source"))
        due = [mood for mood in moods if mood.pk not in there or there[mood.pk] in GIVES_WAY[mood.source]]
        Mood.objects.bulk_create(
            due,
            update_conflicts=True,
            unique_fields=["movie"],
            update_fields=["emotions", "emojis", "source", "text_digest"],
        )
    return len(due)
