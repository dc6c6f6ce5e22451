"""Regions divide all films among them, and are named by what sets their films apart."""

import numpy as np
import pytest

from movie.map.clusters import regions

CORNERS = np.array([[0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]])
THEMES = ["shark", "space", "war", "love"]


@pytest.fixture
def points():
    """Forty points, ten in each corner."""
    return np.repeat(CORNERS, 10, axis=0) + np.random.default_rng(1).normal(0, 0.01, (40, 2))


def words(theme):
    return ["drama", theme]


def test_every_film_belongs_to_one_region(points):
    found = regions(points, [words("x")] * 40)
    assert sorted(place for region in found for place in region.members) == list(range(40))


def test_regions_are_named_by_the_words_of_their_own_films_alone(points):
    found = regions(points, [words(theme) for theme in THEMES for _ in range(10)])
    named = {region.name for region in found if region.name}
    assert named == set(map(str.capitalize, THEMES))


def test_films_without_keywords_form_regions_without_names(points):
    assert {region.name for region in regions(points, [[]] * 40)} == {""}


def test_regions_lie_where_films_crowd(points):
    found = regions(points, [[]] * 40)
    assert sorted((round(region.x, 1), round(region.y, 1)) for region in found) == sorted(map(tuple, CORNERS))


def test_few_films_aside_belong_to_the_crowd_beside_them(points):
    aside = np.vstack([points, [[0.3, 0.1]]])
    assert [len(region.members) for region in regions(aside, [[]] * 41)] == [11, 10, 10, 10]


def test_same_points_give_the_same_regions(points):
    keywords = [words(theme) for theme in THEMES for _ in range(10)]
    assert regions(points, keywords) == regions(points, keywords)


def test_map_without_films_has_no_regions():
    assert regions(np.empty((0, 2)), []) == []


def test_films_on_one_spot_form_one_region():
    found = regions(np.full((10, 2), 0.5), [["sea"]] * 10)
    assert [len(region.members) for region in found] == [10]
