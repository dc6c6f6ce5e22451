"""Finds films by the emojis that tell their plots."""

from collections.abc import Iterable, Mapping
from math import log
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..database.journal import latest_change
from ..models import Mood
from ..text.emojis import emojis_in
from .matrix import Index

# The journal does not note emojis that are edited: those are read anew after this time.
SECONDS_KEPT = 60


def told_in(emojis: Iterable[str], index: Index) -> NDArray[np.float32]:
    """Which share of some emojis tells of each film, (n,), from 0 to 1, the rare ones weighing most."""
    films = {emoji: _films.get().get(emoji, frozenset()) for emoji in emojis}
    weights = {emoji: log(1 + len(index.ids) / (1 + len(there))) for emoji, there in films.items()}
    scores, all_of_them = np.zeros(len(index.ids), dtype=np.float32), sum(weights.values())
    for emoji, there in films.items():
        places = [index.positions[movie] for movie in there if movie in index.positions]
        scores[places] += weights[emoji] / all_of_them
    return scores


def _read(before: Mapping[str, frozenset[int]] | None) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for movie, emojis in Mood.objects.exclude(emojis="").values_list("movie_id", "emojis").iterator():
        for emoji in emojis_in(emojis):
            found.setdefault(emoji, set()).add(movie)
    return {emoji: frozenset(films) for emoji, films in found.items()}


def state_of_moods() -> tuple[int, int]:
    """Which state of the moods is the latest: of the journal, or of the last minute."""
    return latest_change(), int(monotonic() // SECONDS_KEPT)


_films: Cached[Mapping[str, frozenset[int]]] = Cached(_read, state_of_moods)
