"""The stored format, and the arithmetic on it, against readers of another make."""

import struct

import numpy as np
import pytest

from movie.errors import VectorError
from movie.vectors import cosine_similarity, from_bytes, matrix_from_bytes, normalise, to_bytes, top_k

from .fakes import unit

RANDOM = np.random.default_rng(7)


def test_stored_bytes_read_by_struct_are_the_unit_vector():
    data = to_bytes([3.0, 0.0, 4.0])
    assert struct.unpack("<3f", data) == pytest.approx((0.6, 0.0, 0.8))


def test_bytes_written_by_struct_are_read_back_exactly():
    vector = unit(*RANDOM.normal(size=1536))
    assert from_bytes(struct.pack("<1536f", *vector)).tolist() == vector.tolist()


def test_round_trip_changes_nothing():
    vector = unit(*RANDOM.normal(size=256))
    assert to_bytes(from_bytes(to_bytes(vector))) == to_bytes(vector)


def test_workshops_float64_bytes_become_float32():
    vector = RANDOM.normal(size=1536)
    vector /= np.linalg.norm(vector)
    read = from_bytes(vector.astype("<f8").tobytes())
    assert read.dtype == np.float32
    assert read.shape == (1536,)
    assert np.allclose(read, vector, atol=1e-6)


def test_12288_bytes_are_told_apart_as_3072_float32_or_1536_float64():
    small, large = unit(*RANDOM.normal(size=1536)), unit(*RANDOM.normal(size=3072))
    assert len(from_bytes(small.astype("<f8").tobytes())) == 1536
    assert len(from_bytes(large.tobytes())) == 3072


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (None, "empty"),
        (b"abc", "no whole number"),
        (np.full(4, np.nan, "<f4").tobytes(), "not finite"),
        (np.zeros(4, "<f4").tobytes(), "norm 0"),
        (np.full(1536, 0.5, "<f4").tobytes(), "norm 19.6"),
    ],
)
def test_bytes_that_are_no_embedding_are_refused_with_what_came(data, said):
    with pytest.raises(VectorError, match=said):
        from_bytes(data)


def test_other_dimensions_than_expected_are_refused_with_both():
    with pytest.raises(VectorError, match=r"3 dimensions; expected 4 dimensions"):
        from_bytes(to_bytes([1, 2, 3]), dimensions=4)


@pytest.mark.parametrize("numbers", [[], [0, 0], [1, np.inf], [np.nan, 1]])
def test_numbers_without_direction_are_never_stored(numbers):
    with pytest.raises(VectorError):
        to_bytes(numbers)


def test_scaling_changes_no_cosine_similarity():
    a, b = RANDOM.normal(size=8), RANDOM.normal(size=8)
    assert cosine_similarity(3 * a, 0.1 * b) == pytest.approx(cosine_similarity(a, b))
    assert cosine_similarity(a, a) == pytest.approx(1)
    assert cosine_similarity(a, -a) == pytest.approx(-1)


def test_similarity_with_zeros_is_zero_not_nan():
    assert cosine_similarity([0, 0], [1, 0]) == 0
    assert not normalise(np.zeros((2, 3))).any()


def test_top_k_equals_a_stable_sort():
    scores = RANDOM.integers(0, 20, size=200).astype(np.float32)
    expected = sorted(range(200), key=lambda place: -scores[place])
    for k in (0, 1, 7, 199, 200, 500):
        assert top_k(scores, k).tolist() == expected[:k]


def test_top_k_never_gives_what_is_excluded():
    scores = np.array([1, -np.inf, 3, -np.inf], dtype=np.float32)
    assert top_k(scores, 4).tolist() == [2, 0]
    assert top_k(np.full(3, -np.inf, dtype=np.float32), 2).tolist() == []


def test_many_stored_forms_at_once_are_those_of_one_by_one():
    stored = [to_bytes(RANDOM.normal(size=8)) for _ in range(5)]
    together = matrix_from_bytes(stored, 8)
    assert together.tolist() == [from_bytes(data).tolist() for data in stored]
    assert matrix_from_bytes([], 8).shape == (0, 8)


@pytest.mark.parametrize("broken", [None, b"", b"abc", to_bytes([1, 2]), np.zeros(8, "<f4").tobytes()])
def test_one_broken_form_among_many_is_left_to_from_bytes(broken):
    assert matrix_from_bytes([to_bytes(RANDOM.normal(size=8)), broken], 8) is None
