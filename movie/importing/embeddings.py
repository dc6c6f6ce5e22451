"""Reads the embedding that came with a film, and whether it is that of the text beside it."""

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
from django.utils.translation import gettext as _

from ..errors import VectorError
from ..text import movie_text, text_digest
from ..vectors import from_bytes, to_bytes
from . import values
from .records import MovieRecord
from .values import Cell


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
