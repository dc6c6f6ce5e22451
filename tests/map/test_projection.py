"""The plane keeps neighbours together, the same every time, and new films find their place on it."""

import numpy as np
import pytest

from movie.map.neighbours import kept_share, nearest, neighbours, neighbours_on_plane
from movie.map.projection import STEP, place, principal_plane, project, settle
from movie.vectors import normalise

FIVE = np.repeat(np.arange(5), 30)


@pytest.fixture(scope="module")
def rows():
    """150 unit vectors in five clusters."""
    dice = np.random.default_rng(1)
    middles = dice.standard_normal((5, 40))[FIVE]
    return normalise(middles + 0.7 * dice.standard_normal((150, 40))).astype(np.float32)


@pytest.fixture(scope="module")
def points(rows):
    return project(rows)


def test_nearest_are_those_of_a_full_sort(rows):
    places, similarities = nearest(rows[:7], rows, 5)
    products = rows[:7] @ rows.T
    assert np.array_equal(places, np.argsort(-products, axis=1, kind="stable")[:, :5])
    assert np.array_equal(similarities, np.sort(products, axis=1)[:, :-6:-1])


def test_no_row_is_its_own_neighbour_even_among_equals():
    places, _similarities = neighbours(np.ones((6, 2), dtype=np.float32), 3)
    assert places.shape == (6, 3)
    assert not (places == np.arange(6)[:, None]).any()


@pytest.mark.parametrize("count", [1, 2, 4])
def test_fewer_films_than_neighbours_give_all_there_are(rows, count):
    assert neighbours(rows[:count], 10)[0].shape == (count, count - 1)


def test_neighbours_on_the_plane_are_the_nearest_by_distance(points):
    distances = np.square(points[:, None] - points[None]).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    tenth = np.sort(distances, axis=1)[:, 9]
    shown = neighbours_on_plane(points, 10)
    assert (np.take_along_axis(distances, shown, axis=1) <= tenth[:, None] + 1e-12).all()


def test_share_kept_is_counted_by_hand():
    assert kept_share(np.array([[1, 2], [0, 2]]), np.array([[2, 1], [3, 0]])) == 0.75
    assert kept_share(np.empty((1, 0), dtype=int), np.empty((1, 0), dtype=int)) == 1


def test_map_is_drawn_inside_the_unit_square_on_whole_steps(points):
    assert points.shape == (150, 2)
    assert (points.min(), points.max()) == (0, 1)
    assert np.allclose(points / STEP, np.round(points / STEP), atol=1e-6)


def test_same_films_give_the_same_map(rows, points):
    assert np.array_equal(project(rows), points)


def test_clusters_stay_together_and_better_than_by_pca(rows, points):
    true, _similarities = neighbours(rows, 10)
    kept = kept_share(true, neighbours_on_plane(points, 10))
    by_pca = kept_share(true, neighbours_on_plane(principal_plane(rows), 10))
    assert (FIVE[neighbours_on_plane(points, 10)] == FIVE[:, None]).mean() > 0.95
    assert kept > by_pca + 0.1


@pytest.mark.parametrize("count", [1, 2, 3, 49, 50, 60])
def test_catalogue_of_any_size_has_a_map(rows, count):
    drawn = project(rows[:count])
    assert drawn.shape == (count, 2)
    assert np.isfinite(drawn).all()


def test_only_film_stands_in_the_middle(rows):
    assert project(rows[:1]).tolist() == [[0.5, 0.5]]


def test_two_films_stand_at_both_ends(rows):
    assert sorted(project(rows[:2]).tolist()) == [[0, 0.5], [1, 0.5]]


@pytest.mark.parametrize("rows", [np.ones((80, 3)), np.zeros((80, 3)), np.eye(80), np.ones((80, 1))])
def test_films_all_alike_or_all_unlike_have_a_map_too(rows):
    drawn = project(normalise(rows).astype(np.float32))
    assert np.isfinite(drawn).all()
    assert drawn.min() >= 0 and drawn.max() <= 1


def test_new_films_come_down_among_their_own_kind(rows, points):
    known = np.arange(150) % 10 != 0
    placed = place(rows[~known], rows[known], points[known])
    distances = np.square(placed[:, None] - points[known][None]).sum(axis=2)
    assert (FIVE[known][distances.argmin(axis=1)] == FIVE[~known]).mean() > 0.9


def test_place_among_scattered_films_is_where_most_of_them_are():
    around = np.array([[0.9, 0.9], [0.1, 0.1], [0.11, 0.1], [0.1, 0.11]])
    assert np.abs(settle(around, 1000) - 0.1).max() < 0.05


def test_place_beside_one_film_is_that_film():
    assert settle(np.array([[0.25, 0.5]]), 1000).tolist() == [0.25, 0.5]
