"""What holds between processes that share a PostgreSQL alone: locks, the budget, the journal's order."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from ...environment import test_environment as clean_environment
from ...postgres import fresh
from ...processes import PRELUDE, ROOT, run_python

pytestmark = pytest.mark.postgres
MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
HOLD = """
from movie.database.locks import held
with held("embedding"):
    print("held", flush=True)
    sys.stdin.read()
"""
TRY = """
from movie.database.locks import held
from movie.errors import AlreadyRunning
def tried():
    try:
        with held("embedding"):
            return True
    except AlreadyRunning:
        return False
print(json.dumps(tried()))
"""
WAIT = """
from movie.database.locks import held
with held("embedding", lambda: print("waiting", flush=True)):
    print("had", flush=True)
"""
SPEND = """
from types import SimpleNamespace
from django.conf import settings
from movie.billing.budget import reserve
settings.DAILY_TOKEN_BUDGET = 1000
paid = SimpleNamespace(model_id="paid", pays=True, cost=lambda tokens: 0.0)
print("ready", flush=True)
sys.stdin.readline()
print(sum(reserve(paid, 10) is not None for _ in range(90)))
"""


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of a migrated database."""
    with fresh(os.environ["TEST_DATABASE_URL"]) as address:
        run_python(MIGRATE, address)
        yield address


@pytest.fixture
def start(database) -> Iterator:
    """Starts scripts, each in its own process; none outlives the test."""
    started: list[subprocess.Popen] = []

    def begin(script: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + script],
            cwd=ROOT,
            env=clean_environment() | {"DATABASE_URL": database},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_one_run_holds_for_all_processes_and_ends_with_its_own(database, start):
    holder = start(HOLD)
    assert holder.stdout.readline() == "held\n"
    assert run_python(TRY, database) is False
    waiting = start(WAIT)
    assert waiting.stdout.readline() == "waiting\n"
    holder.kill()
    assert waiting.stdout.readline() == "had\n"
    assert waiting.wait() == 0
    assert run_python(TRY, database) is True


def test_two_processes_spend_one_budget(start):
    spenders = [start(SPEND), start(SPEND)]
    assert [process.stdout.readline() for process in spenders] == ["ready\n"] * 2
    for process in spenders:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.stdout.readline()) for process in spenders) == 100


def test_numbers_of_the_journal_are_given_in_the_order_in_which_they_are_committed(database):
    """Who has seen a number has seen all that are lower: the next writer waits for the first."""
    texts = ("description", "image", "url", "genre", "keywords", "original_language", "countries", "studios")
    columns = ("title", *texts, "emb_model", "emb_digest")
    film = "INSERT INTO movie_movie ({}) VALUES (%s{})".format(", ".join(columns), ", ''" * len(columns[1:]))
    with psycopg.connect(database) as first, psycopg.connect(database) as second:
        first.execute(film, ["First"])
        second.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(film, ["Second"])
        second.rollback()
        first.commit()
        second.execute(film, ["Second"])
        second.commit()
        rows = second.execute(
            "SELECT title FROM movie_change JOIN movie_movie ON id = movie_id"
            " WHERE title IN ('First', 'Second') ORDER BY seq"
        ).fetchall()
    assert rows == [("First",), ("Second",)]


def test_reader_is_kept_waiting_by_no_writer(database):
    with psycopg.connect(database) as writer, psycopg.connect(database) as reader:
        writer.execute("UPDATE movie_movie SET title = title || '!'")
        reader.execute("SET lock_timeout = '100ms'")
        assert reader.execute(
            "SELECT count(*), (SELECT max(seq) FROM movie_change) FROM movie_movie"
        ).fetchone()
