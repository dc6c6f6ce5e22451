"""The one format of a stored embedding, and the arithmetic on embeddings: numpy alone.

An embedding is a row of little-endian float32 numbers of length (Euclidean norm) 1.
"""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike, NDArray

from .errors import VectorError

Vector = NDArray[np.float32]
FLOAT32 = np.dtype("<f4")
FLOAT64 = np.dtype("<f8")
# text-embedding-3-small rounds its numbers to float32 or less: lengths stay within 1e-3 of 1.
NORM_TOLERANCE = 0.01


def to_bytes(vector: ArrayLike) -> bytes:
    """The stored form of one embedding of any length above 0: 4 bytes a dimension.

    Raises VectorError where a number is not finite or all are zero.
    """
    return normalise(_finite(np.asarray(vector, dtype=np.float64).reshape(-1))).astype(FLOAT32).tobytes()


def from_bytes(data: bytes | memoryview | None, dimensions: int | None = None) -> Vector:
    """One embedding, shape (d,), float32, of norm 1, from its stored form.

    Both float32 and float64 are found in the wild (12,288 bytes may be 1,536 of the one or 3,072 of
    the other): the reading that is finite and of norm about 1 is the right one. Raises VectorError
    for anything else, or where `dimensions` is given and another number comes out.
    """
    data = bytes(data or b"")
    if not data:
        raise VectorError(_("The embedding is empty."))
    for dtype in (FLOAT32, FLOAT64):
        vector = _unit_vector(data, dtype)
        if vector is not None and dimensions in (None, len(vector)):
            return vector
    raise _refusal(data, dimensions)


def numbers_in(data: bytes, dtype: np.dtype) -> NDArray[np.float64] | None:
    """Bytes read as numbers of a type, (d,), whatever they are; None where no whole number of them fits."""
    if not data or len(data) % dtype.itemsize:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        return np.frombuffer(data, dtype=dtype).astype(np.float64)


def matrix_from_bytes(stored: Sequence[bytes | memoryview | None], dimensions: int) -> Vector | None:
    """Gives embeddings (n, d) from their stored forms at once, which costs a tenth of one by one.

    None where any of them is no float32 of norm 1: from_bytes tells which.
    """
    if any(data is None or len(data) != FLOAT32.itemsize * dimensions for data in stored):
        return None
    rows = np.frombuffer(b"".join(stored), dtype=FLOAT32).reshape(-1, dimensions)
    with np.errstate(over="ignore", invalid="ignore"):
        norms = np.linalg.norm(rows.astype(np.float64), axis=1)
    return rows if (np.abs(norms - 1) <= NORM_TOLERANCE).all() else None


def _unit_vector(data: bytes, dtype: np.dtype) -> Vector | None:
    if len(data) % dtype.itemsize:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        vector = np.frombuffer(data, dtype=dtype).astype(np.float64)
        norm = np.linalg.norm(vector)
    if not np.isfinite(norm) or abs(norm - 1) > NORM_TOLERANCE:
        return None
    # What is stored exactly is given back exactly: only a copy of float64 is rounded.
    return np.frombuffer(data, FLOAT32) if dtype == FLOAT32 else (vector / norm).astype(np.float32)


def _refusal(data: bytes, dimensions: int | None) -> VectorError:
    size = len(data)
    if size % FLOAT32.itemsize:
        return VectorError(_("The embedding has {size} bytes, no whole number of float32."), size=size)
    with np.errstate(over="ignore", invalid="ignore"):
        norm = float(np.linalg.norm(np.frombuffer(data, FLOAT32).astype(np.float64)))
    if not np.isfinite(norm):
        return VectorError(_("The embedding of {size} bytes holds numbers that are not finite."), size=size)
    if abs(norm - 1) <= NORM_TOLERANCE:
        return VectorError(
            _("The embedding has {found} dimensions; expected {expected} dimensions."),
            found=size // FLOAT32.itemsize,
            expected=dimensions,
        )
    return VectorError(
        _("The embedding of {size} bytes has norm {norm}; expected float32 numbers of norm 1."),
        size=size,
        norm=f"{norm:.3g}",
    )


def _finite(vector: NDArray) -> NDArray:
    if not vector.size:
        raise VectorError(_("The embedding is empty."))
    if not np.isfinite(vector).all():
        raise VectorError(
            _("The embedding of {size} numbers holds some that are not finite."), size=vector.size
        )
    if not vector.any():
        raise VectorError(
            _("The embedding of {size} numbers is all zeros and has no direction."), size=vector.size
        )
    return vector


def normalise(rows: NDArray) -> NDArray:
    """Rows (n, d), or one vector (d,), scaled to norm 1; a row of zeros stays a row of zeros."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(norms == 0, 1, norms)


def cosine_similarity(a: ArrayLike, b: ArrayLike) -> float:
    """Cosine of the angle between two vectors (d,), from -1 to 1; 0 where either is all zeros."""
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    norms = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.clip(a @ b / norms, -1, 1)) if norms else 0.0


def top_k(scores: NDArray, k: int) -> NDArray[np.intp]:
    """Positions of the k largest scores (n,), best first; equal scores keep their order.

    Scores of -inf never count, so fewer than k may come back.
    """
    k = min(k, len(scores))
    if k <= 0:
        return np.empty(0, dtype=np.intp)
    threshold = np.partition(scores, -k)[-k]
    candidates = np.flatnonzero(scores >= max(threshold, np.finfo(scores.dtype).min))
    return candidates[np.argsort(-scores[candidates], kind="stable")][:k]
