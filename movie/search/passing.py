"""Sorts out the films that a query rules out: in the index, and in the database where no index serves."""

from collections.abc import Iterable

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from ..database import full_text
from ..models import Credit, Movie, MovieQuerySet
from ..text.genres import FOR_FAMILY, NOT_FOR_CHILDREN, all_names, same_genre
from .genres import genre_texts
from .limits import Limits
from .matrix import Index
from .query import SearchQuery
from .text_query import analyse

MOST_UNWANTED = 20_000
FAMILY = all_names(FOR_FAMILY)
UNFIT = all_names(NOT_FOR_CHILDREN)


def allowed(query: SearchQuery, index: Index) -> NDArray[np.bool_] | None:
    """Which films are there and not ruled out, (n,); None where that is all of them."""
    return index.passing(limits(query))


def limits(query: SearchQuery) -> Limits:
    """What a query asks of films, as engines understand it."""
    filters = query.filters
    genres = [same_genre(filters.genre)] if filters.genre else []
    if not query.tells_a_story:
        genres += map(same_genre, query.genres)
    without_genres = list(map(same_genre, query.without_genres))
    if query.for_family:
        genres, without_genres = [*genres, FAMILY], [*without_genres, UNFIT]
    without = {*query.without, *query.liked, *query.disliked}
    if query.unwanted:
        without.update(_speaking_of(query.unwanted))
    if query.without_people:
        without.update(_films_of(query.without_people))
    of_people = [frozenset(movies) for movies in _films_of_people(query)]
    return Limits(
        filters.year_from,
        filters.year_to,
        filters.runtime_from,
        filters.runtime_to,
        tuple(genres),
        tuple(without_genres),
        frozenset.intersection(*of_people) if of_people else None,
        frozenset(without),
    )


def of_genres(query: SearchQuery, index: Index) -> NDArray[np.bool_]:
    """Which films are of all the genres that are asked for, (n,)."""
    mask = np.ones(len(index.ids), dtype=bool)
    for genre in query.genres:
        mask &= index.of_genre(same_genre(genre))
    return mask


def passing(query: SearchQuery) -> MovieQuerySet:
    """The films that a query leaves to choose among."""
    movies = _within(query)
    genres = (*query.genres, *([query.filters.genre] if query.filters.genre else []))
    for genre in genres:
        movies = movies.filter(genre__in=genre_texts(same_genre(genre)))
    for genre in query.without_genres:
        movies = movies.exclude(genre__in=genre_texts(same_genre(genre)))
    if query.for_family:
        movies = movies.filter(genre__in=genre_texts(FAMILY)).exclude(genre__in=genre_texts(UNFIT))
    for films in _films_of_people(query):
        movies = movies.filter(pk__in=films)
    if query.without_people:
        movies = movies.exclude(pk__in=_films_of(query.without_people))
    if query.unwanted:
        movies = movies.exclude(pk__in=_speaking_of(query.unwanted))
    return movies.exclude(pk__in={*query.without, *query.liked, *query.disliked})


def best_known(query: SearchQuery, k: int) -> list[Movie]:
    """The films that pass and that most people have voted on."""
    return list(passing(query).order_by(F("vote_count").desc(nulls_last=True), "pk")[:k])


def _within(query: SearchQuery) -> MovieQuerySet:
    """The films of the query's years and lengths."""
    filters, movies = query.filters, Movie.objects.all()
    if filters.year_from is not None:
        movies = movies.filter(year__gte=filters.year_from)
    if filters.year_to is not None:
        movies = movies.filter(year__lte=filters.year_to)
    if filters.runtime_from is not None:
        movies = movies.filter(runtime__gte=max(filters.runtime_from, 1))
    if filters.runtime_to is not None:
        movies = movies.filter(runtime__range=(1, filters.runtime_to))
    return movies


def _speaking_of(unwanted: Iterable[str]) -> list[int]:
    """Films that have all words of one of these things."""
    found: set[int] = set()
    for text in unwanted:
        request = analyse(text)
        matching = [
            {movie for movie, _ in full_text.matching([word], spanish=request.spanish, limit=MOST_UNWANTED)}
            for word in dict.fromkeys(request.words)
        ]
        found |= set.intersection(*matching) if matching else set()
    return list(found)


def _films_of_people(query: SearchQuery) -> Iterable[list[int]]:
    """For everybody who takes part, and for the namesakes together, the ids of their films."""
    for person in query.people:
        yield _films_of([person])
    for person in query.directors:
        yield _films_of([person], Credit.Role.DIRECTOR)
    if query.namesakes:
        yield _films_of(query.namesakes)


def _films_of(people: Iterable[int], role: Credit.Role | None = None) -> list[int]:
    credits = Credit.objects.filter(person__in=list(people))
    if role:
        credits = credits.filter(role=role)
    return list(credits.values_list("movie", flat=True))
