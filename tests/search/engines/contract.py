"""What every engine has to keep: one mixin, run on each of them with the same films."""

from collections.abc import Iterator

import numpy as np
import pytest

from movie.embedders import get_embedder
from movie.embedding.store import store
from movie.errors import NothingEmbedded, OtherModelEmbedded
from movie.jobs.kinds import KINDS
from movie.models import Movie
from movie.search.engines import copies, forget_engines, get_engine
from movie.search.engines.base import Engine
from movie.search.limits import NO_LIMITS, Limits
from movie.vectors import from_bytes, normalise, to_bytes
from tests.fakes import unit

DIMENSIONS, FILMS = 16, 300
GENRES = ("Drama, Crimen", "Acción", "Comedy; accion", "Western")
MODEL = "recording"


def rows(count: int, seed: int = 0) -> np.ndarray:
    """Random unit vectors (n, d)."""
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    return normalise(drawn).astype(np.float32)


def add_films(count: int, seed: int = 0) -> list[int]:
    """Films with random vectors; every tenth has neither year nor length. Gives their ids."""
    films = [
        Movie(
            title=f"Film {seed} {place}",
            description="Text.",
            year=1920 + place % 100 if place % 10 else None,
            runtime=60 + place % 90 if place % 10 else None,
            genre=GENRES[place % len(GENRES)],
            emb=to_bytes(vector),
            emb_model=MODEL,
        )
        for place, vector in enumerate(rows(count, seed))
    ]
    return [movie.pk for movie in Movie.objects.bulk_create(films)]


# Limits that films have to pass, each of another sort.
PASSING = [
    Limits(year_from=1990),
    Limits(year_to=1950, runtime_to=100),
    Limits(year_from=-(10**9), runtime_to=10**9),
    Limits(genres=(frozenset({"accion", "action"}),)),
    Limits(genres=(frozenset({"drama"}), frozenset({"crimen"}))),
    Limits(without_genres=(frozenset({"drama"}), frozenset({"western"}))),
    Limits(genres=(frozenset({"no such genre"}),)),
    Limits(among=frozenset()),
]


class Table:
    """The stored films as columns, to be sorted out and compared otherwise than by an engine."""

    def __init__(self) -> None:
        films = list(Movie.objects.embedded_by(MODEL).with_vectors())
        self.ids = np.array([film.pk for film in films])
        self.vectors = np.array([from_bytes(film.emb) for film in films])
        self.years, self.runtimes = (
            np.array([np.nan if number is None else number for number in numbers])
            for numbers in zip(*((film.year, film.runtime) for film in films), strict=True)
        )
        self.genres = [
            set(film.genre.lower().replace("ó", "o").replace(";", ",").split(", ")) for film in films
        ]

    def passing(self, limits: Limits) -> np.ndarray:
        """Which films pass, (n,)."""
        there = np.ones(len(self.ids), dtype=bool)
        for values, least, most in (
            (self.years, limits.year_from, limits.year_to),
            (self.runtimes, limits.runtime_from, limits.runtime_to),
        ):
            there &= True if least is None else values >= least
            there &= True if most is None else values <= most
        for names in limits.genres:
            there &= [bool(genres & names) for genres in self.genres]
        for names in limits.without_genres:
            there &= [not genres & names for genres in self.genres]
        if limits.among is not None:
            there &= [movie in limits.among for movie in self.ids.tolist()]
        return there & [movie not in limits.without for movie in self.ids.tolist()]

    def nearest(self, vector: np.ndarray, k: int, limits: Limits = NO_LIMITS) -> dict[int, float]:
        """The k nearest films that pass: similarity by id, the nearest first."""
        there, scores = self.passing(limits), self.vectors @ vector
        best = [place for place in np.argsort(-scores) if there[place]][:k]
        return {int(self.ids[place]): float(scores[place]) for place in best}


def exact(vector: np.ndarray, k: int, limits: Limits = NO_LIMITS) -> dict[int, float]:
    """The k nearest films that pass, of those that are stored now."""
    return Table().nearest(vector, k, limits)


