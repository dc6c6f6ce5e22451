"""Backs up the catalogue while the site runs, and puts a backup in its place, all of it or nothing."""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import Database
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from ..errors import BackupError
from ..models import DEFAULT_IMAGE
from ..posters.store import FOLDER
from . import archive
from .archive import DATABASE, PICTURES, Manifest

# So long a restore waits for writers that are in the middle of something.
PATIENCE_SECONDS = 60
# Left free in the journal's numbers for what is written while the restore goes on.
ROOM = 1_000_000


def back_up(path: Path) -> Manifest:
    """Write database and uploaded posters to one file, as they are at one moment, whoever writes meanwhile.

    Raises BackupError, OSError.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        copy = Path(folder) / DATABASE
        _copy_from_site(copy)
        media = Path(settings.MEDIA_ROOT)
        return archive.write(path, copy, media, _uploaded(copy, media))


def restore(path: Path) -> Manifest:
    """Put a backup in the place of database and posters; a running site sees it with the next search.

    Everything is checked before anything is replaced. Raises BackupError, OSError.
    """
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    with (
        archive.opened(path) as (packed, manifest),
        tempfile.TemporaryDirectory(dir=media, prefix=".restore.") as folder,
    ):
        archive.check(packed, manifest)
        _check_migrations(manifest)
        copy = Path(folder) / DATABASE
        archive.extract(packed, DATABASE, copy)
        if archive.inspected(copy)[0] != manifest.counts:
            raise BackupError(_("The backup's database has not the rows that its manifest counts."))
        staged = {name: Path(folder) / str(number) for number, name in enumerate(manifest.pictures)}
        for name, file in staged.items():
            archive.extract(packed, PICTURES + name, file)
        _renumber_journal(copy)
        _copy_to_site(copy)
        for name, file in staged.items():
            (media / name).parent.mkdir(parents=True, exist_ok=True)
            file.replace(media / name)
    return manifest


def site_database() -> Database.Connection:
    """The connection to the site's own database. Raises BackupError where that is not SQLite."""
    if connection.vendor != "sqlite":
        told = _("%(database)s has tools of its own: pg_dump, for instance.")
        raise BackupError(told % {"database": connection.display_name})
    connection.ensure_connection()
    return connection.connection


def _copy_from_site(path: Path) -> None:
    with closing(Database.connect(path)) as copy:
        site_database().backup(copy, progress=_patience())
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without the log beside it


def _copy_to_site(path: Path) -> None:
    """Replace the site's database in one transaction: readers see the one or the other."""
    with closing(Database.connect(path)) as copy:
        copy.backup(site_database(), progress=_patience())


def _patience() -> Callable[[int, int, int], None]:
    """What is called while SQLite copies. Raises BackupError where others keep the database too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS

    def progress(status: int, remaining: int, total: int) -> None:
        if status in (Database.SQLITE_BUSY, Database.SQLITE_LOCKED) and time.monotonic() > deadline:
            told = _("Another program has kept the database for %(seconds)s seconds.")
            raise BackupError(told % {"seconds": PATIENCE_SECONDS})

    return progress


def _uploaded(database: Path, media: Path) -> list[str]:
    """The pictures of films that were neither shipped nor drawn, and that are there."""
    with closing(Database.connect(database)) as copy:
        rows = copy.execute("SELECT DISTINCT image FROM movie_movie WHERE image <> '' ORDER BY image")
        names = [name for (name,) in rows if name != DEFAULT_IMAGE and not name.startswith(f"{FOLDER}/")]
    root = media.resolve()
    return [
        name for name in names if (root / name).resolve().is_relative_to(root) and (root / name).is_file()
    ]


def _check_migrations(manifest: Manifest) -> None:
    migrations = MigrationLoader(connection).disk_migrations
    replaced = {old for migration in migrations.values() for old in migration.replaces}
    known = {f"{app}.{name}" for app, name in migrations.keys() | replaced}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        told = _("The backup is of a newer version, which knows %(migration)s: update first.")
        raise BackupError(told % {"migration": unknown[0]})


def _renumber_journal(path: Path) -> None:
    """Number all films anew, above what the site has seen: it reads each again, and forgets those gone."""
    films = "SELECT movie_id FROM movie_change UNION SELECT id FROM movie_movie"
    seen = set(site_database().execute(films)) if _has_journal() else set()
    latest = site_database().execute("SELECT max(seq) FROM movie_change").fetchone()[0] if seen else 0
    with closing(Database.connect(path)) as copy, copy:
        latest = max(latest, copy.execute("SELECT max(seq) FROM movie_change").fetchone()[0] or 0)
        films = sorted(seen | set(copy.execute(films)))
        copy.execute("DELETE FROM movie_change")
        numbered = [(latest + ROOM + place, movie) for place, (movie,) in enumerate(films)]
        copy.executemany("INSERT INTO movie_change (seq, movie_id) VALUES (?, ?)", numbered)


def _has_journal() -> bool:
    return "movie_change" in connection.introspection.table_names()
