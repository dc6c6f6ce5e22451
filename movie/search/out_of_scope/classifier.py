"""Decides with the weights that `train` has made whether a request is out of scope."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector
from .features import features

# `python -m movie.search.out_of_scope.train` makes it.
FILE = Path(__file__).with_name("weights.npz")


class LinearWeights(NamedTuple):
    """A linear classifier: above the threshold a request is out of scope."""

    of_features: NDArray[np.float64]  # (d + 7,)
    bias: float
    threshold: float


def is_out_of_scope(prompt: str, vector: Vector) -> bool:
    """Tells whether no film can be meant by a prompt, whatever the catalogue holds.

    `vector` (d,) is the offline embedder's of the whole prompt: weights are learned from its vectors alone.
    """
    return out_of_scope_score(prompt, vector) > shipped().threshold


def out_of_scope_score(prompt: str, vector: Vector) -> float:
    """Gives the log odds that no film is meant, as the examples were balanced; arguments as above."""
    weights = shipped()
    return float(features(prompt, vector) @ weights.of_features + weights.bias)


@cache
def shipped() -> LinearWeights:
    """Reads the weights once a process."""
    return read_weights(FILE)


def read_weights(path: Path) -> LinearWeights:
    """Reads what a trainer has written."""
    with np.load(path) as file:
        of_features = file["weights"].astype(np.float64)
        return LinearWeights(of_features, float(file["bias"]), float(file["threshold"]))
