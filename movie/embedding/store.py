"""The only writer of vectors: embeds the films, or moods, that are missing or stale, batch by batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone

from ..billing import spending
from ..database.locks import held
from ..embedders import Embedder
from ..errors import VectorError
from ..models import EmbeddedQuerySet, Mood, Movie
from ..providers.concurrency import side_by_side
from ..text import text_digest
from ..vectors import Vector, to_bytes
from .requests import Batch, Requests

CHUNK = 500


@dataclass
class EmbeddingReport:
    """What one run did."""

    stored: int = 0
    tokens: int = 0  # as the provider billed them; 0 where it bills nothing
    failed: list[tuple[str, str]] = field(default_factory=list)  # (film, reason)
    shortened: list[tuple[str, int, int]] = field(default_factory=list)  # (film, characters read, of so many)


@dataclass(frozen=True)
class Estimate:
    """What a run would send, before it sends anything."""

    films: int
    tokens: int
    cost: float | None  # US dollars; None where the price is unknown


def films_to_embed(embedder: Embedder, *, everything: bool = False) -> EmbeddedQuerySet:
    """Films with a description whose vector is missing or stale, or all of them; in order of id."""
    films = Movie.objects.described() if everything else Movie.objects.to_embed(embedder)
    return films.order_by("pk")


def moods_to_embed(embedder: Embedder, *, everything: bool = False) -> EmbeddedQuerySet:
    """The same of moods; `estimate` and `embed_films` take them as they take films."""
    moods = Mood.objects.described() if everything else Mood.objects.to_embed(embedder)
    return moods.order_by("pk")


def estimate(films: EmbeddedQuerySet, embedder: Embedder, limit: int | None = None) -> Estimate:
    """Count the films, and their tokens as the embedder counts them without asking anybody."""
    sizes = [embedder.count_tokens(movie.embedded_text) for movie in _read(films, limit)]
    return Estimate(len(sizes), sum(sizes), embedder.cost(sum(sizes)))


def embed_films(
    films: EmbeddedQuerySet,
    embedder: Embedder,
    *,
    limit: int | None = None,
    everything: bool = False,
    purpose: str = "command",
    on_stored: Callable[[Movie], None] | None = None,
    on_wait: Callable[[], None] | None = None,
) -> EmbeddingReport:
    """Embed films and save them batch by batch: what is saved stays saved, however the run ends.

    Several batches are under way at once, as many as the embedder says. A film whose text the
    provider refuses is reported and left as it was; of one that is too long the beginning is embedded, and
    that is reported. The rest go on. Any other ProviderError ends the run, once the batches under way, which
    are paid for, are saved. What a batch may cost is on the bill before it is sent.

    One run at a time: with `on_wait` a second one calls it and waits for the first, without it
    AlreadyRunning is raised. Films that are fresh by then are left out, unless `everything`.
    """
    report = EmbeddingReport()
    with held("embedding", on_wait):
        forget_undescribed()
        movies = _read(films, limit)
        if not everything:
            movies = (movie for movie in movies if not movie.emb_at or movie.is_stale(embedder))

        def save(batch: Batch) -> None:
            for movie in _save(batch, embedder, report):
                if on_stored:
                    on_stored(movie)
            if batch.error:
                raise batch.error

        batches = _entered(_batches(movies, embedder), embedder, purpose)
        side_by_side(batches, Requests(embedder).fill, save, embedder.concurrency)
    return report


def _read(films: EmbeddedQuerySet, limit: int | None) -> Iterator[Movie | Mood]:
    """The films' texts, a chunk at a time: a cursor left open would see its own run's writes."""
    ids = list(films.values_list("pk", flat=True)[:limit])
    model = films.model
    fields = (*model.TEXT_FIELDS, *model.NAME_FIELDS, "emb_model", "emb_digest", "emb_at")
    texts = model.objects.only(*fields).order_by("pk")
    for start in range(0, len(ids), CHUNK):
        yield from texts.filter(pk__in=ids[start : start + CHUNK])


def _batches(movies: Iterator[Movie], embedder: Embedder) -> Iterator[Batch]:
    """Films in the batches in which the embedder packs their texts."""
    waiting: list[Movie] = []

    def texts() -> Iterator[str]:
        for movie in movies:
            waiting.append(movie)
            yield movie.embedded_text

    for packed in embedder.pack(texts()):
        yield Batch(list(islice(waiting, len(packed))))
        del waiting[: len(packed)]


def _entered(batches: Iterator[Batch], embedder: Embedder, purpose: str) -> Iterator[Batch]:
    """The batches, each with what it may cost on the bill: there it stays if this process is killed."""
    for batch in batches:
        tokens = sum(embedder.count_tokens(movie.embedded_text) for movie in batch.movies)
        batch.entry = spending.enter(purpose, embedder, tokens)
        yield batch


def _save(batch: Batch, embedder: Embedder, report: EmbeddingReport) -> list[Movie]:
    stored = []
    with transaction.atomic():
        for place, movie in enumerate(batch.movies):
            if place in batch.refused:
                report.failed.append((str(movie), str(batch.refused[place])))
            elif batch.vectors[place] is not None and _stored(batch, place, embedder, report):
                stored.append(movie)
        batch.entry.settle(batch.tokens)
    report.stored += len(stored)
    report.tokens += batch.tokens
    return stored


def _stored(batch: Batch, place: int, embedder: Embedder, report: EmbeddingReport) -> bool:
    movie, text = batch.movies[place], batch.movies[place].embedded_text
    try:
        store(movie.pk, batch.vectors[place], embedder.model_id, text, model=type(movie))
    except VectorError as error:
        report.failed.append((str(movie), str(error)))
        return False
    if place in batch.shortened:
        report.shortened.append((str(movie), batch.shortened[place], len(text)))
    return True


def forget_undescribed() -> None:
    """Take the vectors from films that have lost their description: nobody could make them again.

    Those of an unknown text, which came without one, stay.
    """
    for model in (Movie, Mood):
        undescribed = model.objects.filter(**{model.NEEDED_TEXT: ""}).exclude(emb=None).exclude(emb_digest="")
        undescribed.update(emb=None, emb_model="", emb_digest="", emb_at=None)


def store(
    movie_id: int, vector: Vector, model_id: str, text: str, *, model: type[Movie] | type[Mood] = Movie
) -> None:
    """Write one film's vector (d,), or its mood's, with its provenance: model, digest of the text, time.

    The digest is empty where `text` is: a vector from elsewhere may be of a text that nobody knows.
    Raises VectorError for a vector that has no direction or is not finite.
    """
    digest = text_digest(text) if text else ""
    model.objects.filter(pk=movie_id).update(
        emb=to_bytes(vector), emb_model=model_id, emb_digest=digest, emb_at=timezone.now()
    )
