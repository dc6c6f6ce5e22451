"""Decides with the weights that `train` has made whether a request is out of scope."""

from functools import cache
from pathlib import Path

from ...perceptron import Perceptron
from ...vectors import Vector
from .features import features

# `python -m movie.search.out_of_scope.train` makes it.
FILE = Path(__file__).with_name("weights.npz")


def is_out_of_scope(prompt: str, vector: Vector) -> bool:
    """Tells whether no film can be meant by a prompt, whatever the catalogue holds.

    `vector` (d,) is the offline embedder's of the whole prompt: weights are learned from its vectors alone.
    """
    return out_of_scope_score(prompt, vector) > shipped().threshold


def out_of_scope_score(prompt: str, vector: Vector) -> float:
    """Gives the log odds that no film is meant, as the examples were balanced; arguments as above."""
    return float(shipped().log_odds(features(prompt, vector)[None])[0, 0])


@cache
def shipped() -> Perceptron:
    """Reads the weights once a process."""
    return Perceptron.read(FILE)
