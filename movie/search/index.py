"""The stored embeddings as one matrix in memory, kept in step with the database."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from ..database.journal import changed_since, latest_change
from ..errors import NothingEmbedded, OtherModelEmbedded
from ..models import Movie
from ..vectors import Vector
from .film_table import GONE
from .matrix import Index, empty_matrix
from .rows import Row, Stored, read_rows


class HasModel(Protocol):
    """An embedder, or whatever else says by which model's vectors films are compared."""

    model_id: str


# Rows kept free behind the last film, so that a new one needs no copy of the matrix.
SPARE = 64

_current: dict[tuple[Stored, str], Index] = {}
_lock = threading.Lock()


def get_index(embedder: HasModel, stored: Stored = Movie) -> Index:
    """The films, or their moods, by this embedder's model, up to date with what any process has committed.

    Raises NothingEmbedded or OtherModelEmbedded where no film can be compared.
    """
    latest = latest_change()
    key = stored, embedder.model_id
    index = _current.get(key)
    if index is None or index.seen != latest:
        with _lock:
            before, index = index, _current.get(key)
            # Who has waited takes what another has made since, where that is new enough for them.
            if index is None or index is before or index.seen < latest:
                latest = latest_change()
                index = _counted(_refreshed(index, stored, embedder.model_id, latest), stored)
                _current[key] = index
    if not len(index):
        raise nothing_to_compare(embedder.model_id, stored)
    return index


def _counted(index: Index, stored: Stored) -> Index:
    films = stored.objects.count()
    # Counting texts means reading them: not where all films can be compared anyway.
    described = stored.objects.described().count() if films > len(index) else films
    return replace(index, films=films, described=described)


def forget_indexes() -> None:
    """Drop what is cached, for tests and for whoever swaps the database underneath."""
    _current.clear()


def _refreshed(index: Index | None, stored: Stored, model_id: str, latest: int) -> Index:
    if index is None or not len(index) or latest < index.seen:
        return load_index(stored, model_id, latest)
    changed = changed_since(index.seen)
    if len(changed) + len(index._gaps) > len(index.ids) // 4 + SPARE:
        return load_index(stored, model_id, latest)
    return with_changes(index, stored, changed, latest)


def load_index(stored: Stored, model_id: str, latest: int, only: Sequence[int] | None = None) -> Index:
    """Reads the index of all films, or of those with these ids alone, as of the journal's latest number."""
    count = stored.objects.embedded_by(model_id).count() if only is None else len(only)
    matrix = np.empty((0, 0), dtype=np.float32)
    ids, years, runtimes, genres, corrupt = [], [], [], [], []
    for row in read_rows(stored, model_id, only):
        if row.vector is None:
            corrupt.append(row.movie)
            continue
        if not matrix.size:
            matrix = empty_matrix(count + SPARE, len(row.vector))
        if len(ids) == len(matrix):  # films were added since they were counted
            matrix = _enlarged(matrix, len(matrix), len(matrix) + SPARE)
        matrix[len(ids)] = row.vector
        ids.append(row.movie)
        years.append(row.year)
        runtimes.append(row.runtime)
        genres.append(row.genres)
    return Index(
        model_id,
        latest,
        np.array(ids, dtype=np.int64),
        np.array(years, dtype=np.int16),
        np.array(runtimes, dtype=np.int16),
        genres,
        matrix,
        tuple(corrupt),
    )


def with_changes(index: Index, stored: Stored, changed: Sequence[int], latest: int) -> Index:
    """Gives the index with some films read again; those that cannot be compared any more are GONE."""
    ids, years, genres = index.ids.copy(), index.years.copy(), list(index.genre_sets)
    runtimes = index.runtimes.copy()
    for movie in changed:
        if movie in index.positions:
            ids[index.positions[movie]] = GONE
    corrupt = set(index.corrupt) - set(changed)
    new = []
    for row in read_rows(stored, index.model_id, changed, index.matrix.shape[1]):
        if row.vector is None:
            corrupt.add(row.movie)
        elif row.movie in index.positions:
            place = index.positions[row.movie]
            index.matrix[place] = row.vector
            ids[place], years[place], runtimes[place], genres[place] = row[:4]
        else:
            new.append(row)
    changed_index = replace(
        index,
        seen=latest,
        ids=ids,
        years=years,
        runtimes=runtimes,
        genre_sets=genres,
        corrupt=tuple(sorted(corrupt)),
    )
    return with_rows(changed_index, new)


def with_rows(index: Index, new: Sequence[Row]) -> Index:
    """Gives the index with films behind its last; their vectors are written where there are spare rows."""
    if not new:
        return index
    used, needed = len(index.ids), len(index.ids) + len(new)
    matrix = index.matrix
    if needed > len(matrix):
        matrix = _enlarged(matrix, used, needed + needed // 8 + SPARE)
    ids, years, runtimes, genres, vectors = zip(*new, strict=True)
    matrix[used:needed] = vectors
    return replace(
        index,
        ids=np.append(index.ids, ids),
        years=np.append(index.years, np.array(years, dtype=np.int16)),
        runtimes=np.append(index.runtimes, np.array(runtimes, dtype=np.int16)),
        genre_sets=[*index.genre_sets, *genres],
        matrix=matrix,
    )


def _enlarged(matrix: Vector, used: int, capacity: int) -> Vector:
    larger = empty_matrix(capacity, matrix.shape[1])
    larger[:used] = matrix[:used]
    return larger


def nothing_to_compare(model_id: str, stored: Stored) -> NothingEmbedded | OtherModelEmbedded:
    """The error that says why no film can be compared by a model's vectors."""
    models = stored.objects.exclude(emb=None).values_list("emb_model", flat=True).distinct()
    others = sorted(name or "an unknown model" for name in models if name != model_id)
    return OtherModelEmbedded(model_id, others) if others else NothingEmbedded()
