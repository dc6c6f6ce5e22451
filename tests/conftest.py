"""What tests share: films, embedders that count, and the server that speaks OpenAI's protocol."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from . import (
    environment,  # noqa: F401  (before the settings are read)
    fork_server,
)
from .openai_server import KEY, OpenAIServer, running
from .processes import FORK_SERVER, Project, made_once, run_python
from .remembered import Remembering, made_by

NUMBER = count()
APART = {"test_milvus.py"}  # see the conftest beside it
# The browser's files that one worker takes, the other takes the rest: about as long.
WHOLE_SITE = {
    "test_whole_site.py",
    "test_map.py",
    "test_mood_page.py",
    "test_statistics.py",
    "test_phone_walk.py",
}
# Fixtures of tests that start processes on a file of SQLite.
ON_FILES = {"project", "migrated_project", "sample_project", "migrated_file", "in_process"}


def pytest_configure(config: pytest.Config) -> None:
    """One server of processes for all workers; Windows has no copies of processes."""
    if hasattr(os, "fork") and FORK_SERVER not in os.environ:
        server = fork_server.serving()
        os.environ[FORK_SERVER] = server.__enter__()
        config.add_cleanup(lambda: server.__exit__(None, None, None))


@pytest.hookimpl(wrapper=True)  # around what `-m` chooses, and pytest-django's order
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """On PostgreSQL (see tests.postgres) only what touches the database runs, and nothing of SQLite's own."""
    on_postgres = os.environ.get("TEST_DATABASE_URL")
    is_for_this = _is_for_postgres if on_postgres else lambda item: not item.get_closest_marker("postgres")
    for item in filter(_is_combination, items):
        item.add_marker("long")
    yield
    left_out = [item for item in items if not is_for_this(item)]
    config.hook.pytest_deselected(items=left_out)
    # Workers take whole files in this order: what takes long comes first, lest all wait for it at the end.
    longest = {item.path: _length(item) for item in sorted(items, key=_length)}
    items[:] = sorted(filter(is_for_this, items), key=lambda item: -longest[item.path])


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker imports its share of the files first, and finds the others' compiled when it collects all.

    Else each would rewrite the assertions of all files that are new, which takes longer than to import them.
    """
    worker = getattr(session.config, "workerinput", None)
    if worker is None:
        return
    number, workers = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    folders = [Path(part).absolute() for part in session.config.args if Path(part).is_dir()]
    files = sorted(file for folder in folders for file in folder.rglob("test_*.py") if file.name not in APART)
    for file in files[number::workers]:
        # What goes wrong is told where the file is collected.
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector of garbage need not go over it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Whole files go to a worker; the browser's to two of them, which need a Chromium and servers each."""
    return ByFile(config, log)


class ByFile(LoadScopeScheduling):
    """Deals out files, and those of the browser as two."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder, _, name = file.rpartition("/")
        return f"{folder} {name in WHOLE_SITE}" if folder == "tests/browser" else file


def _is_combination(item: pytest.Item) -> bool:
    """Whether it is one of many combinations: not one of its stacked parameters alone has another value.

    Each value is run beside the first ones of the others, the rest of the table when `long` ones are.
    """
    if "browser" not in item.path.parts and not item.get_closest_marker("combined"):
        return False
    places = item.callspec.indices if hasattr(item, "callspec") else {}
    names = [_names(mark)[0] for mark in item.iter_markers("parametrize")]
    # What works in the narrowest window, most tests show in the usual one too.
    return sum(places[name] > 0 for name in names) > 1 or places.get("width", 0) > 0


def _names(parametrize: pytest.Mark) -> list[str]:
    names = parametrize.args[0]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


def _length(item: pytest.Item) -> int:
    if "browser" in item.path.parts:
        return 2
    return int(bool(item.get_closest_marker("long") or ON_FILES & set(getattr(item, "fixturenames", ()))))


def _is_for_postgres(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("postgres"):
        return True
    own = item.get_closest_marker("sqlite") or fixtures & ON_FILES or "browser" in item.path.parts
    return not own and bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


# One fixture for all of this: each costs a millisecond or two of every test.
@pytest.fixture(autouse=True)
def _alone(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A test finds nothing that another, or a developer, has left: files, paid prompts, locks, Spanish."""
    from django.utils import translation

    from movie.database.cached import Cached

    if os.environ.get("TEST_DATABASE_URL"):
        _keep_connection(monkeypatch)
    # Numbered here: pytest would look through the folders of all tests before.
    folder = tmp_path_factory.getbasetemp() / f"projects/{next(NUMBER)}"
    folder.mkdir(parents=True)
    _settle(settings, folder, request.node.nodeid)
    _forget()
    Cached.forget_all()
    with translation.override("en"):
        yield
    _forget()


