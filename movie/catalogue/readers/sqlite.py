"""Reads the films out of a workshop participant's db.sqlite3, embeddings included."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ...errors import CatalogueError
from .rows import Row

SIGNATURE = b"SQLite format 3\x00"
TABLE = "movie_movie"


def read(path: Path) -> Iterator[Row]:
    """Rows of the table movie_movie, which is opened read-only; `line` is the film's id."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            for row in database.execute(f"SELECT * FROM {TABLE} ORDER BY id"):
                yield Row(row["id"], {name: row[name] for name in row.keys() if name != "id"})  # noqa: SIM118
    except sqlite3.Error as error:
        raise CatalogueError(f"{path} holds no films in a table {TABLE}: {error}.") from error
