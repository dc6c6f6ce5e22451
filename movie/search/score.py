"""Mixes what is known of the films for a request into the one number that they are ranked by."""

import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..vectors import Vector, normalise
from .features import Signals, coverage, z_scores

FILE = Path(__file__).with_name("training") / "weights.npz"
NUMBERS = ("covered", "years")
_lock = threading.Lock()
_loaded: list["Weights"] = []


@dataclass(frozen=True)
class Weights:
    """What was learned for the vectors of one embedding model; nobody changes it."""

    model_id: str
    query_map: NDArray[np.float32]  # (d, d)
    covered: (
        float  # what full coverage of a request of one word adds; that of more, by the root of their number
    )
    years: float  # what being of the named years adds

    def mapped(self, query: Vector) -> Vector:
        """A request's vector (d,) at unit length, put where the films lie that such requests mean."""
        return normalise(query @ self.query_map).astype(np.float32)


def get_weights() -> Weights:
    """The shipped weights, read once in a process."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(read_weights(FILE))
    return _loaded[0]


def read_weights(path: Path) -> Weights:
    """Weights from a file that training has written."""
    with np.load(path) as file:
        numbers = {name: float(file[name]) for name in NUMBERS}
        return Weights(str(file["model_id"]), file["query_map"].astype(np.float32), **numbers)


def write_weights(weights: Weights, path: Path) -> None:
    """Store weights, the map in half precision."""
    numbers = {name: getattr(weights, name) for name in ("model_id", *NUMBERS)}
    np.savez_compressed(path, query_map=weights.query_map.astype(np.float16), **numbers)


def mixed(signals: Signals, words: int, weights: Weights | None = None) -> NDArray[np.float32]:
    """What the films are ranked by, (n,), for a request of so many words that say something.

    In standard deviations of the cosine similarity. A film covers less of a longer request, yet each
    share of it is less by chance: hence the root of the number of words.
    """
    weights = weights or get_weights()
    scores = z_scores(signals.cosine, signals.drawn)
    if signals.bm25 is not None:
        scores = scores + weights.covered * words**0.5 * coverage(signals.bm25, signals.most)
    if signals.years is not None:
        scores = scores + weights.years * signals.years
    return scores.astype(np.float32)