def _settle(settings: Any, folder: Path, name: str) -> None:
    cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    settings.BASE_DIR, settings.CACHES = folder, {"default": cache}
    settings.MEDIA_ROOT, settings.UPLOADS_ROOT = folder / "media", folder / "uploads"


def _forget() -> None:
    # A rolled-back test database has no journal to tell the index that its films are gone.
    from movie.search.engines import forget_engines
    from movie.search.index import forget_indexes

    forget_indexes()
    forget_engines()


def _keep_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody closes the connection that a test's transaction lives in: SQLite in memory refuses to, too.
    from django.db.backends.postgresql.base import DatabaseWrapper

    close = DatabaseWrapper.close
    monkeypatch.setattr(DatabaseWrapper, "close", lambda self: self.in_atomic_block or close(self))


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
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run have in common, for `made_once`."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session", autouse=True)
def _each_text_once(shared_folder: Path, pytestconfig: pytest.Config) -> Iterator[None]:
    """The offline encoder reads each text once, for later runs too: half the tests embed the same films."""
    from movie.embedders import offline

    cache = getattr(pytestconfig, "cache", None)  # none with -p no:cacheprovider
    folder = cache.mkdir("vectors") if cache else shared_folder
    with pytest.MonkeyPatch.context() as patch:
        remembering = Remembering(folder / f"{made_by()}.sqlite3", offline._encoder)
        patch.setattr(offline, "_encoder", lambda: remembering)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """What takes long for good reasons, and is proved by no test.

    Django digests a password for a third of a second; each client would look for all static files anew;
    each provider's would read the certificates of all authorities, while those of the tests speak plain HTTP.
    """
    import httpcore2
    from django.test import override_settings

    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpcore2, "default_ssl_context", cache(httpcore2.default_ssl_context))
        with override_settings(PASSWORD_HASHERS=hashers, WHITENOISE_USE_FINDERS=False):
            yield


@pytest.fixture(scope="session")
def migrated_project(shared_folder: Path) -> Path:
    """A copy of the project with a migrated database, made once; to be copied, not used."""
    return made_once(shared_folder, "migrated", Project.prepared)


@pytest.fixture(scope="session")
def sample_project(migrated_project: Path, shared_folder: Path) -> Callable[[str], Path]:
    """A project with the sample in a language, embedded offline, with its map; to be copied, not used."""

    def of(language: str) -> Path:
        make = partial(Project.of_sample, migrated_project, language=language)
        return made_once(shared_folder, f"sample-{language}", make)

    return of


@pytest.fixture
def project(migrated_project: Path, openai_server: OpenAIServer, tmp_path: Path) -> Project:
    """The project in a folder of its own, for processes that embed through the protocol server."""
    folder = tmp_path / "project"
    shutil.copytree(migrated_project, folder, symlinks=True)
    return Project(folder, openai_apikey=KEY, OPENAI_BASE_URL=openai_server.url)


@pytest.fixture(scope="session")
def migrated_file(migrated_project: Path) -> Path:
    """A migrated database without films; to be copied, not used."""
    return migrated_project / "db.sqlite3"


@pytest.fixture
def in_process(migrated_file: Path, tmp_path: Path) -> Callable[[str], Any]:
    """Runs scripts one after the other, each in its own process, on one empty database."""
    database = tmp_path / "films.sqlite3"
    shutil.copy(migrated_file, database)
    return lambda script: run_python(script, database)
