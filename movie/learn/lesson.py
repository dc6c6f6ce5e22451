"""Works out, for one request, every number that the page of lessons shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..errors import NothingEmbedded
from ..models import Movie, with_translations
from ..search.fetch import fetch
from ..search.index import Index, get_index
from ..search.limits import NO_LIMITS
from ..search.query_vectors import prompt_vector
from ..search.ranking import Match, masked, search
from ..search.text_query import analyse
from ..search.word_index import full_text
from ..vectors import Vector, top_k

COMPARED, LISTED = 10, 5
WRITTEN_OUT = 6  # products


@dataclass(frozen=True)
class Compared:
    """A film's vector (d,) beside a request's, and what comes out when they are multiplied."""

    movie: Movie
    query: Vector
    vector: Vector
    place: int  # among all films by cosine similarity, from 1
    place_by_words: int | None  # among all films by BM25; None where it shares no word with the request

    @property
    def products(self) -> Vector:
        """Number by number, (d,)."""
        return self.query.astype(np.float64) * self.vector

    @cached_property
    def dot(self) -> float:
        return float(self.products.sum())

    @cached_property
    def norm(self) -> float:
        """The length of the film's vector."""
        return float(np.linalg.norm(self.vector.astype(np.float64)))

    @cached_property
    def cosine(self) -> float:
        return self.dot / (self.norm * float(np.linalg.norm(self.query.astype(np.float64))))

    @property
    def first_products(self) -> list[tuple[float, float, float]]:
        """The first numbers of both, and their products."""
        first = slice(WRITTEN_OUT)
        return list(
            zip(
                self.query[first].tolist(),
                self.vector[first].tolist(),
                self.products[first].tolist(),
                strict=True,
            )
        )

    @property
    def other_products(self) -> float:
        """What all the products that are not written out add."""
        return float(self.products[WRITTEN_OUT:].sum())


@dataclass(frozen=True)
class Lesson:
    """One request's way to its films."""

    model_id: str
    query: Vector  # (d,)
    by_meaning: list[Compared]  # the best, best first
    words: tuple[str, ...]  # that were looked for, folded
    by_words: list[Compared]
    answer: list[Match]  # of the search page

    @property
    def dimensions(self) -> int:
        return len(self.query)

    @property
    def norm(self) -> float:
        return float(np.linalg.norm(self.query.astype(np.float64)))

    @property
    def others(self) -> int:
        """How many products are not written out."""
        return max(0, self.dimensions - WRITTEN_OUT)

    @property
    def without_words(self) -> int:
        """How many of the films nearest in meaning share no word with the request."""
        return sum(film.place_by_words is None for film in self.by_meaning)


def lesson(prompt: str, visitor: str | None = None) -> Lesson:
    """Compare a request with all films, by meaning and by words. Raises as search() does."""
    embedder = get_embedder()
    index = get_index(embedder)
    query = prompt_vector(prompt, embedder, visitor)
    request = analyse(prompt)
    bm25, _most = full_text(request.words, index.ids, spanish=request.spanish)
    there = index.passing(NO_LIMITS)
    cosines = masked(index.similarities(query), there)
    words = masked(np.where(bm25 > 0, bm25, -np.inf), there)
    nearest, wordiest = top_k(cosines, COMPARED), top_k(words, LISTED)
    films = _compared(index, query, cosines, words, [*nearest.tolist(), *wordiest.tolist()])
    if not films:
        raise NothingEmbedded  # all are gone since the index was asked for
    answer = search(prompt, k=LISTED, visitor=visitor)
    with_translations(match.movie for match in answer)
    return Lesson(
        embedder.model_id,
        query,
        [films[place] for place in nearest.tolist() if place in films],
        tuple(dict.fromkeys(request.words)),
        [films[place] for place in wordiest.tolist() if place in films],
        answer,
    )


def _compared(
    index: Index, query: Vector, cosines: NDArray, words: NDArray, places: Sequence[int]
) -> dict[int, Compared]:
    """The films at these places of the index; those that are gone meanwhile are left out."""
    movies = fetch(list({int(index.ids[place]) for place in places}))
    with_translations(movies.values())
    return {
        place: Compared(
            movies[movie],
            query,
            index.rows[place].copy(),
            1 + int((cosines > cosines[place]).sum()),
            1 + int((words > words[place]).sum()) if np.isfinite(words[place]) else None,
        )
        for place in places
        if (movie := int(index.ids[place])) in movies
    }


def second_opinion(prompt: str, movies: Sequence[Movie], other: Embedder) -> list[float]:
    """Cosine similarities (n,) of a request with films by another model, which reads their texts anew."""
    vectors = other.embed_documents([movie.embedded_text for movie in movies])
    return (vectors @ other.embed_query(prompt)).tolist()
