"""The rows of numbers that films are ranked by, and their mix."""

import threading

import numpy as np
import pytest

from movie.search import score
from movie.search.features import (
    Signals,
    closeness,
    coverage,
    most_bm25,
    rarity,
    z_scores,
)
from movie.search.score import Weights, get_weights, mixed, read_weights, write_weights

WEIGHTS = Weights("test", np.eye(3, dtype=np.float32), covered=5.0, years=1.5)
COSINES = np.array([0.5, 0.4, 0.1, 0.0])


def test_z_scores_have_mean_0_and_deviation_1():
    values = z_scores(np.array([3.0, 5.0, 10.0]))
    assert values.mean() == pytest.approx(0, abs=1e-6)
    assert values.std() == pytest.approx(1, abs=1e-6)


def test_z_scores_leave_what_is_not_finite_out():
    values = z_scores(np.array([3.0, 5.0, -np.inf]))
    assert values[2] == -np.inf
    assert values[:2] == pytest.approx([-1, 1])


@pytest.mark.parametrize("values", [[], [2.0, 2.0], [-np.inf]])
def test_z_scores_of_equal_values_are_zero(values):
    scored = z_scores(np.array(values))
    assert (scored[np.isfinite(scored)] == 0).all()


def test_rarer_words_weigh_more_and_unknown_ones_most():
    rarities = [rarity(films, 1000) for films in (900, 100, 10, 1)]
    assert rarities == sorted(rarities)
    assert rarities[0] > 0
    assert rarity(0, 1000) >= rarities[-1]


def test_coverage_is_small_where_words_of_a_request_are_in_no_film():
    scores = np.array([0.0, 4.0])
    told = coverage(scores, most_bm25([(1, rarity(1, 100))]))
    foreign = coverage(scores, most_bm25([(1, rarity(1, 100)), *[(1, rarity(0, 100))] * 9]))
    assert 0 < foreign[1] < told[1] <= 1
    assert coverage(scores, 0.0).tolist() == [0, 0]


def test_years_within_are_nearest_and_others_fade():
    near = closeness(np.array([1994, 1995, 1999, 2002, 2030, 0]), 1995, 1999)
    assert near[1] == near[2] == 1
    assert near[0] > near[3] > near[4]
    assert near[5] < 1e-6


def test_with_the_cosine_alone_the_order_is_that_of_the_cosine():
    assert np.argsort(-mixed(Signals(COSINES), 5, WEIGHTS)).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("row", ["bm25", "years"])
def test_each_row_lifts_the_film_that_it_favours(row):
    favoured = np.array([0.0, 0.0, 0.0, 1.0])
    rows = {row: favoured, "most": 1.0}
    plain, lifted = mixed(Signals(COSINES), 5, WEIGHTS), mixed(Signals(COSINES, **rows), 5, WEIGHTS)
    assert lifted[3] - lifted[2] > plain[3] - plain[2]


def test_a_covered_share_counts_more_in_longer_requests():
    signals = Signals(COSINES, np.array([0.0, 0.0, 0.0, 1.0]), most=10.0)
    short, long = mixed(signals, 4, WEIGHTS), mixed(signals, 64, WEIGHTS)
    assert long[3] > short[3]


def test_other_scales_of_the_cosine_change_nothing():
    again = mixed(Signals(COSINES * 3 + 1), 5, WEIGHTS)
    assert again == pytest.approx(mixed(Signals(COSINES), 5, WEIGHTS), abs=1e-5)


def test_weights_come_back_from_their_file_as_they_were_written(tmp_path):
    write_weights(WEIGHTS, tmp_path / "weights.npz")
    read = read_weights(tmp_path / "weights.npz")
    assert (read.model_id, read.covered, read.years) == ("test", 5.0, 1.5)
    assert (read.query_map == WEIGHTS.query_map).all()


def test_a_mapped_vector_has_length_1():
    weights = Weights("test", np.diag([1.0, 2.0, 3.0]).astype(np.float32), 1, 1)
    mapped = weights.mapped(np.array([0.6, 0.8, 0.0], dtype=np.float32))
    assert np.linalg.norm(mapped) == pytest.approx(1, abs=1e-6)
    assert mapped[1] / mapped[0] == pytest.approx(2 * 0.8 / 0.6, rel=1e-5)


def test_shipped_weights_are_read_once_and_name_their_model(monkeypatch):
    monkeypatch.setattr(score, "_loaded", [])
    got = []
    threads = [threading.Thread(target=lambda: got.append(get_weights())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(weights) for weights in got}) == 1
    assert got[0].model_id
    assert np.isfinite(got[0].query_map).all()
    assert min(got[0].covered, got[0].years) > 0
