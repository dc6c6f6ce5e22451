"""The stored embeddings as one matrix in memory, kept in step with the database."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..database.journal import changed_since, latest_change
from ..embedders import Embedder
from ..errors import NothingEmbedded, OtherModelEmbedded, VectorError
from ..models import Mood, Movie
from ..text import fold, split_genres
from ..vectors import Vector, from_bytes
from .matrix import GONE, NO_RUNTIME, NO_YEAR, Index

Stored = type[Movie] | type[Mood]
# Rows kept free behind the last film, so that a new one needs no copy of the matrix.
SPARE = 64

_current: dict[tuple[Stored, str], Index] = {}
_lock = threading.Lock()


def get_index(embedder: Embedder, stored: Stored = Movie) -> Index:
    """The films, or their moods, by this embedder's model, up to date with what any process has committed.

    Raises NothingEmbedded or OtherModelEmbedded where no film can be compared.
    """
    latest = latest_change()
    key = stored, embedder.model_id
    index = _current.get(key)
    if index is None or index.seen != latest:
        with _lock:
            index, latest = _current.get(key), latest_change()
            if index is None or index.seen != latest:
                index = _counted(_refreshed(index, stored, embedder.model_id, latest), stored)
                _current[key] = index
    if not len(index):
        raise _nothing_to_compare(embedder.model_id, stored)
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
        return _loaded(stored, model_id, latest)
    changed = changed_since(index.seen)
    if len(changed) + len(index._gaps) > len(index.ids) // 4 + SPARE:
        return _loaded(stored, model_id, latest)
    return _with_changes(index, stored, changed, latest)


def _loaded(stored: Stored, model_id: str, latest: int) -> Index:
    films = stored.objects.embedded_by(model_id)
    count = films.count()
    matrix = np.empty((0, 0), dtype=np.float32)
    ids, years, runtimes, genres, corrupt = [], [], [], [], []
    rows = films.order_by("pk").values_list(*stored.INDEX_FIELDS).iterator(chunk_size=500)
    for movie, year, runtime, genre, data in rows:
        try:
            vector = from_bytes(data, matrix.shape[1] or None)
        except VectorError:
            corrupt.append(movie)
            continue
        if not matrix.size:
            matrix = np.empty((count + SPARE, len(vector)), dtype=np.float32)
        if len(ids) == len(matrix):  # films were added since they were counted
            matrix = np.concatenate([matrix, np.empty_like(matrix[:SPARE])])
        matrix[len(ids)] = vector
        ids.append(movie)
        years.append(_year(year))
        runtimes.append(_minutes(runtime))
        genres.append(_genre_set(genre))
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


def _with_changes(index: Index, stored: Stored, changed: Sequence[int], latest: int) -> Index:
    """The index with some films read again; those that cannot be compared any more are GONE."""
    ids, years, genres = index.ids.copy(), index.years.copy(), list(index.genre_sets)
    runtimes = index.runtimes.copy()
    for movie in changed:
        if movie in index.positions:
            ids[index.positions[movie]] = GONE
    corrupt = set(index.corrupt) - set(changed)
    new = []
    for movie, year, runtime, genre, data in _rows_of(stored, index.model_id, changed):
        try:
            vector = from_bytes(data, index.matrix.shape[1])
        except VectorError:
            corrupt.add(movie)
            continue
        if movie in index.positions:
            place = index.positions[movie]
            index.matrix[place] = vector
            ids[place], years[place], genres[place] = movie, _year(year), _genre_set(genre)
            runtimes[place] = _minutes(runtime)
        else:
            new.append((movie, _year(year), _minutes(runtime), _genre_set(genre), vector))
    changed_index = replace(
        index,
        seen=latest,
        ids=ids,
        years=years,
        runtimes=runtimes,
        genre_sets=genres,
        corrupt=tuple(sorted(corrupt)),
    )
    return _with_new(changed_index, new) if new else changed_index


def _with_new(index: Index, new: Sequence[tuple[int, int, int, frozenset[str], Vector]]) -> Index:
    used, needed = len(index.ids), len(index.ids) + len(new)
    matrix = index.matrix
    if needed > len(matrix):
        matrix = np.empty((needed + needed // 8 + SPARE, matrix.shape[1]), dtype=np.float32)
        matrix[:used] = index.rows
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


def _rows_of(stored: Stored, model_id: str, movies: Sequence[int]) -> Iterable[tuple]:
    films = stored.objects.embedded_by(model_id)
    for start in range(0, len(movies), 500):
        chunk = films.filter(pk__in=movies[start : start + 500])
        yield from chunk.values_list(*stored.INDEX_FIELDS)


def _year(year: int | None) -> int:
    return NO_YEAR if year is None else max(NO_YEAR + 1, min(year, 32_767))


def _minutes(runtime: int | None) -> int:
    return min(runtime or NO_RUNTIME, 32_767)


@lru_cache(maxsize=4096)
def _genre_set(text: str) -> frozenset[str]:
    return frozenset(fold(name) for name in split_genres(text))


def _nothing_to_compare(model_id: str, stored: Stored) -> NothingEmbedded | OtherModelEmbedded:
    models = stored.objects.exclude(emb=None).values_list("emb_model", flat=True).distinct()
    others = sorted(name or "an unknown model" for name in models if name != model_id)
    return OtherModelEmbedded(model_id, others) if others else NothingEmbedded()
