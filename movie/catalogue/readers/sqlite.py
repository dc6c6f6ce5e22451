"""Reads the films of a database: a workshop's db.sqlite3, this project's own, or any table with titles."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from ...errors import CatalogueError
from .opening import GZIP, File
from .rows import Row

SIGNATURE = b"SQLite format 3\x00"
TABLE = "movie_movie"
TITLES = {"title", "titulo", "título", "name", "nombre"}
PEOPLE = """
SELECT credit.movie_id, credit.role || 's', person.name, person.tmdb_id FROM movie_credit AS credit
JOIN movie_person AS person ON person.id = credit.person_id
ORDER BY credit.movie_id, credit.position, credit.id"""


def read(file: File) -> Iterator[Row]:
    """Rows of the table movie_movie, else of the only one with titles; it is opened read-only.

    `line` is the film's id, or the number of the row.
    """
    with _unpacked(file) as path:
        address = f"{path.resolve().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as database:
                table = _table(database, file)
                yield from _rows(database) if table == TABLE else _foreign_rows(database, table)
        except sqlite3.Error as error:
            raise CatalogueError(f"{file} is no database that can be read: {error}.") from error


def _table(database: sqlite3.Connection, file: File) -> str:
    """The table of the films. Raises CatalogueError where no table has titles, or several have."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if TABLE in names:
        return TABLE
    titled = [name for name in names if "title" in _columns(database, name)]
    titled = titled or [name for name in names if TITLES & _columns(database, name)]
    if len(titled) != 1:
        raise CatalogueError(
            f"{file} has {len(titled)} tables with titles, where one is wanted; its tables are: "
            f"{', '.join(names) or 'none'}. Save the films as CSV, and import that."
        )
    return titled[0]


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1].casefold() for row in database.execute(f"PRAGMA table_info({_quoted(table)})")}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _foreign_rows(database: sqlite3.Connection, table: str) -> Iterator[Row]:
    films = database.execute(f"SELECT * FROM {_quoted(table)}")
    names = [column[0] for column in films.description]
    for number, cells in enumerate(films, start=1):
        yield Row(number, dict(zip(names, cells, strict=True)))


def _rows(database: sqlite3.Connection) -> Iterator[Row]:
    people = _people(database)
    films = database.cursor()
    films.row_factory = sqlite3.Row
    waiting = next(people, None)
    for row in films.execute(f"SELECT * FROM {TABLE} ORDER BY id"):
        cells: dict[str, Any] = {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118
        while waiting and waiting[0] < row["id"]:
            waiting = next(people, None)
        if waiting and waiting[0] == row["id"]:
            cells |= waiting[1]
        yield Row(row["id"], cells)


def _people(database: sqlite3.Connection) -> Iterator[tuple[int, dict[str, list[dict[str, Any]]]]]:
    """Who made each film, in order of its id; nobody where the database is not of this project."""
    try:
        credits = database.cursor().execute(PEOPLE)
    except sqlite3.OperationalError:
        return
    for movie, parts in groupby(credits, key=itemgetter(0)):
        roles: dict[str, list[dict[str, Any]]] = {}
        for _, role, name, tmdb_id in parts:
            roles.setdefault(role, []).append({"name": name, "tmdb_id": tmdb_id})
        yield movie, roles


@contextmanager
def _unpacked(file: File) -> Iterator[Path]:
    """The database as a file of its own: SQLite reads none within an archive."""
    with file.path.open("rb") as start:
        if not file.member and start.read(2) != GZIP:
            yield file.path
            return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "db.sqlite3"
        with file.open() as packed, path.open("wb") as copy:
            shutil.copyfileobj(packed, copy)
        yield path
