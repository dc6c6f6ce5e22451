"""The stored embeddings as one matrix in memory, kept in step with the database."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from ..embedders import Embedder
from ..errors import NothingEmbedded, OtherModelEmbedded, VectorError
from ..models import Mood, Movie
from ..text import fold, split_genres
from ..vectors import Vector, from_bytes

Stored = type[Movie] | type[Mood]
NO_YEAR = -32_768
NO_RUNTIME = 0
GONE = -1
# Rows kept free behind the last film, so that a new one needs no copy of the matrix.
SPARE = 64


@dataclass(frozen=True)
class Index:
    """One model's embeddings: `rows[i]` (unit, float32) belongs to film `ids[i]`, or to none if GONE.

    A change makes a new Index that shares the matrix: whoever searches goes on with what it has, but
    for the changed films' rows, which are written where they stand.
    """

    model_id: str
    seen: int  # the journal's number up to which this index knows the changes
    ids: NDArray[np.int64]
    years: NDArray[np.int16]
    runtimes: NDArray[np.int16]  # minutes
    genre_sets: list[frozenset[str]]
    matrix: Vector = field(repr=False)  # (capacity, d); rows beyond len(ids) are spare
    corrupt: tuple[int, ...] = ()  # films whose bytes are no embedding
    films: int = 0  # in the catalogue, in the index or not
    described: int = 0  # of them, those that can be embedded

    def __len__(self) -> int:
        return len(self.ids) - len(self._gaps)

    @property
    def rows(self) -> Vector:
        """The embeddings, (n, d)."""
        return self.matrix[: len(self.ids)]

    @cached_property
    def positions(self) -> dict[int, int]:
        """Where each film stands in the matrix."""
        return {movie: place for place, movie in enumerate(self.ids.tolist()) if movie != GONE}

    def similarities(self, queries: Vector, centred: bool = False) -> Vector:
        """Cosine similarity of one query (d,), or the matrix (m, d) of several, with every film.

        Gives (n,) or (n, m); films that are gone get -inf. `centred` subtracts the catalogue's mean
        from both sides first: what all films have in common then no longer counts (the "all but
        the top" of Mu and Viswanath, 2018, without its second step). Raises OtherModelEmbedded where
        the model has come to give vectors of another length.
        """
        if queries.shape[-1] != self.matrix.shape[1]:
            made, wanted = (
                f"{self.model_id} with {size} dimensions"
                for size in (self.matrix.shape[1], queries.shape[-1])
            )
            raise OtherModelEmbedded(wanted, [made])
        scores = self.rows @ queries.T
        if centred:
            scores = self._centred(scores, queries)
        if self._gaps.size:
            scores[self._gaps] = -np.inf
        return scores

    @cached_property
    def _gaps(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.ids == GONE)

    def _centred(self, products: Vector, queries: Vector) -> Vector:
        """(x - m)·(q - m) / |x - m| / |q - m| for all rows x, from the products x·q."""
        mean, row_means, lengths = self._centre
        shift = queries @ mean - mean @ mean
        query_lengths = np.linalg.norm(queries - mean, axis=-1)
        scores = (products.T - row_means).T - shift
        scaled = (scores.T / lengths).T
        return scaled / np.where(query_lengths == 0, 1, query_lengths)

    @cached_property
    def _centre(self) -> tuple[Vector, Vector, Vector]:
        alive = self.rows[self.ids != GONE]
        mean = alive.mean(axis=0, dtype=np.float64).astype(np.float32)
        row_means = self.rows @ mean
        lengths = np.sqrt(np.maximum(1 - 2 * row_means + mean @ mean, 0))
        return mean, row_means, np.where(lengths < 1e-6, np.inf, lengths).astype(np.float32)

    def allowed(
        self,
        year_from: int | None = None,
        year_to: int | None = None,
        genre: str | None = None,
        runtime_from: int | None = None,
        runtime_to: int | None = None,
        without: Iterable[int] = (),
    ) -> NDArray[np.bool_] | None:
        """Which films are there and pass the filters, (n,); None where that is all of them."""
        without = [self.positions[movie] for movie in without if movie in self.positions]
        limits = (year_from, year_to, runtime_from, runtime_to)
        if limits == (None,) * 4 and not (genre or without or self._gaps.size):
            return None
        mask = self.ids != GONE
        mask &= _within(self.years, year_from, year_to, NO_YEAR)
        mask &= _within(self.runtimes, runtime_from, runtime_to, NO_RUNTIME)
        if genre:
            mask &= self.of_genre(genre)
        mask[without] = False
        return mask

    def of_genre(self, genre: str) -> NDArray[np.bool_]:
        """Which films are of a genre, in any spelling, (n,)."""
        genre = fold(genre)
        return np.fromiter((genre in names for names in self.genre_sets), dtype=bool, count=len(self.ids))


def _within(
    values: NDArray[np.int16], first: int | None, last: int | None, unknown: int
) -> NDArray[np.bool_] | bool:
    """Which values are known and from `first` to `last`, (n,); True where neither is asked for."""
    if first is None and last is None:
        return True
    mask = values != unknown
    if first is not None:
        mask &= values >= first
    return mask if last is None else mask & (values <= last)


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


def latest_change() -> int:
    """The journal's highest number: another number says that films have changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM movie_change")
        return cursor.fetchone()[0] or 0


def _refreshed(index: Index | None, stored: Stored, model_id: str, latest: int) -> Index:
    if index is None or not len(index) or latest < index.seen:
        return _loaded(stored, model_id, latest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT movie_id FROM movie_change WHERE seq > %s", [index.seen])
        changed = [movie for (movie,) in cursor.fetchall()]
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
