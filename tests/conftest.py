"""What tests share: films, embedders that count, and the server that speaks OpenAI's protocol."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import environment  # noqa: F401  (before the settings are read)
from .openai_server import KEY, OpenAIServer, running
from .processes import Project, run_python

# Fixtures of tests that start processes on a file of SQLite.
ON_FILES = {"project", "migrated_project", "migrated_file", "in_process"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL (see tests.postgres) only what touches the database runs, and nothing of SQLite's own."""
    on_postgres = os.environ.get("TEST_DATABASE_URL")
    is_for_this = _is_for_postgres if on_postgres else lambda item: not item.get_closest_marker("postgres")
    left_out = [item for item in items if not is_for_this(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if is_for_this(item)]


def _is_for_postgres(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("postgres"):
        return True
    own = item.get_closest_marker("sqlite") or fixtures & ON_FILES or "browser" in item.path.parts
    return not own and bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


@pytest.fixture(autouse=True)
def _forget_indexes() -> Iterator[None]:
    """A rolled-back test database has no journal to tell the index that its films are gone."""
    from movie.database.cached import Cached
    from movie.search.engines import forget_engines
    from movie.search.index import forget_indexes

    forget_indexes()
    forget_engines()
    Cached.forget_all()
    yield
    forget_indexes()
    forget_engines()


@pytest.fixture(autouse=True)
def _kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody closes the connection that a test's transaction lives in: SQLite in memory refuses to, too."""
    if os.environ.get("TEST_DATABASE_URL"):
        from django.db.backends.postgresql.base import DatabaseWrapper

        close = DatabaseWrapper.close
        monkeypatch.setattr(DatabaseWrapper, "close", lambda self: self.in_atomic_block or close(self))


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """What one test has asked for in Spanish, the next does not get in Spanish."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _settings(
    settings: Any, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A test finds nothing that another, or a developer, has left: no files, prompts paid for, or locks."""
    settings.BASE_DIR = tmp_path_factory.mktemp("project")
    settings.MEDIA_ROOT = settings.BASE_DIR / "media"
    settings.UPLOADS_ROOT = settings.BASE_DIR / "uploads"
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.nodeid,
        }
    }
    # Each client would look for all static files anew, which takes longer than most tests.
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture
def openai_server() -> Iterator[OpenAIServer]:
    """The protocol server, running."""
    with running() as server:
        yield server


@pytest.fixture
def openai_embedder(openai_server: OpenAIServer, settings: Any) -> Any:
    """The default embedder is OpenAI's, talking to the protocol server."""
    from movie.embedders import get_embedder

    settings.EMBEDDERS = {
        "default": {
            "BACKEND": "movie.embedders.openai.OpenAIEmbedder",
            "OPTIONS": {"api_key": KEY, "base_url": openai_server.url},
        }
    }
    return get_embedder()


@pytest.fixture
def chat(openai_server: OpenAIServer, settings: Any) -> Any:
    """The chat model is the protocol server's."""
    from movie.providers.chat import get_chat

    settings.CHAT = {"model": "test-chat", "api_key": KEY, "base_url": openai_server.url}
    return get_chat()


@pytest.fixture
def recording_embedder(settings: Any) -> Any:
    """The default embedder counts its batches, and makes vectors of three dimensions."""
    from movie.embedders import get_embedder

    settings.EMBEDDERS = {"default": {"BACKEND": "tests.fakes.RecordingEmbedder"}}
    return get_embedder()


@pytest.fixture
def make_movie(db: Any) -> Callable[..., Any]:
    """Stores a film; `vector` stores its embedding along, as the default embedder's."""
    from movie.embedders import get_embedder
    from movie.embedding.store import store
    from movie.models import Movie
    from movie.text import movie_text

    def make(title: str = "A film", vector: Sequence[float] | None = None, **fields: Any) -> Movie:
        movie = Movie.objects.create(title=title, **{"description": f"What happens in {title}.", **fields})
        if vector is not None:
            store(movie.pk, np.array(vector, dtype=np.float32), get_embedder().model_id, movie_text(movie))
        return Movie.objects.get(pk=movie.pk)

    return make


@pytest.fixture(scope="session")
def migrated_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a migrated database, made once; to be copied, not used."""
    return Project.prepared(tmp_path_factory.mktemp("template") / "project").folder


@pytest.fixture
def project(migrated_project: Path, openai_server: OpenAIServer, tmp_path: Path) -> Project:
    """The project in a folder of its own, for processes that embed through the protocol server."""
    folder = tmp_path / "project"
    shutil.copytree(migrated_project, folder)
    return Project(folder, openai_apikey=KEY, OPENAI_BASE_URL=openai_server.url)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without films, made once by `migrate`."""
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    run_python(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.db import connection; connection.close()",
        path,
    )
    return path


@pytest.fixture
def in_process(migrated_file: Path, tmp_path: Path) -> Callable[[str], Any]:
    """Runs scripts one after the other, each in its own process, on one empty database."""
    database = tmp_path / "films.sqlite3"
    shutil.copy(migrated_file, database)
    return lambda script: run_python(script, database)
