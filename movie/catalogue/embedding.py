"""The only writer of vectors: embeds what is missing or stale, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone

from ..embedders import Embedder
from ..errors import InputRefused, MovieError
from ..models import Movie, MovieQuerySet
from ..text import movie_text, text_digest
from ..vectors import Vector, to_bytes


@dataclass
class EmbeddingReport:
    """What one run did."""

    stored: int = 0
    tokens: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)  # (film, reason)


@dataclass(frozen=True)
class Estimate:
    """What a run would send, before it sends anything."""

    films: int
    tokens: int
    cost: float | None  # US dollars; None where the price is unknown


def films_to_embed(embedder: Embedder, *, everything: bool = False) -> MovieQuerySet:
    """Films with a description whose vector is missing or stale, or all of them; in order of id."""
    films = Movie.objects.described() if everything else Movie.objects.to_embed(embedder)
    return films.order_by("pk")


def estimate(films: MovieQuerySet, embedder: Embedder, limit: int | None = None) -> Estimate:
    """Count the films, and their tokens as the embedder counts them without asking anybody."""
    sizes = [embedder.count_tokens(movie_text(movie)) for movie in _texts(films, limit)]
    return Estimate(len(sizes), sum(sizes), embedder.cost(sum(sizes)))


def embed_films(
    films: MovieQuerySet,
    embedder: Embedder,
    *,
    limit: int | None = None,
    on_stored: Callable[[Movie], None] | None = None,
) -> EmbeddingReport:
    """Embed films and save them batch by batch: what is saved stays saved, however the run ends.

    A film whose text the provider refuses is reported and left as it was; the rest go on. Any other
    ProviderError ends the run with what was saved so far.
    """
    report = EmbeddingReport()
    movies = _texts(films, limit)
    for batch in _batches(movies, embedder):
        for movie in _embed_batch(batch, embedder, report):
            if on_stored:
                on_stored(movie)
    return report


def _texts(films: MovieQuerySet, limit: int | None) -> Iterator[Movie]:
    films = films.only(*Movie.TEXT_FIELDS)
    # A list of ids first: a cursor left open would keep the run's own writes waiting.
    ids = list(films.values_list("pk", flat=True)[:limit])
    for start in range(0, len(ids), 500):
        yield from (
            films.model.objects.only(*Movie.TEXT_FIELDS)
            .filter(pk__in=ids[start : start + 500])
            .order_by("pk")
        )


def _batches(movies: Iterator[Movie], embedder: Embedder) -> Iterator[list[Movie]]:
    """Films in the batches in which the embedder packs their texts."""
    waiting: list[Movie] = []

    def texts() -> Iterator[str]:
        for movie in movies:
            waiting.append(movie)
            yield movie_text(movie)

    for batch in embedder.pack(texts()):
        yield list(islice(waiting, len(batch)))
        del waiting[: len(batch)]


def _embed_batch(batch: Sequence[Movie], embedder: Embedder, report: EmbeddingReport) -> Sequence[Movie]:
    texts = [movie_text(movie) for movie in batch]
    try:
        vectors = embedder.embed_documents(texts)
    except InputRefused as error:
        if len(batch) == 1:
            report.failed.append((str(batch[0]), str(error)))
            return []
        middle = len(batch) // 2
        return [
            *_embed_batch(batch[:middle], embedder, report),
            *_embed_batch(batch[middle:], embedder, report),
        ]
    return _save(batch, texts, vectors, embedder, report)


def _save(
    batch: Sequence[Movie],
    texts: Sequence[str],
    vectors: Vector,
    embedder: Embedder,
    report: EmbeddingReport,
) -> list[Movie]:
    stored = []
    with transaction.atomic():
        for movie, text, vector in zip(batch, texts, vectors, strict=True):
            try:
                store(movie.pk, vector, embedder.model_id, text)
            except MovieError as error:
                report.failed.append((str(movie), str(error)))
                continue
            report.stored += 1
            report.tokens += embedder.count_tokens(text)
            stored.append(movie)
    return stored


def store(movie_id: int, vector: Vector, model_id: str, text: str) -> None:
    """Write one film's vector (d,) with its provenance: the model, the digest of the text, the time.

    Raises VectorError for a vector that has no direction or is not finite.
    """
    Movie.objects.filter(pk=movie_id).update(
        emb=to_bytes(vector), emb_model=model_id, emb_digest=text_digest(text), emb_at=timezone.now()
    )
