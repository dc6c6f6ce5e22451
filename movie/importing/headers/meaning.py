"""Reads names of columns that nobody has listed, by what they mean, in sixteen languages."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import numpy as np

from ...embedders.offline import OfflineEmbedder
from ...errors import ConfigurationError
from ...vectors import Vector
from .names import ELSEWHERE, FIRST, SECOND, words_of

# Of names in six languages, written before any was looked up, nearly all of those that mean a field come to
# this; names of other columns stay below it. Where the cells say as much as the name, less is enough.
NEAR = 0.75
LESS = {"title": 0.6, "description": 0.6, "year": 0.65}
FIELDS = ("title", "description", "genre", "year", "release_date", "runtime", "vote_average", "vote_count")
FIELDS += ("budget", "revenue", "directors", "actors", "original_title")
MOST = 40  # columns that are looked at


def meant(names: Sequence[str]) -> dict[str, tuple[str, float]]:
    """The field that each name means and how near it is, of 100; those that mean none are left out.

    Takes some seconds, once a process. Nothing where the encoder's package is missing.
    """
    found: dict[str, tuple[str, float]] = {}
    with suppress(ConfigurationError):
        fields, known = _known()
        asked = list(names)[:MOST]
        near = _embedded(asked) @ known.T if asked else np.empty((0, 1))
        for name, row in zip(asked, near, strict=True):
            best = int(row.argmax())
            if fields[best] and row[best] >= LESS.get(fields[best], NEAR):
                found[name] = fields[best], 100 * float(row[best])
    return found


@cache
def _known() -> tuple[list[str], Vector]:
    """The field and the vector of each name that is listed; "" of what no field holds."""
    listed = [(field, name) for field in FIELDS for name in (*FIRST[field], *SECOND[field])]
    listed += [("", name) for name in ELSEWHERE]
    return [field for field, _ in listed], _embedded([name for _, name in listed])


def _embedded(names: Sequence[str]) -> Vector:
    """Unit vectors of the names' words, (n, 512)."""
    vectors = OfflineEmbedder().embed_batch([" ".join(words_of(name)) or name for name in names])
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
