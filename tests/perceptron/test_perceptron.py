"""A perceptron tells apart what no straight line does, the same each time, and is read as it was written."""

import numpy as np
import pytest

from movie.perceptron import Perceptron
from movie.perceptron.training import Examples, Plan, learned, learned_of_columns

PLAN = Plan(hidden=16, epochs=40, batch=32, rate=2e-2, kept_inputs=1.0, kept_hidden=0.9)


def examples(count: int = 400, seed: int = 1) -> Examples:
    """Points of which those whose two first numbers have the same sign are of the second kind."""
    inputs = np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)
    same = inputs[:, 0] * inputs[:, 1] > 0
    wanted = np.column_stack([~same, same]).astype(np.float32)
    return Examples(inputs, wanted, np.ones(count, dtype=np.float32))


def right(network: Perceptron, shown: Examples) -> float:
    return np.mean((network.log_odds(shown.inputs)[:, 0] > 0) == (shown.wanted[:, 1] > 0))


def test_it_learns_what_no_straight_line_tells_apart_and_the_same_twice():
    network = learned(examples(), PLAN)
    assert right(network, examples(seed=2)) > 0.85
    again = learned(examples(), PLAN)
    assert all(np.array_equal(*pair) for pair in zip(network[:4], again[:4], strict=True))


def test_columns_of_any_size_teach_alike_and_are_taken_as_they_are():
    shown = examples()
    sizes, off = np.float32([100, 0.01, 1, 5, 1]), np.float32([7, -3, 0, 100, 0])
    network = learned_of_columns(Examples(shown.inputs * sizes + off, shown.wanted, shown.counts), PLAN)
    unseen = examples(seed=2)
    assert right(network, Examples(unseen.inputs * sizes + off, unseen.wanted, unseen.counts)) > 0.85
    even = learned_of_columns(shown, PLAN)
    found = network.log_odds(unseen.inputs * sizes + off)
    assert np.corrcoef(found[:, 0], even.log_odds(unseen.inputs)[:, 0])[0, 1] > 0.99


def test_example_that_counts_nothing_teaches_nothing():
    shown = examples()
    counts = shown.counts.copy()
    counts[:50] = 0
    flipped = shown.wanted.copy()
    flipped[:50] = 1 - flipped[:50]
    first, second = (
        learned(Examples(shown.inputs, wanted, counts), PLAN) for wanted in (shown.wanted, flipped)
    )
    assert all(np.array_equal(*pair) for pair in zip(first[:4], second[:4], strict=True))


def test_each_kind_has_its_odds_against_the_first():
    network = Perceptron(
        *(np.eye(3, dtype=np.float32)[rows] for rows in (slice(3), 0)), np.eye(3), np.zeros(3)
    )
    odds = network._replace(hidden_bias=np.zeros(3)).log_odds([[0, 2, 0], [3, 0, 1]])
    assert odds.tolist() == [[2, 0], [-3, -2]]


def test_weights_are_read_as_they_were_written(tmp_path):
    network = learned(examples(60), PLAN)._replace(threshold=0.75)
    network.write(tmp_path / "weights.npz")
    read = Perceptron.read(tmp_path / "weights.npz")
    assert read.threshold == 0.75
    for told, kept in zip(network[:4], read[:4], strict=True):
        assert kept.dtype == np.float32 and kept == pytest.approx(told, rel=1e-3, abs=1e-4)
