"""Learns to hear distress from the examples, and the threshold from examples that were held back.

Run: python -m movie.safety.train (two minutes; the same numbers each time on one machine)
"""

import os
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..vectors import Vector
from .classifier import SCALE, Network, Numbers, write
from .detection import Distress
from .examples import EASY, Example, examples, plain

Embed = Callable[[Sequence[str]], Vector]

# The share of easy held-back texts, requests and films' own sentences, that may be taken for distress.
MISTAKEN = 0.004
KINDS = ("none", *Distress)
PARTS = 5
HIDDEN, EPOCHS, BATCH, RATE = 64, 25, 128, 2e-3
# Adam (Kingma and Ba, 2015): how much of the past slopes and of their squares stays; and an L2 penalty.
FIRST, SECOND, TINY, PENALTY = 0.9, 0.999, 1e-8, 1e-4
# What is left of the inputs and of the hidden layer at each step (dropout: Srivastava and others, 2014).
KEPT_INPUTS, KEPT_HIDDEN = 0.85, 0.7


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
    write(learned(taught, np.full(len(heard), True))._replace(threshold=threshold))


def held_back_scores(taught: Taught) -> Numbers:
    """Scores (n, 2) each text by a network that has not seen it, in whatever letters."""
    scores = np.zeros((len(taught.parts), len(Distress)), dtype=np.float32)
    for part in range(PARTS):
        held_back = taught.parts == part
        scores[held_back] = learned(taught, ~held_back).scores(taught.vectors[held_back])
    return scores


def chosen_threshold(taught: Taught, scores: Numbers) -> float:
    """Chooses the lowest threshold that mistakes at most MISTAKEN of the easy texts."""
    easy = scores[taught.counts <= EASY].max(axis=1)
    return float(np.quantile(easy, 1 - MISTAKEN, method="higher"))


def learned(taught: Taught, chosen: NDArray[np.bool_]) -> Network:
    """Learns from the chosen texts, by Adam, with dropout and a rate that falls to nothing."""
    chance = np.random.default_rng(0)
    places = np.flatnonzero(chosen)
    network, memory = _beginning(taught.vectors.shape[1], chance), _Adam()
    for epoch in range(EPOCHS):
        mixed = chance.permutation(places)
        for begin in range(0, len(mixed), BATCH):
            slopes = _slopes(network, taught, mixed[begin : begin + BATCH], chance)
            memory.step(network, slopes, RATE * (1 - epoch / EPOCHS))
    return network


def _beginning(dimensions: int, chance: np.random.Generator) -> Network:
    def random(rows: int, columns: int) -> Numbers:
        return (chance.normal(size=(rows, columns)) / np.sqrt(rows)).astype(np.float32)

    empty, none = np.zeros(HIDDEN, dtype=np.float32), np.zeros(len(KINDS), dtype=np.float32)
    return Network(random(dimensions, HIDDEN), empty, random(HIDDEN, len(KINDS)), none)


def _slopes(
    network: Network, taught: Taught, batch: NDArray[np.int64], chance: np.random.Generator
) -> list[Numbers]:
    """The slopes of the cross entropy of a batch, for each of the network's four arrays."""
    inputs = taught.vectors[batch] * SCALE
    inputs = inputs * _kept(inputs.shape, KEPT_INPUTS, chance)
    layer = np.maximum(inputs @ network.hidden + network.hidden_bias, 0)
    kept = _kept(layer.shape, KEPT_HIDDEN, chance)
    logits = layer * kept @ network.out + network.out_bias
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    wrong = (chances - taught.wanted[batch]) * taught.counts[batch, None] / BATCH
    below = wrong @ network.out.T * kept * (layer > 0)
    return [
        inputs.T @ below + PENALTY * network.hidden,
        below.sum(axis=0),
        (layer * kept).T @ wrong + PENALTY * network.out,
        wrong.sum(axis=0),
    ]


def _kept(shape: tuple[int, ...], share: float, chance: np.random.Generator) -> Numbers:
    return (chance.random(shape) < share).astype(np.float32) / np.float32(share)


class _Adam:
    """Means of past slopes and of their squares."""

    def __init__(self) -> None:
        self.steps = 0
        self.means: list[Numbers] = []
        self.squares: list[Numbers] = []

    def step(self, network: Network, slopes: list[Numbers], rate: float) -> None:
        """Moves a network's arrays, in place, against their slopes."""
        self.steps += 1
        self.means = self.means or [np.zeros_like(slope) for slope in slopes]
        self.squares = self.squares or [np.zeros_like(slope) for slope in slopes]
        for place, slope in enumerate(slopes):
            mean, square, array = self.means[place], self.squares[place], network[place]
            mean += (1 - FIRST) * (slope - mean)
            square += (1 - SECOND) * (slope**2 - square)
            size = np.sqrt(square / (1 - SECOND**self.steps)) + TINY
            array -= (rate * (mean / (1 - FIRST**self.steps)) / size).astype(np.float32)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
