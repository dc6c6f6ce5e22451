"""What tells from a text's vector whether it speaks of distress: no distress, danger, grief."""

from functools import cache
from pathlib import Path

import numpy as np

from ..perceptron import Perceptron
from ..vectors import Vector

# `python -m movie.safety.train` makes it. A straight line cannot tell "I want to die" from "a man who wants
# to die" so well.
FILE = Path(__file__).with_name("weights.npz")
# The encoder's vectors are of length 1: so scaled, their numbers are of about size 1, as learning wants them.
SCALE = np.float32(20)


def scores_of(network: Perceptron, vectors: Vector) -> Vector:
    """Gives the log odds (n, 2) of danger and of grief against neither, of vectors (n, d) of length 1."""
    return network.log_odds(vectors * SCALE)


@cache
def shipped() -> Perceptron:
    """Reads the network once a process."""
    return Perceptron.read(FILE)
