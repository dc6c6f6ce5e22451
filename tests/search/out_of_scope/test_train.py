"""The classifier's trainer is deterministic, learns what is to be told apart, and keeps its sets apart."""

import csv

import numpy as np
import pytest

from movie.search.out_of_scope import train
from movie.search.out_of_scope.classifier import LinearWeights
from movie.search.out_of_scope.examples import balanced, examples, is_taught


@pytest.fixture(scope="module")
def chosen():
    return examples()


def test_examples_are_the_same_each_time(chosen):
    assert chosen == examples()


def test_each_prompt_is_one_example(chosen):
    assert len({example.prompt for example in chosen}) == len(chosen)


def test_no_prompt_of_the_validation_set_is_written_down_to_teach():
    checked = train.read_set(train.VALIDATION)
    taught = train.read_set(train.FILE.with_name("examples.json"))
    assert not {*checked["film"], *checked["other"]} & {*taught["film"], *taught["other"]}


def test_both_kinds_weigh_the_same(chosen):
    weights = {True: 0.0, False: 0.0}
    for example in balanced(chosen):
        weights[example.other] += example.weight
    assert weights[True] == pytest.approx(weights[False])


def test_lines_of_every_second_film_of_a_catalogue_teach(tmp_path):
    with (tmp_path / "tot_catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["tmdb_id", "title", "tagline"])
        writer.writeheader()
        writer.writerows({"tmdb_id": n, "title": f"Title {n}", "tagline": f"Line {n}"} for n in range(10))
    added = {example.prompt for example in examples(tmp_path)} - {example.prompt for example in examples()}
    assert added == {f"{kind} {n}" for kind in ("Title", "Line") for n in range(1, 10, 2)}
    assert not is_taught({"tmdb_id": "8"})


def test_fit_tells_two_clouds_apart():
    chance = np.random.default_rng(1)
    wanted = np.arange(400) % 2
    rows = chance.normal(size=(400, 5)) + 2 * wanted[:, None]
    weights, bias = train.fit(rows, wanted, np.ones(400))
    assert np.mean((rows @ weights + bias > 0) == wanted) > 0.95


def test_row_that_counts_nothing_changes_nothing():
    chance = np.random.default_rng(2)
    rows, wanted = chance.normal(size=(60, 3)), np.arange(60) % 2
    counts = np.ones(60)
    counts[:10] = 0
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    with_flipped = np.where(counts == 0, 1 - wanted, wanted)
    kept = train.fit((rows - mean) / scale, wanted, counts)
    flipped = train.fit((rows - mean) / scale, with_flipped, counts)
    assert np.allclose(kept[0], flipped[0])


def test_threshold_refuses_as_many_wishes_as_allowed_and_no_more():
    scores = np.random.default_rng(3).normal(size=4000)
    share = np.mean(scores > train.threshold(scores))
    assert 0 < share <= train.REFUSED


def test_weights_are_read_as_they_were_written(tmp_path):
    weights = LinearWeights(np.array([0.5, -0.25]), 1.5, 0.75)
    train.write(weights, tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz") as file:
        assert file["weights"].tolist() == [0.5, -0.25]
        assert (float(file["bias"]), float(file["threshold"])) == (1.5, 0.75)


def test_hurried_writing_has_small_letters_and_no_sign_at_its_ends():
    assert train.in_plain("¿Quién mató a Harry?") == "quién mató a harry"
    assert train.in_plain("?!") == "?!"
