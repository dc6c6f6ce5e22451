"""The classifier's trainer is deterministic, learns what is to be told apart, and keeps its sets apart."""

import csv

import numpy as np
import pytest

from movie.perceptron.training import Plan
from movie.search.out_of_scope import train
from movie.search.out_of_scope.examples import Example, balanced, examples, is_taught


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


def test_threshold_lets_through_as_much_as_allowed_and_no_more():
    scores = np.random.default_rng(3).normal(size=4000)
    let_through = np.mean(scores <= train.threshold(scores))
    assert 0 < let_through <= train.MISSED + 1 / 4000


def test_rows_teach_what_their_examples_are():
    chosen = [Example(f"{number}", number % 2 == 1, 1.0 + number % 3) for number in range(400)]
    rows = np.random.default_rng(1).normal(size=(400, 5))
    rows[1::2] += 2
    network = train.learned_from(chosen, rows, Plan(hidden=8, epochs=10, batch=32, rate=1e-2))
    assert np.mean((network.log_odds(rows)[:, 0] > 0) == (np.arange(400) % 2 == 1)) > 0.95


def test_hurried_writing_has_small_letters_and_no_sign_at_its_ends():
    assert train.in_plain("¿Quién mató a Harry?") == "quién mató a harry"
    assert train.in_plain("?!") == "?!"
