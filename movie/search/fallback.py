"""Answers a visitor whatever happens: by meaning where possible, by words alone for the rest."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TypeVar

from django.db import DatabaseError, connection
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..database import full_text
from ..embedders import get_embedder
from ..errors import MovieError
from ..text import WORD, fold, stem
from .absent import absent_name, says_nothing_else
from .engines import get_engine
from .engines.base import Engine
from .fetch import fetch
from .film_facts import get_facts
from .filtering import best_known, passing
from .query import Filters, SearchQuery
from .query_parser import parse
from .ranking import Match, leaving, named_first, search
from .text_query import analyse
from .translated_titles import translated

logger = logging.getLogger(__name__)
Found = TypeVar("Found")

BY_WORDS = _("Meanwhile these films share words with your request.")
# What is asked before any visitor asks: of each kind of request one, since each has tables of its own.
FIRST = ("a film", "an old comedy without war", "una comedia corta de los 90 que no sea de terror")
# Of so many full-text matches those that pass the filters are shown.
CANDIDATES = 2000


@dataclass(frozen=True)
class Answer:
    """What a visitor gets: films, what was understood, and a sentence where it is not as it should be."""

    matches: list[Match]
    query: SearchQuery = SearchQuery()
    notice: str | Promise = ""
    absent: str = ""  # the title or name that was asked for and that is not in the catalogue

    @property
    def fits(self) -> bool:
        """Whether any film is near enough to be what was asked for."""
        return any(match.fits for match in self.matches)

    @property
    def by_fame(self) -> bool:
        """Whether films are in the order that is asked for, or of how many people have voted on them."""
        return bool(self.matches) and all(match.by_fame for match in self.matches)

    @property
    def absence(self) -> str:
        """A sentence that says what is not here; empty where all that was named is."""
        return (
            gettext("“%(title)s” is not in this catalogue.") % {"title": self.absent} if self.absent else ""
        )


def answer(
    prompt: str | SearchQuery, filters: Filters | None = None, *, k: int = 10, visitor: str | None = None
) -> Answer:
    """The k films that fit a prompt best; never raises a MovieError, for words need no embedder.

    `filters` come before what the prompt says. While only part of the catalogue is embedded by the model
    in use, films that share words with the prompt stand in for the rest, in turn with those found by
    meaning. `visitor` names who asks, where paid searches are limited by visitor.
    """
    if isinstance(prompt, str) and not prompt.strip():
        return Answer([])
    query = parse(prompt) if isinstance(prompt, str) else prompt
    query = replace(query, filters=(filters or Filters()).narrowed(query.filters))
    return by_meaning_or(
        lambda: _by_meaning(query, k, visitor),
        lambda error: _by_words_alone(query, k, error),
    )


def by_meaning_or(by_meaning: Callable[[], Found], without: Callable[[MovieError], Found]) -> Found:
    """What is found by meaning; where a MovieError says that nothing can be, what is found without."""
    try:
        return by_meaning()
    except MovieError as error:
        logger.warning("Films were found by words alone: %s", error)
        return without(error)


def _by_meaning(query: SearchQuery, k: int, visitor: str | None) -> Answer:
    absent = absent_name(query, visitor)
    if absent and says_nothing_else(query) and (meant := translated(absent)):
        query, absent = replace(query, titles=meant), ""
    asked = query if query.says_what or query.names_something else replace(query, text=absent)
    matches = search(asked, k=k, visitor=visitor)
    engine = get_engine(get_embedder())
    known = engine.coverage() if query.text else None
    if known and known.films > known.searchable:
        others = by_words(query, k, engine)
        if known.described <= known.searchable:
            others = list(filter(_tells_all, others))
        matches = _in_turn(matches, others)[:k]
    if absent and says_nothing_else(query):
        matches = [replace(match, fits=False, close=False) for match in matches]
    return Answer(matches, query, _partly(known.searchable, known.described) if known else "", absent)


def _by_words_alone(query: SearchQuery, k: int, error: MovieError) -> Answer:
    matches = _without_meaning(query, k)
    return Answer(matches, query, format_lazy("{} {}", error.for_visitor, BY_WORDS if matches else ""))


def warm_up() -> None:
    """Load what first searches would wait for: the index, the words, names, films' facts and, where
    embedding is free, the embedder.
    """
    try:
        get_embedder().prepare()
        engine = get_engine(get_embedder())
        engine.whole()
        for prompt in FIRST:
            by_words(parse(prompt), 1, engine)
            if not get_embedder().pays:
                search(prompt)
        get_facts()
    except (MovieError, DatabaseError) as error:
        logger.warning("Not ready to search yet: %s", error)
    finally:
        connection.close()


def by_words(query: SearchQuery, k: int, known: Engine | None = None) -> list[Match]:
    """Of the films that pass those that share words with what is told, the most and rarest first; those
    that an engine can compare left out.
    """
    request = analyse(query.text)
    ids = [
        movie
        for movie, _score in full_text.matching(request.words, spanish=request.spanish, limit=CANDIDATES)
    ]
    if known:
        compared = known.holds(ids)
        ids = [movie for movie in ids if movie not in compared]
    there = set(passing(query).tolist())
    found = fetch([movie for movie in ids if movie in there][:k])
    return [Match(movie, None, words=request.words) for movie in found.values()]


def _tells_all(match: Match) -> bool:
    """Whether a film that has no description has all words of the request in what it has."""
    movie = match.movie
    said = {stem(word) for word in WORD.findall(fold(f"{movie.title} {movie.genre} {movie.keywords}"))}
    return all(stem(word) in said for word in match.words)


def _without_meaning(query: SearchQuery, k: int) -> list[Match]:
    """Films like the liked ones, which needs no provider; else films that share words."""
    if query.liked:
        try:
            return search(replace(query, text="", unwanted=""), k=k)
        except MovieError:
            pass
    named = named_first(query)
    rest = replace(query, without=(*query.without, *query.titles))
    if query.emotions:
        return [*named, *leaving(rest, k)][:k]
    if not query.text:
        return [*named, *(Match(movie, None) for movie in best_known(rest, k))][:k]
    return [*named, *by_words(rest, k)][:k]


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
