"""Which texts leave which emotions: a linear map from embeddings, learned from the sample's films."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..vectors import Vector

WEIGHTS = Path(__file__).with_name("weights.npz")  # made by `python -m movie.moods.train`


@dataclass(frozen=True)
class EmotionRegression:
    """A linear map from embeddings (512,) to families of emotions (families,), around what is usual."""

    mean: Vector
    weights: Vector

    def ahead(self, rows: Vector) -> NDArray[np.float64]:
        """By how much each family, (n, families), is likelier than usual for these embeddings (n, 512)."""
        return (rows - self.mean) @ self.weights


@cache
def learnt() -> EmotionRegression:
    """What the whole sample teaches, in both languages."""
    with np.load(WEIGHTS) as stored:
        return EmotionRegression(stored["mean"], stored["weights"])
