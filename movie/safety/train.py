"""Learns to hear distress from the examples, and the threshold from examples that were held back.

Run: python -m movie.safety.train (two minutes; the same numbers each time on one machine)
"""

import os
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..perceptron import Perceptron
from ..perceptron.training import Examples, Plan, learned
from ..vectors import Vector
from .classifier import FILE, SCALE, scores_of
from .detection import Distress
from .examples import EASY, Example, examples, plain

Embed = Callable[[Sequence[str]], Vector]

# The share of easy held-back texts, requests and films' own sentences, that may be taken for distress.
MISTAKEN = 0.004
KINDS = ("none", *Distress)
PARTS = 5
PLAN = Plan()


class Taught:
    """Vectors (n, d) of texts, what they are (n, 3), and how much each counts (n,)."""

    def __init__(self, chosen: Sequence[Example], embed: Embed) -> None:
        """Embeds each text as it is written, and those that are hard also as hurried people write them."""
        both = [*chosen, *(one._replace(text=plain(one.text)) for one in chosen if one.weight > EASY)]
        self.vectors = np.asarray(embed([example.text for example in both]), dtype=np.float32)
        self.wanted = np.eye(3, dtype=np.float32)[[KINDS.index(example.kind) for example in both]]
        self.counts = np.array([example.weight for example in both], dtype=np.float32)
        self.parts = np.array([zlib.crc32(plain(example.text).encode()) % PARTS for example in both])

    @property
    def kinds(self) -> NDArray[np.int64]:
        """The place of each text's kind among KINDS; (n,)."""
        return self.wanted.argmax(axis=1)


def main() -> None:
    """Learn, choose, say, write."""
    from ..embedders.offline import OfflineEmbedder

    taught = Taught(examples(), OfflineEmbedder().embed_documents)
    scores = held_back_scores(taught)
    threshold = chosen_threshold(taught, scores)
    heard, easy = scores.max(axis=1) > threshold, taught.counts <= EASY
    print(f"threshold {threshold:.2f}; easy: {heard[easy].mean():.2%} heard, held back")  # noqa: T201
    for number, kind in enumerate(KINDS):
        print(f"{kind}: {heard[~easy & (taught.kinds == number)].mean():.1%} heard, held back")  # noqa: T201
    network_of(taught, np.full(len(heard), True))._replace(threshold=threshold).write(FILE)


def held_back_scores(taught: Taught) -> Vector:
    """Scores (n, 2) each text by a network that has not seen it, in whatever letters."""
    scores = np.zeros((len(taught.parts), len(Distress)), dtype=np.float32)
    for part in range(PARTS):
        held_back = taught.parts == part
        scores[held_back] = scores_of(network_of(taught, ~held_back), taught.vectors[held_back])
    return scores


def chosen_threshold(taught: Taught, scores: Vector) -> float:
    """Chooses the lowest threshold that mistakes at most MISTAKEN of the easy texts."""
    easy = scores[taught.counts <= EASY].max(axis=1)
    return float(np.quantile(easy, 1 - MISTAKEN, method="higher"))


def network_of(taught: Taught, chosen: NDArray[np.bool_]) -> Perceptron:
    """Learns from the chosen texts (n,)."""
    vectors, wanted, counts = (part[chosen] for part in (taught.vectors, taught.wanted, taught.counts))
    return learned(Examples(vectors * SCALE, wanted, counts), PLAN)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