def drawn_limits(count: int, ids: list[int]) -> Iterator[Limits]:
    """Limits that a hundredth of the films pass, more or less, of every kind in turn."""
    dice = np.random.default_rng(3)
    for number in range(count):
        year, minutes = int(dice.integers(1921, 2010)), int(dice.integers(61, 140))
        some = frozenset(dice.choice(ids, 40, replace=False).tolist())
        yield (
            Limits(year_from=year, year_to=year),
            Limits(year_from=year, year_to=year + 4, runtime_from=minutes, runtime_to=minutes + 20),
            Limits(year_from=year, year_to=year + 3, genres=(frozenset({"drama"}),)),
            Limits(among=some, without_genres=(frozenset({"accion", "action"}),), year_from=1990),
            Limits(among=some, without=frozenset(list(some)[:37])),
        )[number % 5]


class SearchContract:
    """What a search finds. Needs a fixture `search_engine`, which sets SEARCH_ENGINES.

    Similarities may err by `tolerance`, and a share of 1 - `recall` of the nearest may be missed.
    """

    tolerance = 2e-3
    recall = 0.98
    filters = 1000  # that a hundredth of the films pass, each asked once

    @pytest.fixture(autouse=True)
    def _films(self, recording_embedder, db, search_engine):
        self.ids = add_films(FILMS)
        self.engine.rebuild()

    @property
    def engine(self) -> Engine:
        return get_engine(get_embedder())

    def found(self, vector: np.ndarray, k: int = 10, limits: Limits = NO_LIMITS) -> dict[int, float]:
        """Similarity by id, the nearest first."""
        nearest = self.engine.nearest(vector, k, limits)
        return dict(zip(nearest.ids.tolist(), nearest.similarities.tolist(), strict=True))

    def test_nearest_films_are_those_of_a_loop_over_the_rows(self):
        shared, table = 0, Table()
        for query in rows(50, seed=1):
            found, wanted = self.found(query), table.nearest(query, 10)
            shared += len(found.keys() & wanted.keys())
            assert len(found) == 10
        assert shared >= self.recall * 500

    def test_films_come_in_order_each_with_its_similarity(self):
        query = rows(1, seed=2)[0]
        found = self.found(query, 50)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        truth = self.engine.similarities(query, list(found))
        assert list(found.values()) == pytest.approx(truth, abs=self.tolerance)
        wanted = exact(query, FILMS)
        assert truth == pytest.approx([wanted[movie] for movie in found], abs=1e-6)

    def test_filters_never_shorten_an_answer_while_enough_films_pass(self):
        table = Table()
        queries = rows(self.filters, seed=4)
        for query, limits in zip(queries, drawn_limits(self.filters, self.ids), strict=True):
            found = self.found(query, 5, limits)
            passing = set(table.ids[table.passing(limits)].tolist())
            assert len(found) == min(5, len(passing))
            assert found.keys() <= passing

    @pytest.mark.parametrize("limits", PASSING, ids=range(len(PASSING)))
    def test_films_that_pass_are_ranked_as_by_a_loop(self, limits):
        query = rows(1, seed=5)[0]
        wanted = exact(query, 20, limits)
        found = self.found(query, 20, limits)
        assert len(found) == len(wanted)
        assert len(found.keys() & wanted.keys()) >= self.recall * len(wanted)

    def test_more_films_than_there_are_give_all_of_them(self):
        assert self.found(rows(1)[0], FILMS + 50).keys() == set(self.ids)


