"""Reads the database of a student's project, from a copy: no row, log or lock of theirs is touched."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from .findings import Finding, missing, wrong
from .model import Field
from .project import StudentProject

MOST_ROWS = 20_000
TITLES = ("title", "titulo", "name", "nombre")


@dataclass(frozen=True)
class Row:
    """A film as it is stored; `data` is None where it has no embedding."""

    title: str
    data: bytes | str | None


def read_rows(project: StudentProject, field: Field | None) -> list[Row] | Finding:
    """The films with what is stored as their embedding, or what is said where they cannot be read."""
    topic = _("database")
    if project.database is None and (engine := project.other_engine):
        said = _("The settings name %(engine)s; stored vectors are looked at in SQLite alone.") % {
            "engine": engine
        }
        return missing(
            topic, said, _("Use django.db.backends.sqlite3, as the workshop does, or look yourself.")
        )
    if project.database is None:
        step = "python manage.py migrate"
        return missing(topic, _("There is no SQLite database."), step)
    if field is None:
        return missing(
            topic, _("Films are looked at once the model has the field."), _("Add the field first.")
        )
    try:
        return _rows(project.database, field)
    except LookupError as error:
        return missing(topic, str(error.args[0]), "python manage.py makemigrations, python manage.py migrate")
    except (OSError, sqlite3.Error) as error:
        said = _("%(file)s cannot be read: %(error)s") % {"file": project.database.name, "error": error}
        return wrong(topic, said, _("Delete it, then: python manage.py migrate, and load the films again."))


def _rows(path: Path, field: Field) -> list[Row]:
    """Raises LookupError, with a sentence, where the table or its column is not there."""
    with TemporaryDirectory() as folder, closing(_copy(path, Path(folder))) as database:
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(field.table)})")]
        if not columns:
            raise LookupError(_("There is no table %(table)s.") % {"table": field.table})
        if field.column not in columns:
            places = {"table": field.table, "column": field.column}
            raise LookupError(_("The table %(table)s has no column %(column)s.") % places)
        title = next((name for name in TITLES if name in columns), columns[0])
        query = (
            f"SELECT {_quoted(title)}, {_quoted(field.column)} FROM {_quoted(field.table)} LIMIT {MOST_ROWS}"
        )
        return [Row(str(name), data) for name, data in database.execute(query)]


def _copy(path: Path, folder: Path) -> sqlite3.Connection:
    """A connection to a copy: what stands in the log beside it, and nowhere else yet, comes along."""
    for part in _parts(path):
        shutil.copy(part, folder / part.name)
    database = sqlite3.connect(folder / path.name)
    # A title in another encoding is shown with a gap: its film is looked at like the others.
    database.text_factory = lambda text: text.decode(errors="replace")
    return database


def _parts(path: Path) -> Iterator[Path]:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-journal"):
        if path.with_name(name).is_file():
            yield path.with_name(name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
