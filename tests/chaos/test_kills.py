"""What a command leaves that is killed in the middle is whole, and its next run finishes the work.

The short form of `make chaos`; the moments are others each time it is run, and named where something fails.
"""

import random
import sqlite3
from contextlib import closing

import pytest

from .kills import Chaos

SEED = random.SystemRandom().randrange(10**6)


@pytest.fixture
def chaos(project) -> Chaos:
    return Chaos(project, SEED)


def test_killed_commands_leave_a_whole_database_and_the_next_run_heals(chaos):
    chaos.prepare(["import", "embed", "moods"])
    killed = list(chaos.kills(["import", "embed", "moods"], 4))
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
