"""Ranks films by meaning: the one act that everything else stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..models import Movie
from ..text import movie_text
from ..vectors import Vector, normalise, top_k
from . import words
from .coverage import coverage
from .fetching import fetch
from .index import Index, get_index
from .plausible import is_plausible
from .prompts import Request, read
from .queries import prompt_vector
from .why import Segment, why

# How far a film of the years that a request names goes ahead, in standard deviations of the score.
YEAR_BONUS = 1.0
# How much likeness to a disliked film counts against likeness to the liked ones (Rocchio's gamma).
DISLIKE = 0.5
# So many of the best films are compared with the request word by word.
COMPARED = 30


@dataclass(frozen=True)
class Asked:
    """What the films were compared with; the embedder only where it costs nothing to explain by."""

    request: Request
    embedder: Embedder | None = None
    vector: Vector | None = None


@dataclass(frozen=True)
class Match:
    """A film that was found, and its cosine similarity with what was asked, from -1 to 1."""

    movie: Movie
    similarity: float | None  # None where it was found by words alone
    fits: bool = True  # False below the embedder's floor: the nearest there is, but not near
    close: bool = False  # True from the embedder's threshold for a close match on
    asked: Asked | None = field(default=None, repr=False, compare=False)

    @cached_property
    def why(self) -> list[Segment]:
        """The sentence of the description nearest to the request, words in common marked."""
        if self.asked is None:
            return []
        return why(self.movie.description, self.asked.request, self.asked.embedder, self.asked.vector)


def search(
    prompt: str,
    *,
    k: int = 10,
    year_from: int | None = None,
    year_to: int | None = None,
    genre: str | None = None,
    runtime_from: int | None = None,
    runtime_to: int | None = None,
    visitor: str | None = None,
) -> list[Match]:
    """The k films nearest to a prompt, best first; fewer only where fewer pass the filters.

    `visitor` names who asks, where paid searches are limited by visitor. Raises SearchError where no
    film can be compared, ProviderError where the prompt cannot be embedded, LimitReached where that
    would cost more than this site allows.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    request = read(prompt)
    query = query_vector(prompt, request, embedder, visitor)
    similarities = index.similarities(query, embedder.centred)
    scores = request_scores(similarities, request, index, embedder)
    allowed = index.allowed(year_from, year_to, genre, runtime_from, runtime_to)
    best = best_places(masked(scores, allowed), k, request, index, embedder)
    if embedder.pays:
        return matches_at(index, best, similarities, embedder, Asked(request))
    plausible = is_plausible(prompt, query, index.rows)
    return matches_at(index, best, similarities, embedder, Asked(request, embedder, query), plausible)


def standing(prompt: str, *, visitor: str | None = None) -> dict[int, float]:
    """How far each film that can be compared is ahead for a prompt, in standard deviations of the score.

    For those who rank by something else as well. Raises as search() does.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    request = read(prompt)
    similarities = index.similarities(query_vector(prompt, request, embedder, visitor), embedder.centred)
    ahead = standardised(request_scores(similarities, request, index, embedder))
    return {movie: float(ahead[place]) for movie, place in index.positions.items()}


def request_scores(similarities: Vector, request: Request, index: Index, embedder: Embedder) -> Vector:
    """What films are ranked by: similarity, mixed with words as far as the embedder needs them."""
    if not embedder.word_weight:
        return similarities
    return _mixed(similarities, _word_scores(request, index), request, index, embedder.word_weight)


def best_places(
    scores: Vector, k: int, request: Request, index: Index, embedder: Embedder
) -> NDArray[np.intp]:
    """Places of the k films with the highest scores, the first of them put in order word by word."""
    if not embedder.coverage_weight:
        return top_k(scores, k)
    best = top_k(scores, max(k, COMPARED))
    compared = best[:COMPARED]
    texts = _texts(index.ids[compared].tolist())
    covered = scores[compared] + embedder.coverage_weight * coverage(request, texts, embedder)
    return np.concatenate([compared[np.argsort(-covered, kind="stable")], best[COMPARED:]])[:k]


def _texts(movies: Sequence[int]) -> list[str]:
    """What was embedded of these films, in this order; nothing of one that has just gone."""
    rows = Movie.objects.filter(pk__in=movies).values_list("pk", *Movie.TEXT_FIELDS, named=True)
    texts = {row.pk: movie_text(row) for row in rows}
    return [texts.get(movie, "") for movie in movies]


def ranked(prompt: str, *, k: int = 100) -> list[int]:
    """For measuring: ids of the k best films, best first, as search() ranks them. Raises as it does."""
    embedder = get_embedder()
    index = get_index(embedder)
    request = read(prompt)
    similarities = index.similarities(query_vector(prompt, request, embedder), embedder.centred)
    scores = masked(request_scores(similarities, request, index, embedder), index.allowed())
    return index.ids[best_places(scores, k, request, index, embedder)].tolist()


def rank(prompt: str, word_weights: Sequence[float], *, k: int = 100) -> list[list[int]]:
    """For measuring: ids of the k best films, best first, once for each share of full-text matches
    (0 is cosine similarity alone, 1 words alone). Raises as search() does.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    request = read(prompt)
    similarities = index.similarities(query_vector(prompt, request, embedder), embedder.centred)
    bm25, allowed = _word_scores(request, index), index.allowed()
    return [
        index.ids[top_k(masked(_mixed(similarities, bm25, request, index, weight), allowed), k)].tolist()
        for weight in word_weights
    ]


