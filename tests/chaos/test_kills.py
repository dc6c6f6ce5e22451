"""What a command leaves that is killed in the middle is whole, and its next run finishes the work.

The short form of `make chaos`; the moments are others each time it is run, and named where something fails.
"""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from .kills import COMMANDS, Chaos
from .paying import BILL
from .serving import ServerChaos

pytestmark = pytest.mark.long

SEED = random.SystemRandom().randrange(10**6)


@pytest.fixture
def chaos(project, openai_server) -> Chaos:
    project.variables["CHAT_MODEL"] = "test"
    return Chaos(project, SEED, openai_server)


def test_killed_commands_leave_a_whole_database_and_the_next_run_heals(chaos):
    chaos.prepare(["import", "embed", "write"])
    names = chaos.random.sample(["import", "embed", "write"], 2)
    killed = [*chaos.kills(names, 2), ServerChaos(chaos).kill()]
    assert [(kill.command, kill.seconds, kill.faults) for kill in killed if kill.faults] == [], SEED


def test_faults_are_seen(chaos):
    chaos.project.import_films([{"title": "Alien", "description": "In space."}])
    assert chaos.faults() == []
    with closing(sqlite3.connect(chaos.project.folder / "db.sqlite3")) as database, database:
        database.execute("UPDATE movie_movie SET emb = x'000000', emb_model = 'x'")
        database.execute("DELETE FROM movie_words")
        database.execute("DELETE FROM movie_change")
        database.execute("DROP TRIGGER movie_change_insert")
    expected = {"vectors that are cut", "films without full text", "films the journal does not know"}
    assert set(chaos.faults()) == expected | {"triggers are missing"}


def test_paying_twice_and_owing_are_seen(chaos):
    chaos.project.import_films([{"title": "Alien", "description": "In space."}])
    chaos.project.manage("movie_embeddings")
    assert chaos.asked(BILL) > [(0,)] and chaos.faults() == []
    again = replace(COMMANDS["embed"], arguments=("movie_embeddings", "--all"))
    assert list(chaos._healed(again)) == ["the next run pays for 1 where 0 are missing"]
    with closing(sqlite3.connect(chaos.project.folder / "db.sqlite3")) as database, database:
        database.execute("UPDATE movie_spending SET tokens = tokens - 1")
    assert "tokens were billed" in chaos.faults()[0]
