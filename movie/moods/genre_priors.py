"""What emotions a film can be expected to leave by its genres alone, from a table written by hand."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..text import split_genres
from ..text.emotions import families
from ..text.genres import genres_in

FILE = Path(__file__).with_name("genre_emotions.toml")
STEP = 0.07  # how much less each emotion of a genre is expected than the one before it

Row = NDArray[np.float64]


@cache
def common() -> Row:
    """The share of films that leave each family of emotions, (families,)."""
    shares = _file()["common"]
    return np.array([shares[name] for name in families()])


def expected(genre: str) -> Row:
    """How far each family is to be expected, from 0 to 1, (families,); zeros where no genre is known."""
    rows = [_rows()[key] for name in split_genres(genre) for key in genres_in(name)]
    return np.mean(rows, axis=0) if rows else np.zeros(len(families()))


@cache
def _rows() -> dict[str, Row]:
    """A row of (families,) for each genre, by its key."""
    return {key: _row(emotions) for key, emotions in _file()["genres"].items()}


def _row(emotions: Sequence[str]) -> Row:
    ranks = {name: rank for rank, name in enumerate(emotions)}
    return np.array([1 - STEP * ranks[name] if name in ranks else 0.0 for name in families()])


@cache
def _file() -> dict[str, dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
