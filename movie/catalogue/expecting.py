"""What emotions a film can be expected to leave by its genres alone, from a table written by hand."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..text import fold, split_genres
from ..text.emotions import families

FILE = Path(__file__).with_name("genre_emotions.toml")
STEP = 0.07  # how much less each emotion of a genre is expected than the one before it

Row = NDArray[np.float64]


@cache
def common() -> Row:
    """The share of films that leave each family of emotions, (families,)."""
    shares = _file()["common"]
    return np.array([shares[name] for name in families()])


def expected(genre: str) -> Row:
    """How far each family is to be expected, from 0 to 1, (families,); zeros where no genre is listed."""
    rows = [row for name in split_genres(genre) for row in _rows(name)]
    return np.mean(rows, axis=0) if rows else np.zeros(len(families()))


@cache
def _rows(name: str) -> list[Row]:
    """A row for each genre in one name: a romantic comedy has two."""
    words = " " + " ".join(fold(name).replace("-", " ").split())
    return [row for begins, row in _genres() if any(f" {start}" in words for start in begins)]


@cache
def _genres() -> list[tuple[list[str], Row]]:
    places = {name: place for place, name in enumerate(families())}
    known = []
    for entry in _file()["genres"].values():
        row = np.zeros(len(places))
        for rank, name in enumerate(entry["emotions"]):
            row[places[name]] = 1 - STEP * rank
        known.append((entry["begins"], row))
    return known


@cache
def _file() -> dict[str, dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
