"""Looks at what the site needs of its machine, one thing after the other, and knows the cure of each."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.sqlite3.base import Database
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from ..database.vendors import bears_processes
from ..embedders import Embedder, get_embedder
from ..embedding.store import films_to_embed
from ..errors import (
    ConfigurationError,
    KeyRefused,
    MovieError,
    ProviderError,
    QuotaExceeded,
    UnknownModel,
)
from ..models import Movie
from ..text.number_format import written
from .machine import is_taken
from .versions import required, wrong_versions

# The database, its log, posters and collected files of a few thousand films.
LEAST_FREE = 300 * 2**20


class State(StrEnum):
    """How a thing is; only what is broken stops the site."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and what to do where it is not well."""

    what: str
    state: State
    said: str
    cure: str = ""


def ok(what: str, said: str) -> Finding:
    """A finding of what is well."""
    return Finding(what, State.OK, said)


def note(what: str, said: str, cure: str) -> Finding:
    """A finding of what could be better."""
    return Finding(what, State.NOTE, said, cure)


def broken(what: str, said: str, cure: str) -> Finding:
    """A finding of what stops the site."""
    return Finding(what, State.BROKEN, said, cure)


def examine(port: int, *, ask: bool) -> Iterator[Finding]:
    """Look at everything; `ask` the provider too, by one short word, where embedding is paid for."""
    yield python()
    yield sqlite()
    yield from provider(ask=ask)
    yield database()
    yield disk()
    yield at_port(port)
    yield versions()


def python() -> Finding:
    """Python itself, new enough: an older one is told so before it reads this."""
    return ok(_("Python"), sys.version.split()[0])


def sqlite() -> Finding:
    """The SQLite that keeps the films: full text is needed, and a safe log where several processes write."""
    version = Database.sqlite_version
    if not has_full_text():
        cure = _("Install Python from python.org: its SQLite has full text (FTS5).")
        return broken("SQLite", version, cure)
    if settings.WEB_CONCURRENCY > 1 and not bears_processes():
        cure = _("Serve with one process (WEB_CONCURRENCY=1), or with SQLite 3.51.3 or newer.")
        return note("SQLite", version, cure)
    return ok("SQLite", version)


def has_full_text() -> bool:
    """Whether this SQLite can make full-text tables."""
    try:
        Database.connect(":memory:").execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except Database.OperationalError:
        return False
    return True


def provider(*, ask: bool) -> Iterator[Finding]:
    """Key, address and model: three lines, whichever of them one answer of the provider is about."""
    try:
        embedder = get_embedder()
        refused = _refused(embedder) if ask or not embedder.pays else None
    except ConfigurationError as error:
        yield broken(_("key"), str(error), _("Mend it in openAI.env; empty: offline model."))
        return
    for what, said in ((_("key"), key()), (_("address"), _address()), (_("model"), embedder.model_id)):
        found = said if isinstance(said, Finding) else ok(what, said)
        wrong, cure = _blamed(refused)
        blamed = refused and wrong == what
        yield broken(what, str(refused), cure) if blamed else found


def key() -> Finding:
    """Whether there is a key, and under the name that is meant; the key itself is never shown."""
    name, found = _("key"), settings.OPENAI_KEY_NAME
    if found in ("openai_apikey", "OPENAI_API_KEY"):
        return ok(name, _("read as %(name)s") % {"name": found})
    if found:
        said, cure = _("read as %(name)s") % {"name": found}, _("Call it openai_apikey, in openAI.env.")
        return note(name, said, cure)
    if lost := lost_file():
        cure = _("Name it openAI.env and put it beside manage.py.")
        return note(name, _("none, but there is %(file)s") % {"file": lost}, cure)
    return ok(name, _("none: the offline model needs no key"))


def lost_file() -> Path | None:
    """A file that was meant to hold the key: with Windows' hidden .txt, or a folder too high."""
    base = Path(settings.BASE_DIR)
    names = ("openAI.env.txt", "api_keys.env.txt", ".env", "../openAI.env", "../api_keys.env")
    return next((base / name for name in names if (base / name).is_file()), None)


def _address() -> str:
    if settings.EMBEDDER == "offline":
        return _("none is needed")
    return settings.OPENAI_BASE_URL or "https://api.openai.com/v1"


def _refused(embedder: Embedder) -> MovieError | None:
    """What an embedder says to one short word; None where it embeds it."""
    try:
        embedder.embed_query("film")
    except ConfigurationError:
        raise
    except ProviderError as error:
        return error
    return None


def _blamed(error: MovieError | None) -> tuple[str, str]:
    """Which of key, address and model a refusal is about, and its cure."""
    if isinstance(error, KeyRefused):
        return _("key"), _("Make a new key at platform.openai.com/api-keys and write it into openAI.env.")
    if isinstance(error, QuotaExceeded):
        wait = _("Wait a minute; EMBEDDER=offline needs no account.")
        pay = _("Add credit to that account; EMBEDDER=offline needs none.")
        return _("key"), pay if error.retry_after is None else wait
    if isinstance(error, UnknownModel):
        return _("model"), _("Write text-embedding-3-small, or nothing, as EMBEDDING_MODEL in openAI.env.")
    return _("address"), _("Look at your network and OPENAI_BASE_URL; EMBEDDER=offline needs neither.")


def database() -> Finding:
    """The database: there, up to date, with films, embedded."""
    name = _("database")
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return broken(name, _("not up to date"), "python manage.py migrate")
        films, waiting = Movie.objects.count(), _waiting()
    except DatabaseError as error:
        return broken(
            name,
            str(error),
            _("Look at DATABASE_URL; a backup comes back by: python manage.py restore"),
        )
    if not films:
        return note(name, _("no film yet"), "python manage.py start")
    if waiting:
        said = _("films: %(films)s, of which %(waiting)s wait for their embedding")
        return note(
            name,
            said % written(films=films, waiting=waiting),
            "python manage.py movie_embeddings",
        )
    return ok(name, _("films: %(films)s, all embedded") % written(films=films))


def _waiting() -> int:
    """How many films wait for their embedding; none where nobody can embed, which has a line of its own."""
    try:
        return films_to_embed(get_embedder()).count()
    except ConfigurationError:
        return 0


def disk() -> Finding:
    """The folder of the data: with room, and ours to write to."""
    folder = Path(settings.BASE_DIR)
    free = shutil.disk_usage(folder).free
    said = _("%(free)s MB free in %(folder)s") % written(free=free // 2**20, folder=folder)
    if free < LEAST_FREE:
        return broken(_("disk"), said, _("Make room: 300 MB at least."))
    if not _writable(folder):
        return broken(_("disk"), said, _("Move the project to a folder that you may write to."))
    return ok(_("disk"), said)


def _writable(folder: Path) -> bool:
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


def at_port(port: int) -> Finding:
    """The port that the site takes."""
    if is_taken("127.0.0.1", port):
        cure = f"http://127.0.0.1:{port}/ · python manage.py start 127.0.0.1:{port + 1}"
        return note(_("port"), _("%(port)d is taken, perhaps by this site") % {"port": port}, cure)
    return ok(_("port"), _("%(port)d is free") % {"port": port})


def versions() -> Finding:
    """The packages: there, in versions that fit."""
    wanted = required()
    wrong = [*wrong_versions(wanted)]
    if wrong:
        cure = "python -m pip install -r requirements.txt"
        return broken(_("packages"), ", ".join(wrong), cure)
    said = _("all %(packages)d fit") % {"packages": len(wanted)}
    return ok(_("packages"), f"Django {metadata.version('django')}, {said}")
