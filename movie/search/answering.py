"""Answers a visitor whatever happens: by meaning where possible, by words alone for the rest."""

import logging
from dataclasses import dataclass
from itertools import zip_longest

from django.db import DatabaseError, connection
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..embedders import get_embedder
from ..errors import MovieError
from ..models import Movie, MovieQuerySet
from . import words
from .facts import genre_texts
from .index import Index, get_index
from .prompts import read
from .ranking import Asked, Match, search

logger = logging.getLogger(__name__)

BY_WORDS = _("Meanwhile these films share words with your request.")
# Of so many full-text matches those that pass the filters are shown.
CANDIDATES = 2000


@dataclass(frozen=True)
class Filters:
    """Which films may be found."""

    year_from: int | None = None
    year_to: int | None = None
    genre: str | None = None
    runtime_from: int | None = None  # minutes, of films whose length is known
    runtime_to: int | None = None


@dataclass(frozen=True)
class Answer:
    """What a visitor gets: films, and a sentence where they were not found as they should be."""

    matches: list[Match]
    notice: str | Promise = ""

    @property
    def fits(self) -> bool:
        """Whether any film is near enough to be what was asked for."""
        return any(match.fits for match in self.matches)


def answer(prompt: str, filters: Filters | None = None, *, k: int = 10, visitor: str | None = None) -> Answer:
    """The k films that fit a prompt best; never raises a MovieError, for words need no embedder.

    While only part of the catalogue is embedded by the model in use, films that share words with the
    prompt stand in for the rest, in turn with those found by meaning.
    """
    filters = filters or Filters()
    try:
        index = get_index(get_embedder())
        matches = search(prompt, k=k, visitor=visitor, **vars(filters))
    except MovieError as error:
        logger.warning("Films were found by words alone: %s", error)
        matches = by_words(prompt, filtered(filters), k)
        return Answer(matches, format_lazy("{} {}", error.for_visitor, BY_WORDS if matches else ""))
    if index.films > len(index):
        matches = _in_turn(matches, by_words(prompt, filtered(filters), k, index))[:k]
    return Answer(matches, _partly(len(index), index.described))


def warm_up() -> None:
    """Load what the first search would wait for: the index and, where embedding is free, the embedder."""
    try:
        if get_embedder().pays:
            get_embedder().prepare()
            get_index(get_embedder())
        else:
            search("a film")
    except (MovieError, DatabaseError) as error:
        logger.warning("Not ready to search yet: %s", error)
    finally:
        connection.close()


def by_words(prompt: str, movies: MovieQuerySet, k: int, known: Index | None = None) -> list[Match]:
    """Of some films those that share words with the prompt, the most and rarest first; those in the index
    left out.
    """
    request = read(prompt)
    ids = [
        movie for movie, _score in words.matching(request.words, spanish=request.spanish, limit=CANDIDATES)
    ]
    if known:
        ids = [movie for movie in ids if movie not in known.positions]
    passing = set(movies.filter(pk__in=ids).values_list("pk", flat=True))
    best = [movie for movie in ids if movie in passing][:k]
    found = Movie.objects.in_bulk(best)
    return [Match(found[movie], None, asked=Asked(request)) for movie in best if movie in found]


def filtered(filters: Filters) -> MovieQuerySet:
    """The films that pass."""
    movies = Movie.objects.all()
    if filters.year_from is not None:
        movies = movies.filter(year__gte=filters.year_from)
    if filters.year_to is not None:
        movies = movies.filter(year__lte=filters.year_to)
    if filters.runtime_from is not None:
        movies = movies.filter(runtime__gte=max(filters.runtime_from, 1))
    if filters.runtime_to is not None:
        movies = movies.filter(runtime__range=(1, filters.runtime_to))
    return movies.filter(genre__in=genre_texts(filters.genre)) if filters.genre else movies


def _in_turn(first: list[Match], second: list[Match]) -> list[Match]:
    return [match for pair in zip_longest(first, second) for match in pair if match]


def _partly(searchable: int, films: int) -> str:
    """A sentence while films wait to be embedded; empty once none does."""
    if searchable >= films:
        return ""
    return ngettext(
        "%(searchable)d of %(films)d film can be searched by meaning so far; the rest is found by words.",
        "%(searchable)d of %(films)d films can be searched by meaning so far; the rest are found by words.",
        films,
    ) % {"searchable": searchable, "films": films}