class EngineContract(SearchContract):
    """The same, and how an engine keeps in step with the rows."""

    def test_deleted_film_is_not_found_again(self):
        query = rows(FILMS)[7]
        assert next(iter(self.found(query))) == self.ids[7]
        Movie.objects.filter(pk=self.ids[7]).delete()
        assert self.ids[7] not in self.found(query)
        assert self.engine.size() == FILMS - 1
        assert self.engine.behind() == 0

    def test_changed_vector_and_year_are_found_by_the_next_search(self):
        query = rows(1, seed=6)[0]
        store(self.ids[3], query, MODEL, "text")
        Movie.objects.filter(pk=self.ids[3]).update(year=2031, runtime=None, genre="Musical")
        musical = Limits(year_from=2030, genres=(frozenset({"musical"}),))
        assert next(iter(self.found(query))) == self.ids[3]
        assert list(self.found(query, 10, musical)) == [self.ids[3]]
        assert not self.found(query, 10, Limits(among=frozenset([self.ids[3]]), runtime_to=500))

    def test_new_films_are_found_and_counted(self):
        new = add_films(30, seed=7)
        assert next(iter(self.found(rows(30, seed=7)[29]))) == new[29]
        assert self.engine.coverage() == (FILMS + 30, FILMS + 30, FILMS + 30)

    def test_film_of_another_model_is_not_found(self):
        query = rows(FILMS)[5]
        Movie.objects.filter(pk=self.ids[5]).update(emb_model="another")
        assert self.ids[5] not in self.found(query)
        assert np.isnan(self.engine.similarities(query, [self.ids[5]])).all()
        assert self.engine.holds(self.ids[:10]) == set(self.ids[:10]) - {self.ids[5]}

    def test_film_with_broken_bytes_is_left_out(self):
        Movie.objects.filter(pk=self.ids[5]).update(emb=b"no vector")
        assert self.ids[5] not in self.found(rows(FILMS)[5])
        assert self.engine.rebuild() == FILMS - 1

    def test_query_of_another_length_is_refused_with_both_lengths(self):
        with pytest.raises(OtherModelEmbedded, match="16 dimensions.* 3 dimensions"):
            self.engine.nearest(unit(1, 2, 3), 5)

    def test_catalogue_without_vectors_is_refused_and_recovers(self):
        Movie.objects.update(emb=None)
        with pytest.raises(NothingEmbedded):
            self.engine.nearest(rows(1)[0], 5)
        new = add_films(3, seed=8)
        assert self.found(rows(1)[0], 5).keys() == set(new)

    def test_rebuilt_engine_answers_as_before(self):
        queries = rows(20, seed=9)
        before = [set(self.found(query)) for query in queries]
        assert self.engine.rebuild() == FILMS
        after = [set(self.found(query)) for query in queries]
        shared = sum(len(a & b) for a, b in zip(before, after, strict=True))
        assert shared >= self.recall * 200

    def test_unchanged_catalogue_has_nothing_to_follow(self):
        assert self.engine.behind() == self.engine.follow() == 0
        Movie.objects.filter(pk=self.ids[0]).update(year=1999)
        assert self.engine.behind() == 1
        assert self.engine.follow() == 1
        assert self.engine.behind() == 0

    def test_gathered_films_are_there_with_their_exact_vectors(self):
        index = self.engine.gathered(self.ids[-5:])
        for place, movie in enumerate(self.ids[-5:], FILMS - 5):
            row = index.rows[index.positions[movie]]
            assert row == pytest.approx(rows(FILMS)[place], abs=1e-6)


class CopyContract(EngineContract):
    """The same, and who makes the copy that several processes share. Needs `lose_copy()`."""

    def test_copy_that_is_missing_is_made_by_what_is_due(self):
        (work,) = (kind for kind in KINDS if kind.name == "engine")
        assert work.due() == 0
        before = self.found(rows(1)[0])
        self.lose_copy()
        forget_engines()
        assert work.due() == FILMS
        work.run(print)
        assert work.due() == 0
        assert self.found(rows(1)[0]) == before

    @pytest.mark.parametrize("changed", [21, 100])
    def test_copy_that_is_far_behind_is_brought_up_to_date_by_what_is_due(self, monkeypatch, changed):
        monkeypatch.setattr(copies, "MOST_AT_ONCE", 20)
        (work,) = (kind for kind in KINDS if kind.name == "engine")
        new = add_films(20, seed=30)
        assert work.due() == 0  # one search takes over so many
        new += add_films(changed - 20, seed=31)
        assert work.due() == changed
        work.run(print)
        assert work.due() == self.engine.behind() == 0
        assert self.engine.size() == FILMS + changed
        assert new[3] in self.found(rows(20, seed=30)[3])
