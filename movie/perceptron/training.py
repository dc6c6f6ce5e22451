"""How a perceptron learns: from examples, by Adam, with dropout and a rate that falls to nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .network import Numbers, Perceptron

# Adam (Kingma and Ba, 2015): how much of the past slopes and of their squares stays.
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Plan:
    """How many units learn for how long; `kept_*` is what dropout (Srivastava and others, 2014) leaves."""

    hidden: int = 64
    epochs: int = 25
    batch: int = 128
    rate: float = 2e-3
    penalty: float = 1e-4  # L2, of the weights
    kept_inputs: float = 0.85
    kept_hidden: float = 0.7


@dataclass(frozen=True)
class Examples:
    """Inputs (n, d), what each is (n, k; one 1 in a row), and how much each counts (n,); all float32."""

    inputs: Numbers
    wanted: Numbers
    counts: Numbers


def learned(examples: Examples, plan: Plan) -> Perceptron:
    """Learns from the examples; the same weights each time on one machine."""
    chance = np.random.default_rng(0)
    network, memory = _beginning(examples, plan, chance), _Adam()
    for epoch in range(plan.epochs):
        mixed = chance.permutation(len(examples.inputs))
        for begin in range(0, len(mixed), plan.batch):
            slopes = _slopes(network, examples, mixed[begin : begin + plan.batch], plan, chance)
            memory.step(network, slopes, plan.rate * (1 - epoch / plan.epochs))
    return network


def learned_of_columns(examples: Examples, plan: Plan) -> Perceptron:
    """Learns from inputs whose columns are of different sizes; it takes them as they are afterwards."""
    mean, scale = examples.inputs.mean(axis=0), examples.inputs.std(axis=0) + np.float32(1e-6)
    even = Examples((examples.inputs - mean) / scale, examples.wanted, examples.counts)
    network = learned(even, plan)
    hidden = network.hidden / scale[:, None]
    return network._replace(hidden=hidden, hidden_bias=network.hidden_bias - mean @ hidden)


def _beginning(examples: Examples, plan: Plan, chance: np.random.Generator) -> Perceptron:
    def random(rows: int, columns: int) -> Numbers:
        return (chance.normal(size=(rows, columns)) / np.sqrt(rows)).astype(np.float32)

    dimensions, kinds = examples.inputs.shape[1], examples.wanted.shape[1]
    empty, none = np.zeros(plan.hidden, dtype=np.float32), np.zeros(kinds, dtype=np.float32)
    return Perceptron(random(dimensions, plan.hidden), empty, random(plan.hidden, kinds), none)


def _slopes(
    network: Perceptron, examples: Examples, batch: NDArray[np.int64], plan: Plan, chance: np.random.Generator
) -> list[Numbers]:
    """The slopes of the cross entropy of a batch, for each of the network's four arrays."""
    inputs = examples.inputs[batch]
    inputs = inputs * _kept(inputs.shape, plan.kept_inputs, chance)
    layer = np.maximum(inputs @ network.hidden + network.hidden_bias, 0)
    kept = _kept(layer.shape, plan.kept_hidden, chance)
    logits = layer * kept @ network.out + network.out_bias
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    wrong = (chances - examples.wanted[batch]) * examples.counts[batch, None] / plan.batch
    below = wrong @ network.out.T * kept * (layer > 0)
    return [
        inputs.T @ below + plan.penalty * network.hidden,
        below.sum(axis=0),
        (layer * kept).T @ wrong + plan.penalty * network.out,
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

    def step(self, network: Perceptron, slopes: list[Numbers], rate: float) -> None:
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
