"""Says what a query asks of films, and which of them pass."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from ..database import full_text
from ..models import Credit, Movie
from ..text.genres import FOR_FAMILY, NOT_FOR_CHILDREN, all_names, same_genre
from ..text.origins import is_studio
from .catalogue import catalogue
from .fetch import fetch
from .limits import Limits
from .matrix import Index
from .orders import in_order, rated
from .origins import coming_from
from .query import SearchQuery
from .studios import studios
from .text_query import analyse

FAMILY = all_names(FOR_FAMILY)
UNFIT = all_names(NOT_FOR_CHILDREN)


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
    if query.without_origins:
        without.update(_films_from(query.without_origins, loosely=True))
    among = [] if query.tells_a_plot else films_of_people(query)
    if query.origins:
        among.append(_films_from(query.origins, loosely=query.tells_a_story))
    if (well_rated := rated(filters)) is not None:
        among.append(well_rated)
    return Limits(
        filters.year_from,
        filters.year_to,
        filters.runtime_from,
        filters.runtime_to,
        tuple(genres),
        tuple(without_genres),
        frozenset.intersection(*among) if among else None,
        frozenset(without),
    )


def of_genres(query: SearchQuery, index: Index) -> NDArray[np.int64]:
    """How many of the genres that are asked for each film is of, (n,)."""
    return sum((index.of_genre(same_genre(genre)).astype(np.int64) for genre in query.genres), np.int64(0))


def passing(query: SearchQuery) -> NDArray[np.int64]:
    """The ids of the films that a query leaves to choose among, embedded or not, in its order: the best known
    first where it names none.
    """
    films = catalogue()
    there = films.passing(limits(query))
    places = np.arange(len(films.ids)) if there is None else np.flatnonzero(there)
    return films.ids[in_order(films, places, query.order)]


def best_known(query: SearchQuery, k: int) -> list[Movie]:
    """The films that pass and that most people have voted on, or that the query's order puts first."""
    ids = passing(query)[:k].tolist()
    movies = fetch(ids)
    return [movies[movie] for movie in ids if movie in movies]


def _films_from(wanted: Collection[str], loosely: bool) -> frozenset[int]:
    """Films of any of these origins."""
    films, made_by = catalogue(), [origin for origin in wanted if is_studio(origin)]
    found = coming_from(films.known_origins, set(wanted).difference(made_by), loosely)
    there = np.fromiter((one in found for one in films.origins), dtype=bool, count=len(films.origins))
    return frozenset(films.ids[there].tolist()) | studios().films_by(made_by)


def _speaking_of(unwanted: Iterable[str]) -> set[int]:
    """Films that have all words of one of these things."""
    requests = map(analyse, unwanted)
    return {movie for told in requests for movie in full_text.with_all(told.words, spanish=told.spanish)}


def films_of_people(query: SearchQuery) -> list[frozenset[int]]:
    """For everybody who takes part, and for the namesakes together, the ids of their films."""
    films = [_films_of([person]) for person in query.people]
    films += [_films_of([person], Credit.Role.DIRECTOR) for person in query.directors]
    return [*films, _films_of(query.namesakes)] if query.namesakes else films


def _films_of(people: Iterable[int], role: Credit.Role | None = None) -> frozenset[int]:
    credits = Credit.objects.filter(person__in=list(people))
    if role:
        credits = credits.filter(role=role)
    return frozenset(credits.values_list("movie", flat=True))
