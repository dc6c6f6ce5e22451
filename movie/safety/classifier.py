"""The small network that tells from a text's vector whether it speaks of distress."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

# `python -m movie.safety.train` makes it.
FILE = Path(__file__).with_name("weights.npz")
# The encoder's vectors are of length 1: so scaled, their numbers are of about size 1, as learning wants them.
SCALE = np.float32(20)


class Network(NamedTuple):
    """One hidden layer. A straight line cannot tell "I want to die" from "a man who wants to die" so well."""

    hidden: Numbers  # (d, h)
    hidden_bias: Numbers  # (h,)
    out: Numbers  # (h, 3): no distress, danger, grief
    out_bias: Numbers  # (3,)
    threshold: float = 0.0  # above it a kind of distress is heard

    def scores(self, vectors: Numbers) -> Numbers:
        """Gives the log odds (n, 2) of danger and of grief against neither, of vectors (n, d) of length 1."""
        layer = np.maximum(vectors * SCALE @ self.hidden + self.hidden_bias, 0)
        logits = layer @ self.out + self.out_bias
        return logits[:, 1:] - logits[:, :1]


@cache
def shipped() -> Network:
    """Reads the network once a process."""
    with np.load(FILE) as file:
        numbers = [file[name].astype(np.float32) for name in Network._fields[:-1]]
        return Network(*numbers, float(file["threshold"]))


def write(network: Network) -> None:
    """Ships a network, in half precision."""
    halves = {name: getattr(network, name).astype(np.float16) for name in Network._fields[:-1]}
    np.savez_compressed(FILE, threshold=network.threshold, **halves)
