"""What tests share: films, embedders that count, and the server that speaks OpenAI's protocol."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import environment  # noqa: F401  (before the settings are read)
from .openai_server import KEY, OpenAIServer, running
from .processes import Project


@pytest.fixture(autouse=True)
def _forget_indexes() -> Iterator[None]:
    """A rolled-back test database has no journal to tell the index that its films are gone."""
    from movie.search.index import forget_indexes
    from movie.search.memory import Memory

    forget_indexes()
    Memory.forget_all()
    yield
    forget_indexes()


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """What one test has asked for in Spanish, the next does not get in Spanish."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


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
    from movie.assistant.llm import get_chat

    settings.CHAT = {"model": "test-chat", "api_key": KEY, "base_url": openai_server.url}
    return get_chat()


@pytest.fixture
def recording_embedder(settings: Any) -> Any:
    """The default embedder counts its batches, and makes vectors of three dimensions."""
    from movie.embedders import get_embedder

    settings.EMBEDDERS = {"default": {"BACKEND": "tests.embedders.RecordingEmbedder"}}
    return get_embedder()


@pytest.fixture
def make_movie(db: Any) -> Callable[..., Any]:
    """Stores a film; `vector` stores its embedding along, as the default embedder's."""
    from movie.catalogue.embedding import store
    from movie.embedders import get_embedder
    from movie.models import Movie
    from movie.text import movie_text

    def make(title: str = "A film", vector: Sequence[float] | None = None, **fields: Any) -> Movie:
        movie = Movie.objects.create(title=title, **{"description": f"What happens in {title}.", **fields})
        if vector is not None:
            store(movie.pk, np.array(vector, dtype=np.float32), get_embedder().model_id, movie_text(movie))
        return Movie.objects.get(pk=movie.pk)

    return make


@pytest.fixture(autouse=True)
def _cache(settings: Any, request: pytest.FixtureRequest) -> None:
    """Prompts that other tests, or a developer, have paid for are not known."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.nodeid,
        }
    }


@pytest.fixture(autouse=True)
def _lock(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs on a database in memory lock a file in the project's folder, where other workers' runs do too."""
    settings.BASE_DIR = tmp_path_factory.mktemp("project")


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
