"""Tells with the weights that `train_names` has made whether a short request is a name rather than a wish."""

from functools import cache
from pathlib import Path

from ...perceptron import Perceptron
from ...vectors import Vector
from .name_features import name_features

# `python -m movie.search.out_of_scope.train_names` makes it.
FILE = Path(__file__).with_name("names.npz")


def name_score(prompt: str, vector: Vector) -> float:
    """Gives the log odds that a prompt is a film's title or somebody's name, above the threshold's.

    Above 0 it looks like one. `vector` (d,) is the offline embedder's of the prompt.
    """
    weights = shipped_names()
    return float(weights.log_odds(name_features(prompt, vector)[None])[0, 0] - weights.threshold)


@cache
def shipped_names() -> Perceptron:
    """Reads the weights once a process."""
    return Perceptron.read(FILE)
