"""Reads from the database what films, or their moods, are compared and sorted out by."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..database.bulk import batches
from ..errors import VectorError
from ..models import Mood, Movie
from ..text import fold, split_genres
from ..vectors import Vector, from_bytes, matrix_from_bytes

Stored = type[Movie] | type[Mood]
NO_YEAR = -32_768
NO_RUNTIME = 0
CHUNK = 500


class Row(NamedTuple):
    """One film with its embedding; year and minutes are NO_YEAR and NO_RUNTIME where they are not known."""

    movie: int
    year: int
    runtime: int
    genres: frozenset[str]  # folded
    vector: Vector | None  # None where the stored bytes are no embedding of this length


def read_rows(
    stored: Stored, model_id: str, ids: Sequence[int] | None = None, dimensions: int | None = None
) -> Iterator[Row]:
    """Gives the rows embedded by a model, by their ids in ascending order, or those of these ids alone.

    Where no number of dimensions is given, the first usable vector says it for the others.
    """
    for chunk in batches(_read(stored, model_id, ids), CHUNK):
        for (movie, year, runtime, genre, _), vector in zip(chunk, _vectors(chunk, dimensions), strict=True):
            if dimensions is None and vector is not None:
                dimensions = len(vector)
            yield Row(movie, _year(year), _minutes(runtime), genre_set(genre), vector)


def _vectors(chunk: Sequence[tuple], dimensions: int | None) -> Iterable[Vector | None]:
    """The vectors of rows that end in their bytes."""
    stored = [row[-1] for row in chunk]
    together = matrix_from_bytes(stored, dimensions) if dimensions else None
    return together if together is not None else _one_by_one(stored, dimensions)


def _one_by_one(stored: Sequence[bytes], dimensions: int | None) -> Iterator[Vector | None]:
    for data in stored:
        vector = _vector(data, dimensions)
        if vector is not None:
            dimensions = len(vector)
        yield vector


def _read(stored: Stored, model_id: str, ids: Sequence[int] | None) -> Iterator[tuple]:
    if ids is None:
        rows = stored.objects.embedded_by(model_id).order_by("pk")
        yield from rows.values_list(*stored.INDEX_FIELDS).iterator(chunk_size=CHUNK)
        return
    for start in range(0, len(ids), CHUNK):
        # Not embedded_by(): SQLite would look through all films of the model instead of taking these by id.
        rows = stored.objects.filter(pk__in=ids[start : start + CHUNK])
        for *row, model in rows.values_list(*stored.INDEX_FIELDS, "emb_model"):
            if model == model_id and row[-1] is not None:
                yield tuple(row)


def _vector(data: bytes, dimensions: int | None) -> Vector | None:
    try:
        return from_bytes(data, dimensions)
    except VectorError:
        return None


def _year(year: int | None) -> int:
    return NO_YEAR if year is None else max(NO_YEAR + 1, min(year, 32_767))


def _minutes(runtime: int | None) -> int:
    return min(runtime or NO_RUNTIME, 32_767)


@lru_cache(maxsize=4096)
def genre_set(text: str) -> frozenset[str]:
    """Gives the genres of a film's genre field, folded."""
    return frozenset(fold(name) for name in split_genres(text))
