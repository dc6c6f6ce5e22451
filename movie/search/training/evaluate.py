"""Says how often held-out requests find their film, those of new films and of known ones apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..score import Weights
from .data import Memory
from .fitting import Lesson, fit, scores

CUTS = (1, 10, 100)
NEW_FILMS = 0.25  # the share of the requested films that nothing is learned from
HELD_BACK = 0.2  # the share of the other films' requests that is not learned from either
SEED = 0

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Split:
    """Places of the memories to learn from, of those of new films, and of held-out ones of known films."""

    train: NDArray[np.intp]
    new: NDArray[np.intp]
    known: NDArray[np.intp]
    new_films: frozenset[int]


def split(memories: Sequence[Memory]) -> Split:
    """Hold out a quarter of the films, with all of their requests, and a fifth of the other requests.

    A held-out request is known only where another one for its film is learned from; else it stays.
    """
    random = np.random.default_rng(SEED)
    asked = sorted({film for memory in memories for film in memory.films})
    new_films = frozenset(random.permutation(asked)[: round(NEW_FILMS * len(asked))].tolist())
    back = random.random(len(memories)) < HELD_BACK
    new = np.array([not new_films.isdisjoint(memory.films) for memory in memories], dtype=bool)
    learned = {film for place in np.flatnonzero(~back & ~new) for film in memories[place].films}
    seen = np.array([not learned.isdisjoint(memory.films) for memory in memories], dtype=bool)
    known = back & ~new & seen
    return Split(*map(np.flatnonzero, (~new & ~known, new, known)), new_films)


def success(places: Iterable[int]) -> dict[str, float]:
    """The shares of places, from 0, that lie among the first 1, 10 and 100; 0 where there are none."""
    found = np.fromiter(places, dtype=np.int64)
    return {f"success@{cut}": float((found < cut).mean()) if len(found) else 0.0 for cut in CUTS}


def place_of(row: NDArray, films: Iterable[int]) -> int:
    """Where the best of some films stands by its scores (n,), from 0; a tie counts for it."""
    return int((row > row[list(films)].max()).sum())


def evaluate(lesson: Lesson, weights: Weights, parts: Split) -> Figures:
    """success@1, @10 and @100 of all held-out memories, new and known ones, and new taglines."""
    new, known = (
        [_place(lesson, weights, lesson.data.memories[at], lesson.memories[at]) for at in places]
        for places in (parts.new, parts.known)
    )
    taglines = [
        _place(lesson, weights, line, query)
        for line, query in zip(lesson.data.taglines, lesson.taglines, strict=True)
        if line.films[0] in parts.new_films
    ]
    groups = {"all": [*new, *known], "new": new, "known": known, "taglines": taglines}
    return {name: success(places) for name, places in groups.items()}


def _place(lesson: Lesson, weights: Weights, memory: Memory, query: NDArray) -> int:
    return place_of(scores(lesson, weights, memory, query), memory.films)


def held_out_figures(lesson: Lesson, model_id: str) -> Figures:
    """What weights learned without a quarter of the films find of what they were not learned from."""
    parts = split(lesson.data.memories)
    return evaluate(lesson, fit(lesson, model_id, parts.train, parts.new_films), parts)
