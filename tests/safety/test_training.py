"""The classifier learns what its examples show, the same each time."""

import numpy as np
import pytest

from movie.safety import train
from movie.safety.classifier import scores_of, shipped
from movie.safety.detection import Distress
from movie.safety.examples import EASY, Example, examples, plain


@pytest.fixture
def taught():
    """Three clouds of vectors, one for each kind, hard and easy."""
    chance = np.random.default_rng(1)
    chosen = [
        Example(f"{kind} {number}", kind, EASY if kind == "none" and number % 2 else 1.0)
        for kind in train.KINDS
        for number in range(40)
    ]

    def embed(texts):
        rows = chance.normal(size=(len(texts), 6)) * 0.2
        rows[range(len(texts)), [train.KINDS.index(text.split()[0]) for text in texts]] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    return train.Taught(chosen, embed)


def test_network_tells_apart_what_it_has_not_seen_and_learns_the_same_twice(taught):
    scores = train.held_back_scores(taught)
    threshold = train.chosen_threshold(taught, scores)
    assert np.mean((scores.max(axis=1) > threshold) == (taught.kinds > 0)) > 0.95
    assert np.mean(scores[taught.kinds > 0].argmax(axis=1) + 1 == taught.kinds[taught.kinds > 0]) > 0.95
    assert np.array_equal(scores, train.held_back_scores(taught))


def test_each_text_is_held_back_with_its_plain_form(taught):
    hard = taught.counts > EASY
    assert len(taught.parts) == 120 + np.count_nonzero(hard) // 2
    assert plain("¡No PUEDO más!") == "no puedo más" and plain("I don’t") == "i dont" and plain("?") == "?"


def test_examples_are_of_all_kinds_and_each_stands_once():
    found = examples()
    assert len({example.text for example in found}) == len(found)
    assert {example.kind for example in found} == {"none", *Distress}
    assert all(example.kind == "none" for example in found if example.weight <= EASY)


def test_shipped_network_scores_each_kind_of_distress():
    scores = scores_of(shipped(), np.zeros((3, 512), dtype=np.float32))
    assert scores.shape == (3, len(Distress)) and np.isfinite(scores).all()
