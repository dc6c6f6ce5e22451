"""The engine on Milvus keeps the contract, in a file of Milvus Lite. A cluster has not been tried."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from movie.embedders import get_embedder
from movie.errors import EngineUnavailable
from movie.models import Mood
from movie.search.engines import get_engine
from movie.search.engines.base import Engine
from movie.vectors import to_bytes

from ...environment import test_environment as clean_environment
from ...processes import Process, free_port, wait_until
from .contract import MODEL, EngineContract, add_films, rows

pytest.importorskip("pymilvus", reason="needs pymilvus (requirements-milvus.txt)")
pytest.importorskip("milvus_lite", reason="needs milvus-lite, which has no wheels for Windows")


@pytest.fixture(scope="module")
def milvus_file(tmp_path_factory):
    return str(tmp_path_factory.mktemp("milvus") / "films.db")


@pytest.fixture
def search_engine(settings, milvus_file):
    settings.SEARCH_ENGINES = {
        "default": {
            "BACKEND": "movie.search.engines.milvus.MilvusEngine",
            "OPTIONS": {"uri": milvus_file},
        }
    }


ENGINE = """
from movie.models import Movie
from movie.search.engines import get_engine
from movie.search.engines.base import Engine
from tests.fakes import RecordingEmbedder
from tests.search.engines.contract import add_films, rows
engine = get_engine(RecordingEmbedder())
"""
MAKE = ENGINE + "add_films(3); print(json.dumps([engine.rebuild(), engine.behind()]))"
FIND = ENGINE + (
    "Movie.objects.filter(pk=1).delete()\n"
    "print(json.dumps([engine.behind(), *engine.nearest(rows(3)[2], 5).ids.tolist()]))"
)


class TestMilvus(EngineContract):
    tolerance = 1e-4

    def test_moods_have_a_copy_of_their_own(self):
        vectors = rows(4, seed=20)
        Mood.objects.bulk_create(
            Mood(movie_id=movie, emotions="joy", emb=to_bytes(vector), emb_model=MODEL)
            for movie, vector in zip(self.ids[:4], vectors, strict=True)
        )
        moods = get_engine(get_embedder(), Mood)
        assert moods.rebuild() == 4
        assert moods.nearest(vectors[2], 1).ids.tolist() == [self.ids[2]]
        Mood.objects.filter(pk=self.ids[2]).delete()
        assert self.ids[2] not in moods.nearest(vectors[2], 4).ids
        assert len(self.found(vectors[2], 10)) == 10


def test_next_process_finds_the_copy_and_follows_the_journal(in_process, tmp_path, monkeypatch):
    variables = {"SEARCH_ENGINE": "milvus", "MILVUS_URI": str(tmp_path / "own.db")}
    monkeypatch.setattr("tests.processes.clean_environment", lambda: clean_environment() | variables)
    assert in_process(MAKE) == [3, 0]
    assert in_process(FIND) == [1, 3, 2]


@contextmanager
def milvus_server(folder: Path, port: int) -> Iterator[Process]:
    """Milvus Lite as a server of its own; killed at the end."""
    listening = ["--data-dir", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([sys.executable, "-m", "milvus_lite", "server", *listening], text=True)
    try:
        wait_until(lambda: _is_answered(port), process)
        yield process
    finally:
        process.kill()
        process.wait()


def _is_answered(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.django_db
def test_server_that_went_away_and_came_back_is_asked_again(settings, recording_embedder, tmp_path):
    port = free_port()
    settings.SEARCH_ENGINES = {
        "default": {
            "BACKEND": "movie.search.engines.milvus.MilvusEngine",
            "OPTIONS": {"uri": f"http://127.0.0.1:{port}"},
        }
    }
    new, engine = add_films(3), get_engine(get_embedder())
    with milvus_server(tmp_path, port):
        engine.rebuild()
        assert _found(engine) == set(new)
    assert not _found(engine)
    with milvus_server(tmp_path, port) as process:
        wait_until(lambda: _found(engine), process)
        assert _found(engine) == set(new)


def _found(engine: Engine) -> set[int]:
    """The films found; none while the engine does not answer."""
    try:
        return set(engine.nearest(rows(1)[0], 5).ids.tolist())
    except EngineUnavailable:
        return set()


@pytest.mark.django_db
def test_server_that_is_not_there_is_told_as_an_engine_out_of_order(settings, recording_embedder):
    settings.SEARCH_ENGINES = {
        "default": {
            "BACKEND": "movie.search.engines.milvus.MilvusEngine",
            "OPTIONS": {"uri": f"http://127.0.0.1:{free_port()}"},
        }
    }
    add_films(3)
    with pytest.raises(EngineUnavailable, match="milvus"):
        get_engine(get_embedder()).nearest(rows(1)[0], 2)
