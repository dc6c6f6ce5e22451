"""Kills commands (-9) at random moments, says what is not whole afterwards, and lets the next run heal it."""

import json
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..openai_server import OpenAIServer
from ..processes import Project
from .paying import Counting

FILMS = 200
CATALOGUE = [
    {
        "title": f"Film {number}",
        "year": 1950 + number % 70,
        "genre": ("Drama", "Comedy", "Horror")[number % 3],
        "description": f"Somebody of town {number} loses a dog, is sad and afraid, and laughs at last.",
        "director": f"Director {number % 40}",
    }
    for number in range(FILMS)
]
DOUBLES = "SELECT title, year, count(*) FROM movie_movie GROUP BY title, year HAVING count(*) > 1"
TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
# What must find nothing, by what it would mean if it did.
FAULTS = {
    "films stored twice": DOUBLES,
    "people stored twice": "SELECT name FROM movie_person GROUP BY name HAVING count(*) > 1",
    "films without full text": "SELECT id FROM movie_movie EXCEPT SELECT rowid FROM movie_words",
    "full text without films": "SELECT rowid FROM movie_words EXCEPT SELECT id FROM movie_movie",
    "full text of another title": (
        "SELECT id FROM movie_movie JOIN movie_words ON movie_words.rowid = id"
        " WHERE instr(movie_words.title, movie_movie.title) = 0"
    ),
    "films the journal does not know": "SELECT id FROM movie_movie EXCEPT SELECT movie_id FROM movie_change",
    "vectors without their maker": "SELECT id FROM movie_movie WHERE (emb IS NULL) <> (emb_model = '')",
    "vectors that are cut": "SELECT id FROM movie_movie WHERE length(emb) % 4 <> 0",
    "references to nothing": "PRAGMA foreign_key_check",
}


@dataclass(frozen=True)
class Command:
    """What is killed: its arguments, the command that runs before, a query that is true after its end, and
    one that counts the films for which it still has to pay.
    """

    arguments: tuple[str, ...]
    before: str
    done: str
    unpaid: str = ""


WRITTEN = "SELECT movie_id FROM movie_mood WHERE source = 'model'"
MOODLESS = f"SELECT count(*) FROM movie_movie WHERE id NOT IN ({WRITTEN})"
# To write a mood is paid for, and so is to embed it.
WRITE_UNPAID = f"SELECT ({MOODLESS}) + (SELECT {FILMS} - count(emb) FROM movie_mood WHERE source = 'model')"


COMMANDS = {
    "import": Command(("import_movies", "films.json"), "", f"SELECT count(*) = {FILMS} FROM movie_movie"),
    "embed": Command(
        ("movie_embeddings",),
        "import",
        "SELECT count(*) = 0 FROM movie_movie WHERE emb IS NULL",
        "SELECT count(*) FROM movie_movie WHERE emb IS NULL",
    ),
    "write": Command(("movie_moods", "--yes"), "embed", f"SELECT ({MOODLESS}) = 0", WRITE_UNPAID),
    "moods": Command(
        ("movie_moods", "--derive"), "embed", "SELECT count(*) > 0 FROM movie_mood WHERE emotions <> ''"
    ),
    "prepare": Command(
        ("prepare_catalogue", "--language", "en"),
        "embed",
        "SELECT (SELECT count(*) FROM movie_mappoint) = (SELECT count(*) FROM movie_movie)",
    ),
}


@dataclass(frozen=True)
class Killed:
    """One kill: of which command, after how many seconds, whether in time, and what was not whole."""

    command: str
    seconds: float
    in_time: bool
    faults: list[str]


class Chaos:
    """A project whose commands are killed; each kill begins where the command before had ended well."""

    def __init__(self, project: Project, seed: int, server: OpenAIServer) -> None:
        self.project = project
        self.random = random.Random(seed)
        self.durations: dict[str, float] = {}
        (project.folder / "films.json").write_text(json.dumps(CATALOGUE), encoding="utf-8")
        self.keep("")
        self.triggers = self.asked(TRIGGERS)
        self.counting = Counting(server, self.asked)

    def prepare(self, names: list[str]) -> None:
        """Run each command once to its end, which shows how long it takes and where the next begins."""
        for name in names:
            command = COMMANDS[name]
            if command.before and command.before not in self.durations:
                self.prepare([command.before])
            self.go_back_to(command.before)
            begun = time.monotonic()
            self.project.manage(*command.arguments)
            self.durations[name] = time.monotonic() - begun
            assert self.faults() == [] and self.asked(command.done) == [(1,)], name
            self.keep(name)

    def kills(self, names: list[str], times: int) -> Iterator[Killed]:
        """Kill the commands in turn, so many times in all."""
        for number in range(times):
            yield self.kill(names[number % len(names)])

    def kill(self, name: str) -> Killed:
        """Kill a command at a random moment, look at what it left, and run it again to its end."""
        command = COMMANDS[name]
        self.go_back_to(command.before)
        seconds = self.random.uniform(0.2, 1) * self.durations[name]
        process = self.project.start("manage.py", *command.arguments)
        time.sleep(seconds)
        in_time = process.poll() is None
        process.kill()
        process.communicate()
        faults = [f"after the kill: {fault}" for fault in self.faults()]
        faults += self._healed(command)
        faults += [f"after the next run: {fault}" for fault in self.faults()]
        if self.asked(command.done) != [(1,)]:
            faults.append("the next run does not finish the work")
        return Killed(name, seconds, in_time, faults)

    def _healed(self, command: Command) -> Iterator[str]:
        """What is wrong with the next run: it fails, or it pays for what is stored."""
        unpaid = self.asked(command.unpaid)[0][0] if command.unpaid else None
        self.counting.sent()
        code, _, complaints = self.project.run("manage.py", *command.arguments)
        if code:
            yield f"the next run fails: {complaints.strip()[-300:]}"
        sent = self.counting.sent()
        if unpaid is not None and sent > unpaid:
            yield f"the next run pays for {sent} where {unpaid} are missing"

    def faults(self) -> list[str]:
        """What is not whole in the database."""
        found = [name for name, query in FAULTS.items() if self.asked(query)]
        if self.asked("PRAGMA integrity_check") != [("ok",)]:
            found.append("the database is damaged")
        if self.asked(TRIGGERS) != self.triggers:
            found.append("triggers are missing")
        return found + list(filter(None, [self.counting.unbilled()]))

    def asked(self, query: str) -> list[tuple]:
        """The rows that a query finds."""
        with closing(sqlite3.connect(self.project.folder / "db.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    def keep(self, name: str) -> None:
        """Keep the database as it is by this name."""
        with (
            closing(sqlite3.connect(self.project.folder / "db.sqlite3")) as database,
            closing(sqlite3.connect(self._kept(name))) as kept,
        ):
            database.backup(kept)

    def go_back_to(self, name: str) -> None:
        """Take the database that was kept by this name; the bill counts from there."""
        for left in self.project.folder.glob("db.sqlite3*"):
            left.unlink()
        shutil.copy(self._kept(name), self.project.folder / "db.sqlite3")
        self.counting.begin()

    def _kept(self, name: str) -> Path:
        return self.project.folder / f"kept-{name}.sqlite3"
