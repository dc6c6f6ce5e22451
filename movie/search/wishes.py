"""Finds films for a wish of several parts: words, films it should be like or not, people, and filters."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db.models import F
from django.utils.text import format_lazy
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..errors import MovieError
from ..models import Credit, MovieQuerySet
from ..vectors import Vector, top_k
from .answering import BY_WORDS, Answer, Filters, by_words, filtered
from .facts import genre_texts
from .index import Index, get_index
from .plausible import is_plausible
from .prompts import read
from .ranking import (
    DISLIKE,
    Asked,
    Match,
    best_places,
    masked,
    matches_at,
    mean_vector,
    query_vector,
    request_scores,
    standardised,
)

logger = logging.getLogger(__name__)

# How much likeness to a liked film counts beside a text that says how the wish differs from it.
LIKENESS = 0.7
# Who says only what they do not want chooses among so many times more of the best known films.
CHOICE = 5


@dataclass(frozen=True)
class Wish:
    """What somebody would like to see; films and people by their ids."""

    text: str = ""  # what it should be about, in their words
    unwanted: str = ""  # what it should not be about
    liked: tuple[int, ...] = ()
    disliked: tuple[int, ...] = ()
    people: tuple[int, ...] = ()  # who all take part in it
    without_people: tuple[int, ...] = ()
    filters: Filters = Filters()
    without_genres: tuple[str, ...] = ()
    without: tuple[int, ...] = ()  # films that are known already

    @property
    def says_what(self) -> bool:
        """Whether films can be ranked by it, and not just sorted out."""
        return bool(self.text or self.unwanted or self.liked)


def grant(wish: Wish, *, k: int = 6, visitor: str | None = None) -> Answer:
    """The k films that come nearest to a wish, best first; never raises a MovieError.

    A wish that says neither words nor films is granted by the films most people have voted on. `visitor`
    names who asks, where paid searches are limited by visitor.
    """
    if not wish.says_what:
        return Answer(_best_known(wish, k))
    try:
        return Answer(_by_meaning(wish, k, visitor))
    except MovieError as error:
        logger.warning("A wish was granted without its words' meaning: %s", error)
        matches = _without_meaning(wish, k)
        return Answer(matches, format_lazy("{} {}", error.for_visitor, BY_WORDS if matches else ""))


def passing(wish: Wish) -> MovieQuerySet:
    """The films that a wish leaves to choose among."""
    movies = filtered(wish.filters)
    for person in wish.people:
        movies = movies.filter(pk__in=Credit.objects.filter(person=person).values("movie"))
    if wish.without_people:
        movies = movies.exclude(pk__in=Credit.objects.filter(person__in=wish.without_people).values("movie"))
    for genre in wish.without_genres:
        movies = movies.exclude(genre__in=genre_texts(genre))
    return movies.exclude(pk__in={*wish.without, *wish.liked, *wish.disliked})


def _by_meaning(wish: Wish, k: int, visitor: str | None) -> list[Match]:
    embedder = get_embedder()
    index = get_index(embedder)
    scores = _by_films(wish, index, embedder)
    if wish.unwanted:
        unwanted, _, _ = _by_text(wish.unwanted, index, embedder, visitor)
        scores = scores - DISLIKE * unwanted
    if not wish.text:
        return _by_likeness(scores, wish, k, index, embedder)
    of_text, similarities, asked = _by_text(wish.text, index, embedder, visitor)
    scores = _sorted_out(of_text + LIKENESS * scores, wish, index)
    best = best_places(scores, k, asked.request, index, embedder)
    plausible = embedder.pays or bool(wish.liked) or is_plausible(wish.text, asked.vector, index.rows)
    return matches_at(index, best, similarities, embedder, asked, plausible)


def _by_likeness(
    scores: NDArray[np.float64], wish: Wish, k: int, index: Index, embedder: Embedder
) -> list[Match]:
    """The films with the highest scores; of a wish that likes none, among those best known."""
    liked = mean_vector(index, wish.liked)
    if liked is None:
        ahead = dict(zip(index.ids.tolist(), scores.tolist(), strict=True))
        known = _best_known(wish, k * CHOICE)
        return sorted(known, key=lambda match: -ahead.get(match.movie.pk, 0))[:k]
    best = top_k(_sorted_out(scores, wish, index), k)
    return matches_at(index, best, index.similarities(liked, embedder.centred), embedder)


def _by_text(
    text: str, index: Index, embedder: Embedder, visitor: str | None
) -> tuple[NDArray[np.float64], Vector, Asked]:
    """How far films are ahead for a text (n,), their cosine similarity with it (n,), and what was asked."""
    request = read(text)
    query = query_vector(text, request, embedder, visitor)
    similarities = index.similarities(query, embedder.centred)
    asked = Asked(request) if embedder.pays else Asked(request, embedder, query)
    return standardised(request_scores(similarities, request, index, embedder)), similarities, asked


def _by_films(wish: Wish, index: Index, embedder: Embedder) -> NDArray[np.float64]:
    """How far films are ahead by likeness to the liked films and unlikeness to the disliked, (n,)."""
    scores = np.zeros(len(index.ids))
    for movies, weight in ((wish.liked, 1), (wish.disliked, -DISLIKE)):
        vector = mean_vector(index, movies)
        if vector is not None:
            scores = scores + weight * standardised(index.similarities(vector, embedder.centred))
    return scores


def _sorted_out(scores: NDArray[np.float64], wish: Wish, index: Index) -> Vector:
    """The scores, -inf for films that a wish rules out."""
    return masked(scores.astype(np.float32), _allowed(index, wish))


def _allowed(index: Index, wish: Wish) -> NDArray[np.bool_] | None:
    mask = index.allowed(**vars(wish.filters), without=(*wish.without, *wish.liked, *wish.disliked))
    if not (wish.people or wish.without_people or wish.without_genres):
        return mask
    mask = index.ids >= 0 if mask is None else mask
    for genre in wish.without_genres:
        mask &= ~index.of_genre(genre)
    for person in wish.people:
        mask &= np.isin(index.ids, _films_of([person]))
    return mask & ~np.isin(index.ids, _films_of(wish.without_people))


def _films_of(people: Iterable[int]) -> list[int]:
    return list(Credit.objects.filter(person__in=list(people)).values_list("movie", flat=True))


def _without_meaning(wish: Wish, k: int) -> list[Match]:
    """Films like the liked ones, which needs no provider; else films that share words."""
    if wish.liked:
        try:
            return _by_meaning(Wish(**{**vars(wish), "text": ""}), k, None)
        except MovieError:
            pass
    return by_words(wish.text, passing(wish), k) if wish.text else _best_known(wish, k)


def _best_known(wish: Wish, k: int) -> list[Match]:
    """The films that most people have voted on."""
    movies = passing(wish).order_by(F("vote_count").desc(nulls_last=True), "pk")
    return [Match(movie, None) for movie in movies[:k]]
