"""Checks the stored embeddings: how many are fresh, missing, stale or corrupt, by model."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..embedders import Embedder
from ..embedders.distinct import essence
from ..errors import VectorError
from ..models import Movie
from ..vectors import Vector, from_bytes

# Of fewer films some may well be alike.
FEWEST_TO_JUDGE = 10


@dataclass(frozen=True)
class StoredEmbedding:
    """One film's embedding as it is found; `problem` says why it cannot be used."""

    movie: Movie
    vector: Vector | None
    stale: bool = False
    problem: str = ""


@dataclass
class HealthReport:
    """Counts of films, and of embeddings by the model that made them."""

    films: int = 0
    missing: int = 0
    undescribed: int = 0  # missing for want of a description
    stale: int = 0
    corrupt: int = 0
    by_model: Counter[str] = field(default_factory=Counter)
    _by_vector: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def well(self) -> bool:
        """Whether every film that can have an embedding has a fresh, readable one, of its own mostly."""
        return self.missing == self.undescribed and not (self.stale or self.corrupt or self.alike)

    @property
    def sharing(self) -> int:
        """Films that share their vector with a film of another text."""
        return sum(texts.total() for texts in self._by_vector.values() if len(texts) > 1)

    @property
    def alike(self) -> bool:
        """Whether so many share a vector that the model must have been broken."""
        vectors = sum(texts.total() for texts in self._by_vector.values())
        return vectors >= FEWEST_TO_JUDGE and 2 * self.sharing > vectors

    def add(self, found: StoredEmbedding) -> None:
        """Count one film."""
        self.films += 1
        if found.problem:
            self.corrupt += 1
        elif found.vector is None:
            self.missing += 1
            self.undescribed += not found.movie.description
        if found.vector is not None:
            text = hash(essence(found.movie.embedded_text))
            self._by_vector[hash(found.vector.tobytes())][text] += 1
        if found.vector is not None or found.problem:
            self.by_model[found.movie.emb_model or "unknown model"] += 1
            self.stale += found.stale


def stored_embeddings(embedder: Embedder) -> Iterator[StoredEmbedding]:
    """Every film's embedding, in order of id, read as they are asked for."""
    movies = Movie.objects.with_vectors().order_by("pk")
    for movie in movies.iterator(chunk_size=500):
        if movie.emb is None:
            yield StoredEmbedding(movie, None)
            continue
        stale = movie.is_stale(embedder)
        try:
            expected = embedder.dimensions if movie.emb_model == embedder.model_id else None
            yield StoredEmbedding(movie, from_bytes(movie.emb, expected), stale)
        except VectorError as error:
            yield StoredEmbedding(movie, None, stale, str(error))
