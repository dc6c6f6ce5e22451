"""Moves all rows from one database to another, SQLite or PostgreSQL, and compares them afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from ..errors import MoveError
from . import schema
from .database_url import configured
from .rows import Table, tables

FROM, TO = "moved_from", "moved_to"
# Stands in the target from the first row to the last comparison, and says whose rows these are.
MARK = "movie_moving"


@dataclass
class Moved:
    """How many rows each table has, and the keys of those that differ."""

    rows: dict[str, int] = field(default_factory=dict)
    differing: dict[str, list[Any]] = field(default_factory=dict)


def move(
    source: str, target: str, *, replace: bool = False, on_rows: Callable[[str, int], None] | None = None
) -> Moved:
    """Copy all rows from one address to another, then compare all of them.

    What is stored stays stored, however the run ends, and the next run goes on from there; while it runs,
    nobody else may write to either. `replace` begins anew, and lets the target's own films go. `on_rows` is
    told a table and how many more of its rows are there. Raises MoveError.
    """
    with _opened(FROM, source) as origin, _opened(TO, target) as goal:
        _check_source(origin)
        if replace or not _is_begun(goal, _name_of(origin)):
            _begin(goal, _name_of(origin), replace)
        for table in tables():
            _copy(table, on_rows or (lambda name, rows: None))
        moved = _compared()
        if not moved.differing:
            _finish(goal)
    return moved


@contextmanager
def _opened(alias: str, address: str) -> Iterator[BaseDatabaseWrapper]:
    """The database of this address, under a name of Django's for as long as the block lasts."""
    try:
        settings = configured(address)
    except ValueError as error:
        raise MoveError(_("Films live on SQLite or PostgreSQL: sqlite:///… or postgres://….")) from error
    connections.databases[alias] = connections.configure_settings({"default": settings})["default"]
    try:
        yield _connected(connections[alias])
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]


def _connected(database: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    try:
        database.ensure_connection()
    except DatabaseError as error:
        raise MoveError(_("A database cannot be opened: %(error)s") % {"error": error}) from error
    return database


def _check_source(origin: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(origin)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MoveError(
            _("The source is of another version: run `migrate` with DATABASE_URL set to it first.")
        )


def _is_begun(goal: BaseDatabaseWrapper, source: str) -> bool:
    """Whether this very move has begun to fill the target."""
    with goal.cursor() as cursor:
        if MARK not in goal.introspection.table_names(cursor):
            return False
        cursor.execute(f"SELECT source FROM {MARK}")
        return cursor.fetchone() == (source,)


def _begin(goal: BaseDatabaseWrapper, source: str, replace: bool) -> None:
    """Make the target's tables, and empty them of what `migrate` writes, too; triggers rest from here on."""
    call_command("migrate", database=TO, verbosity=0)
    with transaction.atomic(using=TO), goal.cursor() as cursor:
        if not replace and _has_films(cursor):
            raise MoveError(_("The target has films already; --yes replaces all that is there."))
        schema.uninstall(goal)
        for table in reversed(tables()):
            table.empty(TO)
        cursor.execute(f"DROP TABLE IF EXISTS {MARK}")
        cursor.execute(f"CREATE TABLE {MARK} (source text)")
        cursor.execute(f"INSERT INTO {MARK} VALUES (%s)", [source])


def _has_films(cursor: Any) -> bool:
    cursor.execute("SELECT 1 FROM movie_movie LIMIT 1")
    return cursor.fetchone() is not None


def _copy(table: Table, on_rows: Callable[[str, int], None]) -> None:
    """Copy what is not there yet, batch by batch."""
    last = table.last(TO)
    if not isinstance(last, int):  # words are in another order in another database: these go whole
        with transaction.atomic(using=TO):
            table.empty(TO)
            for batch in table.batches(FROM):
                table.write(TO, batch)
                on_rows(table.name, len(batch))
        return
    for batch in table.batches(FROM, last):
        try:
            with transaction.atomic(using=TO):
                table.write(TO, batch)
        except DatabaseError as error:
            said = {"table": table.name, "number": last, "error": error}
            raise MoveError(_("%(table)s, after number %(number)s: %(error)s") % said) from error
        last = batch[-1][table.key]
        on_rows(table.name, len(batch))


def _compared() -> Moved:
    moved = Moved()
    for table in tables():
        moved.rows[table.name], differing = table.compared(FROM, TO)
        if differing:
            moved.differing[table.name] = differing
    return moved


def _finish(goal: BaseDatabaseWrapper) -> None:
    """Let new rows be numbered after those moved; full text and the journal are made of what is there."""
    with transaction.atomic(using=TO), goal.cursor() as cursor:
        for statement in goal.ops.sequence_reset_sql(no_style(), [table.model for table in tables()]):
            cursor.execute(statement)
        schema.install(goal)
        cursor.execute(f"DROP TABLE {MARK}")


def _name_of(database: BaseDatabaseWrapper) -> str:
    """What tells it from other databases, without its password."""
    settings = database.settings_dict
    return " ".join(str(settings.get(name) or "") for name in ("ENGINE", "HOST", "PORT", "NAME"))
