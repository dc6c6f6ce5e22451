"""The engine in memory keeps the contract: exactly, and by bits beyond what exact vectors have room for."""

import numpy as np
import pytest

from movie.embedders import get_embedder
from movie.models import Movie
from movie.search.engines import forget_engines, get_engine, rounded, selection
from movie.search.engines.signs import (
    FIRST_WORDS,
    LEAST_COMPARED,
    Signs,
    nearest_places,
    packed,
    signs_differing,
)
from movie.search.matrix import Index

from .contract import FILMS, CopyContract, EngineContract, add_films, rows


@pytest.fixture
def search_engine(settings):
    settings.SEARCH_ENGINES = {"default": settings.SEARCH_ENGINE_CHOICES["memory"]}


class TestMemory(EngineContract):
    tolerance = 1e-5
    recall = 1.0


class TestBits(CopyContract):
    """With so few films all are compared exactly: see below for what the bits find."""

    tolerance = 1e-5
    recall = 1.0

    @pytest.fixture
    def search_engine(self, settings, monkeypatch):
        monkeypatch.setattr(selection, "MOST_IN_MEMORY", -1)
        settings.SEARCH_ENGINES = {"default": settings.SEARCH_ENGINE_CHOICES["memory"]}

    def lose_copy(self) -> None:
        self.engine._file.unlink()

    def test_next_process_starts_from_the_folder_and_follows_the_journal(self):
        Movie.objects.filter(pk=self.ids[0]).delete()
        before = self.found(rows(FILMS)[0], 50)
        forget_engines()
        assert self.found(rows(FILMS)[0], 50) == pytest.approx(before)
        assert self.engine.size() == FILMS - 1

    def test_copy_that_another_process_has_made_anew_is_taken(self):
        first = self.engine
        new = add_films(3, seed=30)
        forget_engines()
        assert self.engine is not first
        assert self.engine.rebuild() == FILMS + 3
        assert first.behind() == 0
        assert new[2] in first.nearest(rows(3, seed=30)[2], 1).ids

    def test_folder_without_rounded_vectors_is_no_copy(self):
        assert self.engine.copy()
        for file in self.engine._file.parent.rglob(rounded.FILE):
            file.unlink()
        forget_engines()
        assert self.engine.copy() is None


@pytest.mark.django_db
def test_few_films_are_compared_exactly_in_memory(search_engine, recording_embedder):
    add_films(2)
    engine = get_engine(get_embedder())
    assert len(engine.whole()) == 2


def signs_of(drawn: np.ndarray) -> Signs:
    none = np.empty(0, dtype=np.int64)
    held, words = rounded.Rounded(*rounded.rounded(drawn)), packed(drawn)
    index = Index("", 0, none, none, none, [], drawn)
    return Signs(np.ascontiguousarray(words[:, :FIRST_WORDS].T), words[:, FIRST_WORDS:], held, index)


@pytest.mark.parametrize("dimensions", [3, 64, 100, 700])
def test_differing_signs_equal_a_loop(dimensions):
    drawn = np.random.default_rng(1).normal(size=(500, dimensions)).astype(np.float32)
    wanted = [int(((row > 0) != (drawn[7] > 0)).sum()) for row in drawn]
    words = np.ascontiguousarray(packed(drawn).T)
    assert signs_differing(words, words[:, 7]).tolist() == wanted


@pytest.mark.parametrize("dimensions", [500, 1000])
def test_films_alike_are_those_of_all_signs_without_those_ruled_out(dimensions):
    dice = np.random.default_rng(2)
    drawn = dice.normal(size=(2000, dimensions)).astype(np.float32)
    asked = drawn[7] + 0.5 * dice.normal(size=dimensions).astype(np.float32)
    ruled_out = np.arange(2000) % 3 == 0
    signs = signs_of(drawn)
    wanted = signs_differing(np.ascontiguousarray(packed(drawn).T), packed(asked[None])[0])
    wanted[ruled_out] = 65_535
    alike = signs.alike(asked, 20, ruled_out)
    assert alike[np.argmin(wanted[alike])] == 7
    assert not ruled_out[alike].any()
    assert len(np.intersect1d(alike, nearest_places(wanted, 20))) >= 15
    assert set(signs.alike(asked, 400, ruled_out)) == set(nearest_places(wanted, 400))


def test_nearest_places_are_those_that_differ_least_and_are_not_ruled_out():
    differing = np.array([5, 1, 9, 1, 0, 65_535], dtype=np.uint16)
    assert set(nearest_places(differing, 3)) == {1, 3, 4}
    assert set(nearest_places(differing, 2)) >= {4}
    assert len(nearest_places(differing, 99)) == 5


def test_rounded_vectors_are_off_by_half_a_step_at_most():
    drawn = np.random.default_rng(3).normal(size=(50, 40)).astype(np.float32)
    drawn[4] = 0
    steps, scales = rounded.rounded(drawn)
    assert (np.abs(steps * scales[:, None] - drawn) <= scales[:, None] * 0.501).all()
    assert np.abs(steps).max(axis=1).tolist() == [127] * 4 + [0] + [127] * 45


def test_written_in_parts_they_are_mapped_as_one(tmp_path):
    drawn = np.random.default_rng(4).normal(size=(50, 40)).astype(np.float32)
    scales = np.concatenate([rounded.append_rounded(tmp_path, part) for part in (drawn[:20], drawn[20:])])
    held = rounded.mapped(tmp_path, scales)
    wanted = np.argsort(-(drawn @ drawn[7]))[:5]
    among = np.arange(0, 50)
    assert set(wanted) <= set(held.nearest(drawn[7], among, 8))
    assert set(held.nearest(drawn[7], among[::2], 8)) <= set(range(0, 50, 2))
    assert held.nearest(drawn[7], among[:3], 8).tolist() == [0, 1, 2]


def test_rounding_loses_none_of_the_nearest_that_signs_have_found():
    dice = np.random.default_rng(5)
    drawn = dice.normal(size=(5000, 256)).astype(np.float32)
    signs, none = signs_of(drawn), np.zeros(5000, dtype=bool)
    for asked in drawn[:20] + 0.6 * dice.normal(size=(20, 256)).astype(np.float32):
        alike = signs.alike(asked, LEAST_COMPARED, none)
        assert 2000 <= len(alike) < 3000
        wanted = alike[np.argsort(-(drawn[alike] @ asked))[:10]]
        assert set(wanted) <= set(signs.nearest(asked, 10, none))
