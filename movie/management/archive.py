"""A backup's file: a zip of the database, the uploaded posters, and a manifest of what must be in them."""

import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.db.backends.sqlite3.base import Database
from django.utils.translation import gettext as _

from ..errors import BackupError

MANIFEST, DATABASE, PICTURES = "manifest.json", "db.sqlite3", "media/"
FORMAT = 1
LARGEST_MANIFEST = 64 * 2**20
BLOCK = 2**20


@dataclass(frozen=True)
class Manifest:
    """Rows by table, migrations as "app.name", and the SHA-256 of each member by its name."""

    counts: dict[str, int]
    migrations: list[str]
    digests: dict[str, str]
    format: int = FORMAT

    @property
    def pictures(self) -> list[str]:
        """The names of the uploaded posters, under the media folder."""
        return [name.removeprefix(PICTURES) for name in self.digests if name.startswith(PICTURES)]


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, its owner's alone: it becomes `path` at the end, or is no more."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        draft.touch(0o600, exist_ok=False)
        yield draft
        with draft.open("r+b") as file:  # Windows writes through only what is open for writing
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write(path: Path, database: Path, media: Path, pictures: Iterable[str]) -> Manifest:
    """Pack a database and pictures of a media folder, in one file that appears whole or not at all.

    Raises BackupError where what was written cannot be read again as it was.
    """
    counts, migrations = inspected(database)
    digests: dict[str, str] = {}
    with draft_of(path) as draft:
        # Not compressed: vectors and pictures hardly shrink, and it would take four times as long.
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as packed:
            digests[DATABASE] = _pack(packed, DATABASE, database)
            for name in pictures:
                digests[PICTURES + name] = _pack(packed, PICTURES + name, media / name)
            manifest = Manifest(counts, migrations, digests)
            packed.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        with opened(draft) as (packed, _manifest):
            check(packed, manifest)
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and its manifest. Raises BackupError where the file is none, or of another format."""
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed, _manifest_of(packed)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(_("%(file)s is no backup, or a damaged one.") % {"file": path.name}) from error


def check(packed: zipfile.ZipFile, manifest: Manifest) -> None:
    """Read all that the manifest names. Raises BackupError for what is missing, changed, or out of place."""
    for name, digest in manifest.digests.items():
        if not _is_safe(name):
            raise BackupError(_("The backup has a file of a strange name: %(name)s.") % {"name": repr(name)})
        try:
            with packed.open(name) as source:
                found = _copied(source, None)
        except (KeyError, zipfile.BadZipFile, EOFError) as error:
            raise BackupError(
                _("%(name)s is missing from the backup, or damaged.") % {"name": name}
            ) from error
        if found != digest:
            raise BackupError(_("%(name)s is not what was backed up.") % {"name": name})


def extract(packed: zipfile.ZipFile, name: str, path: Path) -> None:
    """Write one file of a backup."""
    with packed.open(name) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, BLOCK)


def inspected(path: Path) -> tuple[dict[str, int], list[str]]:
    """Rows by table and the migrations of a database. Raises BackupError where its integrity is broken."""
    try:
        with closing(Database.connect(path)) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise BackupError(_("The database is damaged: %(found)s.") % {"found": found})
            return _counts(database), _migrations(database)
    except Database.DatabaseError as error:
        raise BackupError(_("The database cannot be read: %(error)s.") % {"error": error}) from error


def _counts(database: Database.Connection) -> dict[str, int]:
    """Rows by table, without those that keep the full text: they have their own way of counting."""
    tables = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'movie_words%' ORDER BY name"
    ).fetchall()
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def _migrations(database: Database.Connection) -> list[str]:
    applied = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in applied]


def _manifest_of(packed: zipfile.ZipFile) -> Manifest:
    try:
        info = packed.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise BackupError(_("The backup's manifest is too large to be one."))
        said: Mapping = json.loads(packed.read(info))
        if said["format"] != FORMAT:
            told = _("The backup is of format %(format)s; this version reads %(known)s.")
            raise BackupError(told % {"format": said["format"], "known": FORMAT})
        return Manifest(dict(said["counts"]), list(said["migrations"]), dict(said["digests"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(_("This is no backup: it has no manifest that can be read.")) from error


def _pack(packed: zipfile.ZipFile, name: str, path: Path) -> str:
    with path.open("rb") as source, packed.open(name, "w", force_zip64=True) as target:
        return _copied(source, target)


def _copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy to a file, or nowhere; the SHA-256 of what was read."""
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
        if target:
            target.write(block)
    return digest.hexdigest()


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
    return name == DATABASE or inside and name.startswith(PICTURES) and len(path.parts) > 1
