"""Which films a query's ranking looks at: all of them, or those that a search engine and their words bring.

An engine that holds a copy brings a few hundred films by meaning. Beside them stand those that share most
words with what is told, and those that have most in common with the films that are liked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from ..embedders import Embedder
from ..text.genres import same_genre
from ..vectors import Vector, normalise
from .engines import get_engine
from .engines.base import Engine
from .film_facts import get_facts
from .filtering import films_of_people, passing
from .likeness import most_alike
from .limits import NO_LIMITS, Limits
from .matrix import Index
from .profiles import profile_of
from .query import SearchQuery
from .query_vectors import prompt_vector
from .rows import read_rows
from .score import get_weights
from .word_index import analysed, best_by_words

# So many films by each signal; of those that share words so many are looked at where some may not pass.
NEAREST, ALIKE, BY_WORDS, LOOKED_AT = 300, 200, 200, 2_000


def candidates(query: SearchQuery, limits: Limits, embedder: Embedder, visitor: str | None) -> Index:
    """Gives an index of all films that could be among the best for a query. Raises as search() does."""
    engine = get_engine(embedder)
    whole = engine.whole()
    if whole is not None:
        return whole
    ids = {*query.liked, *query.disliked}
    for vector in _vectors(query, engine, embedder, visitor):
        for narrowed in _narrowed(query, limits):
            ids.update(engine.nearest(vector, NEAREST, narrowed).ids.tolist())
    if query.text:
        ids.update(_by_words(query, limits))
    if query.tells_a_plot:
        ids.update(*films_of_people(query))
    if query.liked:
        ids.update(most_alike(get_facts(), query.liked, ALIKE))
    return engine.gathered(ids)


def _narrowed(query: SearchQuery, limits: Limits) -> Iterator[Limits]:
    """The limits; and where films of a genre go ahead of others, the limits with the genre as well."""
    yield limits
    if query.genres and query.tells_a_story:
        yield replace(limits, genres=(*limits.genres, *map(same_genre, query.genres)))


def _vectors(query: SearchQuery, engine: Engine, embedder: Embedder, visitor: str | None) -> Iterator[Vector]:
    """What films have to be near to: what is told, the films that are liked, or far from those disliked."""
    if query.text:
        yield _told(query.text, embedder, visitor)
    liked, disliked = (_mean(engine, films) for films in (query.liked, query.disliked))
    if liked is not None:
        yield liked
    elif disliked is not None and not query.text:
        yield -disliked


def _told(text: str, embedder: Embedder, visitor: str | None) -> Vector:
    if not profile_of(embedder).learned_mix:
        return prompt_vector(text, embedder, visitor)
    return get_weights().mapped(prompt_vector(analysed(text).text, embedder, visitor))


def _mean(engine: Engine, films: tuple[int, ...]) -> Vector | None:
    rows = read_rows(engine.stored, engine.model_id, films) if films else ()
    vectors = [row.vector for row in rows if row.vector is not None]
    return normalise(np.mean(vectors, axis=0)).astype(np.float32) if vectors else None


def _by_words(query: SearchQuery, limits: Limits) -> Iterable[int]:
    """Of the films that pass those that share most words with what is told."""
    request = analysed(query.text)
    if limits == NO_LIMITS:
        return best_by_words(request.words, BY_WORDS, spanish=request.spanish)
    ids = best_by_words(request.words, LOOKED_AT, spanish=request.spanish)
    there = set(passing(query).tolist())
    return [movie for movie in ids if movie in there][:BY_WORDS]
