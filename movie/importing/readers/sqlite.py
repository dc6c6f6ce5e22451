"""Reads the films of a database: a workshop's db.sqlite3, this project's own, or any table with titles."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ...text.number_format import grouped
from .limits import current
from .linked import Tables
from .rows import Row
from .tables import known_names
from .unpacking import GZIP, File

SIGNATURE = b"SQLite format 3\x00"
TABLE = "movie_movie"
PEOPLE_TABLES = {"movie_credit", "movie_person"}
ROLES = ("directors", "actors")
MOST_PEOPLE = 10_000  # of one film: more come of a join that multiplies, and would never end
MOST_STEPS = 200_000  # of SQLite's machine between two looks at the clock
PATIENCE = 4.0  # seconds until the next row has to come
LONGEST_VALUE = 20_000_000
LISTED = 40
# Nothing in the file may run but plain reading: no functions of views, of generated columns, of triggers.
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
PEOPLE = """
SELECT credit.movie_id, credit.role || 's', person.name, person.tmdb_id FROM movie_credit AS credit
JOIN movie_person AS person ON person.id = credit.person_id
ORDER BY credit.movie_id, credit.position, credit.id"""


def read(file: File) -> Iterator[Row]:
    """Rows of the table movie_movie, else of the only one with titles; it is opened read-only.

    `line` is the film's id, or the number of the row. Nothing that the file would run is run: only stored
    values of tables are read, and a row that does not come in seconds ends the reading.
    """
    if _is_the_sites_own(file.path):
        raise CatalogueError(
            _("%(file)s is this site's own database: its films are here already.") % {"file": file}
        )
    current().check_size(file, file.path.stat().st_size)
    with _unpacked(file) as path:
        address = f"{path.resolve().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as database:
                clock = Clock(database)
                tables = Tables(database)
                table = _table(tables.columns, file)
                for row in _rows(tables, file) if table == TABLE else _foreign_rows(tables, table):
                    yield row
                    clock.start()
        except sqlite3.Error as error:
            told = _("%(file)s is no database that can be read: %(error)s.")
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                current().check_time()
                told = _("%(file)s computes too long for a row. Save its films as CSV, and import that.")
            raise CatalogueError(told % {"file": file, "error": error}) from error


def _is_the_sites_own(path: Path) -> bool:
    """Whether the site keeps its films there: a second SQLite in one process would release its locks."""
    own = Path(str(connection.settings_dict["NAME"]))
    return connection.vendor == "sqlite" and own.is_file() and path.samefile(own)


class Clock:
    """Ends what a database does when the next row takes too long, and allows it to read and nothing else."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.start()
        self._limits = current()
        database.text_factory = lambda data: data.decode("utf-8", "replace")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        database.set_authorizer(_allowed)
        database.set_progress_handler(self._is_over, MOST_STEPS)

    def start(self) -> None:
        """From now on the next row is waited for."""
        self._started = time.monotonic()

    def _is_over(self) -> bool:
        now = time.monotonic()
        return now - self._started > PATIENCE or now - self._limits.started > self._limits.seconds


def _allowed(action: int, *told: str | None) -> int:
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY


def _table(names: Mapping[str, Sequence[str]], file: File) -> str:
    """The table of the films: the one whose columns name most of what films have, a title among it.

    Raises CatalogueError where there is none, or several.
    """
    if TABLE in names:
        return TABLE
    known = {name: known_names(columns) for name, columns in names.items()}
    titled = [name for name in names if known[name] and known[name] == max(known.values())]
    if len(titled) != 1:
        more = " …" if len(names) > LISTED else ""
        raise CatalogueError(
            _(
                "%(file)s has %(count)s tables with titles, where one is wanted; its tables are: %(names)s. "
                "Save the films as CSV, and import that."
            )
            % {"file": file, "count": len(titled), "names": (", ".join([*names][:LISTED]) or "–") + more}
        )
    return titled[0]


def _foreign_rows(tables: Tables, table: str) -> Iterator[Row]:
    """The rows of a table, each with what those beside it say of its film."""
    columns = tables.columns[table]
    told, stands_for = tables.links(table), tables.named(table)
    key = next((name for name in columns if name.casefold() == "id"), columns[0])
    for number, cells in enumerate(tables.database.execute(tables.select(table)), start=1):
        said = dict(zip(columns, cells, strict=True))
        said |= {
            name.removesuffix("_id").removeprefix("id_"): values.get(said[name])
            for name, values in stands_for.items()
        }
        yield Row(number, said | told.get(said[key], {}), size=_size(cells))


def _rows(tables: Tables, file: File) -> Iterator[Row]:
    if "id" not in tables.columns[TABLE]:
        raise CatalogueError(
            _("%(file)s has films without ids. Save them as CSV, and import that.") % {"file": file}
        )
    people = _people(tables.database, file) if tables.columns.keys() >= PEOPLE_TABLES else iter(())
    films = tables.database.cursor()
    films.row_factory = sqlite3.Row
    waiting = next(people, None)
    for row in films.execute(f"{tables.select(TABLE)} ORDER BY id"):
        cells: dict[str, Any] = dict(zip(row.keys(), row, strict=True))
        pk = cells.pop("id")
        if not isinstance(pk, int):
            raise CatalogueError(
                _("%(file)s has a film whose id is no number: %(str)s.")
                % {"file": file, "str": str(pk)[:LISTED]}
            )
        while waiting and waiting[0] < pk:
            waiting = next(people, None)
        if waiting and waiting[0] == pk:
            cells |= waiting[1]
        yield Row(pk, cells, size=_size(row))


def _size(cells: Iterable[Any]) -> int:
    return sum(len(cell) for cell in cells if isinstance(cell, str | bytes))


def _people(
    database: sqlite3.Connection, file: File
) -> Iterator[tuple[int, dict[str, list[dict[str, Any]]]]]:
    """Who made each film, in order of its id; nobody where the database is not of this project."""
    try:
        credits = database.cursor().execute(PEOPLE)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
        return
    for movie, parts in groupby(credits, key=itemgetter(0)):
        roles: dict[str, list[dict[str, Any]]] = {role: [] for role in ROLES}
        for number, (_movie, role, name, tmdb_id) in enumerate(parts):
            if number == MOST_PEOPLE:
                raise CatalogueError(
                    _("%(file)s has more than %(most_people)s people in the film %(movie)s.")
                    % {"file": file, "most_people": grouped(MOST_PEOPLE), "movie": movie}
                )
            if role in roles:
                roles[role].append({"name": name, "tmdb_id": tmdb_id})
        if isinstance(movie, int):
            yield movie, {role: those for role, those in roles.items() if those}


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