def query_vector(prompt: str, request: Request, embedder: Embedder, visitor: str | None = None) -> Vector:
    """The vector of what is asked; an embedder that is helped by words is also spared the small talk."""
    return prompt_vector(request.text if embedder.word_weight else prompt, embedder, visitor)


def similar_to(*liked: Movie, disliked: Iterable[Movie] = (), k: int = 10) -> list[Match]:
    """The k films most like the liked ones and least like the disliked, best first, without any of them.

    None are found where no liked film has an embedding.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    disliked = list(disliked)
    wanted = mean_vector(index, (movie.pk for movie in liked))
    if wanted is None:
        return []
    similarities = index.similarities(wanted, embedder.centred)
    scores = similarities
    unwanted = mean_vector(index, (movie.pk for movie in disliked))
    if unwanted is not None:
        against = index.similarities(unwanted, embedder.centred)
        scores = similarities.copy()
        np.subtract(scores, DISLIKE * against, out=scores, where=np.isfinite(against))
    allowed = index.allowed(without=[movie.pk for movie in (*liked, *disliked)])
    best = top_k(masked(scores, allowed), k)
    return matches_at(index, best, similarities, embedder)


def mean_vector(index: Index, movies: Iterable[int]) -> Vector | None:
    """The mean of the vectors of films (by id), of norm 1; None where none of them has a vector."""
    places = [index.positions[movie] for movie in movies if movie in index.positions]
    return normalise(index.rows[places].mean(axis=0)) if places else None


def _mixed(
    similarities: Vector, bm25: NDArray[np.float64], request: Request, index: Index, weight: float
) -> Vector:
    """Similarity and BM25, each standardised over the catalogue, mixed by weight."""
    if not weight:
        return similarities
    mixed = (1 - weight) * standardised(similarities) + weight * standardised(bm25)
    if request.years:
        first, last = request.years
        mixed += YEAR_BONUS * ((index.years >= first) & (index.years <= last))
    return mixed.astype(np.float32)


def masked(scores: Vector, allowed: NDArray[np.bool_] | None) -> Vector:
    """The scores, -inf where a film is not allowed."""
    return scores if allowed is None else np.where(allowed, scores, -np.inf)


def _word_scores(request: Request, index: Index) -> NDArray[np.float64]:
    scores = np.zeros(len(index.ids))
    for movie, score in words.matching(request.words, spanish=request.spanish):
        place = index.positions.get(movie)
        if place is not None:
            scores[place] = score
    return scores


def standardised(scores: NDArray) -> NDArray[np.float64]:
    """Mean 0 and standard deviation 1 over the finite scores; all zeros where they are all equal."""
    finite = scores[np.isfinite(scores)]
    deviation = finite.std(dtype=np.float64) if finite.size else 0
    return (
        (scores - finite.mean(dtype=np.float64)) / deviation if deviation > 1e-12 else np.zeros(len(scores))
    )


def matches_at(
    index: Index,
    best: NDArray[np.intp],
    similarities: Vector,
    embedder: Embedder,
    asked: Asked | None = None,
    plausible: bool = True,
) -> list[Match]:
    """The films at these places of the index, in this order; none fits what is not plausible."""
    ids = index.ids[best].tolist()
    movies = fetch(ids)
    return [
        Match(
            movies[movie],
            similarity,
            fits=plausible and similarity >= embedder.floor,
            close=plausible and similarity >= embedder.close,
            asked=asked,
        )
        for movie, similarity in zip(ids, similarities[best].tolist(), strict=True)
        if movie in movies
    ]
