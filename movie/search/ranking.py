"""Ranks films by meaning: the one act that everything else stands on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..models import Movie
from ..vectors import Vector, top_k
from . import words
from .index import Index, get_index
from .prompts import Request, read

# How far a film of the years that a request names goes ahead, in standard deviations of the score.
YEAR_BONUS = 1.0


@dataclass(frozen=True)
class Match:
    """A film that was found, and its cosine similarity with what was asked, from -1 to 1."""

    movie: Movie
    similarity: float
    fits: bool  # False below the embedder's floor: the nearest there is, but not near
    close: bool = False  # True from the embedder's threshold for a close match on


def search(
    prompt: str,
    *,
    k: int = 10,
    year_from: int | None = None,
    year_to: int | None = None,
    genre: str | None = None,
) -> list[Match]:
    """The k films nearest to a prompt, best first; fewer only where fewer pass the filters.

    Raises SearchError where no film can be compared, ProviderError where the prompt cannot be
    embedded.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    request = read(prompt)
    allowed = index.allowed(year_from, year_to, genre)
    query = embedder.embed_query(request.text if embedder.word_weight else prompt)
    similarities = index.similarities(query, embedder.centred)
    scores = _with_words(similarities, request, index, embedder.word_weight)
    return _matches(index, scores, similarities, allowed, k, embedder)


def similar_to(movie: Movie, *, k: int = 10) -> list[Match]:
    """The k films nearest to a film, best first, without itself; none where it has no embedding."""
    embedder = get_embedder()
    index = get_index(embedder)
    if movie.pk not in index.positions:
        return []
    query = index.rows[index.positions[movie.pk]]
    similarities = index.similarities(query, embedder.centred)
    return _matches(index, similarities, similarities, index.allowed(without=[movie.pk]), k, embedder)


def _with_words(similarities: Vector, request: Request, index: Index, weight: float) -> Vector:
    """Similarity and BM25, each standardised over the catalogue, mixed by the embedder's weight."""
    if not weight:
        return similarities
    mixed = (1 - weight) * _standardised(similarities) + weight * _standardised(_word_scores(request, index))
    if request.years:
        first, last = request.years
        mixed += YEAR_BONUS * ((index.years >= first) & (index.years <= last))
    return mixed.astype(np.float32)


def _word_scores(request: Request, index: Index) -> NDArray[np.float64]:
    scores = np.zeros(len(index.ids))
    for movie, score in words.matching(request.words):
        place = index.positions.get(movie)
        if place is not None:
            scores[place] = score
    return scores


def _standardised(scores: NDArray) -> NDArray[np.float64]:
    """Mean 0 and standard deviation 1 over the finite scores; all zeros where they are all equal."""
    finite = scores[np.isfinite(scores)]
    deviation = finite.std(dtype=np.float64) if finite.size else 0
    return (
        (scores - finite.mean(dtype=np.float64)) / deviation if deviation > 1e-12 else np.zeros(len(scores))
    )


def _matches(
    index: Index,
    scores: Vector,
    similarities: Vector,
    allowed: NDArray[np.bool_] | None,
    k: int,
    embedder: Embedder,
) -> list[Match]:
    if allowed is not None:
        scores = np.where(allowed, scores, -np.inf)
    best = top_k(scores, k)
    ids = index.ids[best].tolist()
    movies = Movie.objects.in_bulk(ids)
    return [
        Match(movies[movie], similarity, similarity >= embedder.floor, similarity >= embedder.close)
        for movie, similarity in zip(ids, similarities[best].tolist(), strict=True)
        if movie in movies
    ]
