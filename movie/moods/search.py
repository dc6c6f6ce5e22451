"""Finds films by how they leave their viewers feeling, if need be among those that fit a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from django.utils.functional import Promise
from numpy.typing import NDArray

from ..embedders import get_embedder
from ..models import Mood, Movie
from ..search.emotions import agreements, is_asked_for, with_families
from ..search.engines import get_engine
from ..search.engines.base import Engine
from ..search.fallback import by_meaning_or
from ..search.features import z_scores
from ..search.filtering import limits, passing
from ..search.limits import Limits
from ..search.matrix import Index
from ..search.query import Filters, SearchQuery
from ..search.query_parser import parse
from ..search.query_vectors import prompt_vector
from ..search.ranking import standing
from ..text.emotions import mood_text
from ..vectors import Vector, top_k

Scores = dict[int, float]  # by film

# So many films each signal brings where an engine does not look at all of them.
NEAREST = 300


@dataclass(frozen=True)
class MoodMatch:
    """A film, its emotions each with whether it is of those asked for, and the cosine similarity of moods."""

    movie: Movie
    mood: Mood
    emotions: list[tuple[str, bool]]
    similarity: float | None = None  # None where it was found by the names of emotions alone


@dataclass(frozen=True)
class MoodAnswer:
    """Films, and a sentence where they were not found as they should be."""

    matches: list[MoodMatch]
    notice: str | Promise = ""


def films_for(
    emotions: Sequence[str],
    prompt: str = "",
    filters: Filters | None = None,
    *,
    k: int = 12,
    visitor: str | None = None,
) -> MoodAnswer:
    """The k films that best leave these emotions, best first; never raises a MovieError.

    With a prompt, nearness to it counts as much as the mood. Where nothing can be embedded or compared
    the names of the emotions decide alone. `visitor` names who asks, where paid searches are limited.
    """
    query = parse(prompt) if prompt else SearchQuery()
    query = replace(query, filters=(filters or Filters()).narrowed(query.filters))
    return by_meaning_or(
        lambda: MoodAnswer(_by_meaning(emotions, query, k, visitor)),
        lambda error: MoodAnswer(_by_name(emotions, query, k), error.for_visitor),
    )


def _by_meaning(emotions: Sequence[str], asked: SearchQuery, k: int, visitor: str | None) -> list[MoodMatch]:
    embedder = get_embedder()
    query, limited = prompt_vector(mood_text(emotions), embedder, visitor), limits(asked)
    agreeing = agreements(emotions)
    ahead = standing(asked, visitor=visitor) if asked.says_what else {}
    index = _candidates(get_engine(embedder, Mood), query, limited, agreeing, ahead)
    similarities = index.similarities(query)
    scores = z_scores(similarities, index.drawn) + _by_place(index, agreeing, 0)
    if asked.says_what:
        # A film that cannot be compared comes last.
        scores = scores + _by_place(index, ahead, min(ahead.values(), default=0.0))
    there = index.passing(limited)
    scores = np.where(np.isfinite(similarities), scores, -np.inf)
    best = top_k(scores if there is None else np.where(there, scores, -np.inf), k)
    ids = index.ids[best].tolist()
    return _matches(ids, emotions, dict(zip(ids, similarities[best].tolist(), strict=True)))


def _candidates(engine: Engine, query: Vector, limited: Limits, agreements: Scores, ahead: Scores) -> Index:
    """All films' moods, or of an engine's copy those that any of the signals may put first."""
    whole = engine.whole()
    if whole is not None:
        return whole
    signals = (
        sorted(signal, key=signal.__getitem__, reverse=True)[:NEAREST] for signal in (agreements, ahead)
    )
    return engine.gathered({*engine.nearest(query, NEAREST, limited).ids.tolist(), *chain(*signals)})


def _by_place(index: Index, scores: Scores, otherwise: float) -> NDArray[np.float64]:
    """Each film's score, (n,), where it has one."""
    return np.array([scores.get(movie, otherwise) for movie in index.ids.tolist()], dtype=np.float64)


def _by_name(emotions: Sequence[str], query: SearchQuery, k: int) -> list[MoodMatch]:
    there = set(passing(query).tolist())
    agreeing = {movie: far for movie, far in agreements(emotions).items() if movie in there}
    return _matches(sorted(agreeing, key=lambda movie: -agreeing[movie])[:k], emotions, {})


def _matches(ids: Sequence[int], emotions: Sequence[str], similarities: dict[int, float]) -> list[MoodMatch]:
    movies, moods = Movie.objects.in_bulk(ids), Mood.objects.in_bulk(ids)
    asked = with_families(emotions)
    return [
        MoodMatch(
            movies[pk],
            moods[pk],
            [(name, is_asked_for(name, asked)) for name in moods[pk].emotion_list],
            similarities.get(pk),
        )
        for pk in ids
        if pk in movies and pk in moods
    ]
