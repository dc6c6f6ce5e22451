"""Reads the films out of a workshop participant's db.sqlite3, or this project's own, embeddings included."""

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
PEOPLE = """
SELECT credit.movie_id, credit.role || 's', person.name, person.tmdb_id FROM movie_credit AS credit
JOIN movie_person AS person ON person.id = credit.person_id
ORDER BY credit.movie_id, credit.position, credit.id"""


def read(file: File) -> Iterator[Row]:
    """Rows of the table movie_movie, which is opened read-only; `line` is the film's id."""
    with _unpacked(file) as path:
        address = f"{path.resolve().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as database:
                yield from _rows(database)
        except sqlite3.Error as error:
            raise CatalogueError(f"{file} holds no films in a table {TABLE}: {error}.") from error


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
