"""Reads single rows as an import reads those of a file, by the names of their columns alone."""

from pathlib import Path

from movie.importing.detection import Plan
from movie.importing.headers.choice import read_header
from movie.importing.readers import Source
from movie.importing.readers.rows import Row


def understood(names):
    """Which column is which field, and the columns that are none."""
    columns = read_header(names).columns
    return columns, [name for name in names if name not in columns]


def film_of(cells):
    """The film of a row; one that is none has a `problem`."""
    plan = Plan(Source(Path("film.json"), "json"), None, read_header(list(cells)))
    (film,) = plan.films([Row(1, cells)])
    return film
