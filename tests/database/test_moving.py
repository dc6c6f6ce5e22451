"""A move takes every row along, as it is, and goes on where it was interrupted."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from movie.database import rows
from movie.database.moving import move
from movie.errors import MoveError

from ..commands.running import manage
from ..postgres import fresh
from ..processes import run_python

FILL = """
from django.contrib.auth.models import User
from movie.embedders import get_embedder
from movie.embedding.store import store
from movie.models import Credit, Mood, Movie, Person
vector = get_embedder().embed_documents(["A shark eats bathers."])[0]
for n in range(1, 8):
    film = Movie.objects.create(
        pk=n * 10, title=f"Tiburón {n}", description="Playa.", vote_average=n / 3, tmdb_id=n
    )
    store(n * 10, vector, get_embedder().model_id, "text")
    Mood.objects.create(movie=film, emotions="fear")
    film.titles.create(name=f"Jaws {n}")
film.translations.create(language="en", title="Jaws", description="A beach.")
Credit.objects.create(movie=film, person=Person.objects.create(name="Robert Shaw"), role="actor")
User.objects.create_superuser("owner", password="a long one")
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(); session["talk"] = ["hola"]; session.save()
"""
LOOK = """
from django.contrib.auth.models import User
from movie.database.full_text import matching, titled
from movie.database.journal import changed_since
from movie.models import Mood, Movie
print(json.dumps([
    sorted(titled("jaws 3")), [film for film, _ in matching(["shaw"])], sorted(changed_since(0)),
    sorted(Movie.objects.exclude(emb=None).values_list("pk", flat=True)),
    User.objects.get().check_password("a long one"), Movie.objects.create(title="Another").pk,
]))
"""
FILMS = [10, 20, 30, 40, 50, 60, 70]


@pytest.fixture(scope="module")
def filled(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a little of everything; to be copied, not used."""
    path = tmp_path_factory.mktemp("moving") / "filled.sqlite3"
    shutil.copy(migrated_file, path)
    run_python(FILL, path)
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def addresses(request, filled, migrated_file, tmp_path, django_db_blocker) -> Iterator[tuple[str, str]]:
    """Where it is, and an empty database that it may go to."""
    shutil.copy(filled, tmp_path / "from.sqlite3")
    shutil.copy(migrated_file, tmp_path / "to.sqlite3")
    source = f"sqlite:///{tmp_path}/from.sqlite3"
    with django_db_blocker.unblock():
        if request.param == "sqlite":
            yield source, f"sqlite:///{tmp_path}/to.sqlite3"
        else:
            with fresh(os.environ["TEST_DATABASE_URL"]) as target:
                yield source, target


def test_what_has_moved_is_found_and_numbered_on(addresses):
    done = manage("move_database", *addresses)
    assert done.code == 0, done.complaints
    assert done.lines[0].startswith("Moved; films: 7, ")
    assert done.lines[0].endswith("0 differences.")
    assert run_python(LOOK, addresses[1]) == [[30], [70], FILMS, FILMS, True, 71]


def test_what_has_moved_there_and_back_is_what_it_was(addresses, tmp_path):
    source, target = addresses
    there = move(source, target)
    back = move(target, f"sqlite:///{tmp_path}/back.sqlite3")
    assert there.rows == back.rows
    assert there.differing == back.differing == {}
    statement = "SELECT id, title, vote_average, emb, emb_at FROM movie_movie ORDER BY id"
    first, last = (_read(tmp_path / name, statement) for name in ("from.sqlite3", "back.sqlite3"))
    assert first == last
    assert len(first) == 7


def test_interrupted_move_goes_on_where_it_was(addresses, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    copied: Counter[str] = Counter()

    def killed(name: str, count: int) -> None:
        copied[name] += count
        if copied["movie_movie"] == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(*addresses, on_rows=killed)
    again: Counter[str] = Counter()
    moved = move(*addresses, on_rows=lambda name, count: again.update({name: count}))
    assert moved.differing == {}
    assert (moved.rows["movie_movie"], again["movie_movie"], again["movie_mood"]) == (7, 3, 7)


def test_films_that_are_there_are_replaced_only_where_that_is_asked_for(addresses):
    move(*addresses)
    done = manage("move_database", *addresses)
    assert done.code == 1
    assert "--yes" in done.complaints
    assert manage("move_database", *addresses, "--yes").code == 0


def test_row_written_meanwhile_is_told(addresses, tmp_path):
    def written(name: str, count: int) -> None:
        if name == "movie_movie":
            with closing(sqlite3.connect(tmp_path / "from.sqlite3")) as database, database:
                database.execute("UPDATE movie_movie SET title = 'Late' WHERE id = 20")
                database.execute("DELETE FROM movie_movie WHERE id = 30")

    assert move(*addresses, on_rows=written).differing["movie_movie"] == [20, 30]


@pytest.mark.parametrize("address", ["nothing", "mysql://localhost/films", "sqlite:////no/such/folder/db"])
def test_address_of_no_database_is_a_sentence(addresses, address):
    with pytest.raises(MoveError):
        move(addresses[0], address)
    done = manage("move_database", address, addresses[1])
    assert done.code == 1
    assert "Traceback" not in done.complaints


def test_source_of_another_version_is_refused(addresses, tmp_path):
    with closing(sqlite3.connect(tmp_path / "from.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'movie' AND name > '0009'")
    with pytest.raises(MoveError, match="migrate"):
        move(*addresses)


def _read(path: Path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement).fetchall()
