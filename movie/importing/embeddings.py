"""Reads the embeddings that came with films, and takes them over, so that nobody pays for them twice."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import numpy as np
from django.utils.translation import gettext as _

from ..embedding.store import store
from ..errors import VectorError
from ..models import Movie
from ..text import movie_text, text_digest
from ..vectors import from_bytes, to_bytes
from . import values
from .records import MovieRecord
from .values import Cell

# The workshop's vectors, in files that do not say who made them.
WORKSHOP_MODEL = "text-embedding-3-small"
WORKSHOP_DIMENSIONS = 1536


def take_embedding(film: MovieRecord, extra: Mapping[str, Cell], row: Mapping[str, Cell]) -> None:
    """Give a film the vector of its row, with its maker; `film.vector_problem` says why one was not taken."""
    film.vector_model = values.plain_text(extra.get("embedding_model"))[: values.LONGEST_ID]
    _take_vector(film, extra.get("embedding"))
    digest = extra.get("embedding_digest")
    if film.vector is not None and digest and digest not in (_digest(film), _digest_of_cells(row)):
        film.vector, film.vector_problem = None, _("The embedding was made from another text than this one.")


def _digest(film: MovieRecord) -> str:
    return text_digest(movie_text(film))


def _digest_of_cells(row: Mapping[str, Cell]) -> str:
    texts = {name: str(row.get(name) or "") for name in ("title", "genre", "keywords", "description")}
    return text_digest(movie_text(SimpleNamespace(**texts)))


def _take_vector(film: MovieRecord, cell: Cell) -> None:
    if cell is None or cell == "" or cell == []:
        return
    try:
        if isinstance(cell, bytes | memoryview):
            film.vector = from_bytes(cell)
        else:
            film.vector = from_bytes(_unit_bytes(values.literal(cell) if isinstance(cell, str) else cell))
    except VectorError as error:
        film.vector_problem = str(error)


def _unit_bytes(numbers: Cell) -> bytes:
    try:
        vector = np.asarray(numbers, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise VectorError(_("The embedding is no list of numbers.")) from error
    with np.errstate(over="ignore"):
        norm = float(np.linalg.norm(vector))
    if vector.ndim != 1 or not abs(norm - 1) < 0.01:
        raise VectorError(
            _("The embedding has norm %(norm)s; expected a list of numbers of norm 1.")
            % {"norm": f"{norm:.3g}"}
        )
    return to_bytes(vector)


def store_vectors(stored: Sequence[tuple[int, MovieRecord]], source_model: str) -> int:
    """Keep the embeddings of films, given as (film id, film), whose own is missing or of another text.

    They count as made from the texts they came with: the file vouches for that. One of a film without a
    description is kept as of an unknown text. How many were stored.
    """
    with_vectors = {pk: film for pk, film in stored if film.vector is not None}
    count = 0
    if not with_vectors:
        return count
    texts = Movie.objects.only(*Movie.TEXT_FIELDS, "emb_model", "emb_digest")
    for movie in texts.filter(pk__in=with_vectors):
        film = with_vectors[movie.pk]
        model_id = film.vector_model or source_model or _guessed_model(film)
        text = movie_text(movie)
        differs = movie.emb_model != model_id or movie.text_changed
        if (
            differs if text else not movie.emb_model
        ):  # of what a film without a description was made, nobody knows
            store(movie.pk, film.vector, model_id, text)
            count += 1
    return count


def _guessed_model(film: MovieRecord) -> str:
    length = len(film.vector)
    return WORKSHOP_MODEL if length == WORKSHOP_DIMENSIONS else f"unknown model of {length} dimensions"
