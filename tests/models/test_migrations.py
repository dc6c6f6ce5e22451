"""A database that was filled before a migration holds all of it afterwards, in the right columns."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from movie.database.sqlite.schema import TRIGGERS
from movie.migrations._columns import AddFieldBefore

from ..processes import run_python

FILL = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
call_command("migrate", "movie", "0004", verbosity=0)
from movie.embedders import get_embedder
from movie.vectors import to_bytes
apps = MigrationLoader(connection).project_state(("movie", "0004_mappoint")).apps
Movie, Person, Credit, Mood, MapPoint = (
    apps.get_model("movie", name) for name in ("Movie", "Person", "Credit", "Mood", "MapPoint")
)
texts = ["A shark eats bathers.", "A robot falls in love.", "Two brothers rob a bank."]
vectors = [to_bytes(row) for row in get_embedder().embed_documents(texts)]
mann = Person.objects.create(name="Michael Mann")
for number, (text, vector) in enumerate(zip(texts, vectors), start=1):
    film = Movie.objects.create(
        title=f"Film {number}", description=text, year=1990 + number, tmdb_id=number * 10,
        emb=vector, emb_model=get_embedder().model_id, emb_digest="1:x",
    )
    Credit.objects.create(movie=film, person=mann, role="director")
    Mood.objects.create(movie=film, emotions="joy", emb=vector, emb_model=get_embedder().model_id)
    MapPoint.objects.create(movie=film, x=0.1, y=0.2, model_id=get_embedder().model_id)
Movie.objects.filter(title="Film 2").delete()
"""
ADDED = ("runtime", "original_language", "countries", "studios")
MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
BACK = (
    "from django.core.management import call_command; call_command('migrate', 'movie', '0004', verbosity=0)\n"
)
LOOK = """
from django.db import connection
NEW = ("runtime", "text_digest", "original_language", "countries", "studios")
TABLES = ("movie_movie", "movie_credit", "movie_mood", "movie_mappoint", "movie_person")
with connection.cursor() as cursor:
    def rows(statement):
        cursor.execute(statement)
        return cursor.fetchall()
    columns = {table: [row[1] for row in rows(f"PRAGMA table_info({table})")] for table in TABLES}
    kept = {table: ", ".join(name for name in columns[table] if name not in NEW) for table in TABLES}
    print(json.dumps({
        "columns": columns["movie_movie"],
        "rows": {table: repr(rows(f"SELECT {kept[table]} FROM {table} ORDER BY 1")) for table in TABLES},
        "keys": {table: repr(rows(f"PRAGMA foreign_key_list({table})")) for table in TABLES},
        "indexes": repr(sorted(
            (unique, origin, [column for _, _, column in rows(f"PRAGMA index_info({name})")])
            for _, name, unique, origin, _ in rows("PRAGMA index_list(movie_movie)")
        )),
        "broken": rows("PRAGMA foreign_key_check"),
        "integrity": rows("PRAGMA integrity_check"),
        "triggers": sorted(name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")),
    }))
"""
SEARCH = """
from movie.models import Movie
from movie.database.journal import latest_change
from movie.search.ranking import search
before = latest_change()
def titles(prompt, **filters):
    return [match.movie.title for match in search(prompt, **filters)]
found = [titles("a shark", k=1), titles("bank", runtime_to=100)]
Movie.objects.filter(title="Film 3").update(runtime=95, description="Seven samurai defend a village.")
found += [titles("samurai", runtime_to=100), latest_change() > before]
Movie.objects.get(title="Film 1").delete()
from movie.models import Credit, MapPoint, Mood
print(json.dumps([*found, [each.objects.count() for each in (Movie, Credit, Mood, MapPoint)]]))
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was filled before films had a running time; to be copied, not used."""
    database = tmp_path_factory.mktemp("migrations") / "films.sqlite3"
    run_python(FILL, database)
    return database


@pytest.fixture(scope="module")
def migrated(old: Path) -> Path:
    """The same, migrated; to be copied, not used."""
    return _copied(old, old.parent / "migrated.sqlite3", MIGRATE)


def _copied(database: Path, to: Path, script: str = "") -> Path:
    """A copy of a database, on which a script was run."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    if script:
        run_python(script, to)
    return to


def test_films_from_before_the_running_time_keep_all_they_had(old, migrated):
    before, after = run_python(LOOK, old), run_python(LOOK, migrated)
    assert after["columns"] == [
        *before["columns"][:-1],
        "runtime",
        "original_language",
        "countries",
        "studios",
        "emb",
    ]
    assert "Film 3" in after["rows"]["movie_movie"]
    for same in ("rows", "keys"):
        assert after[same] == before[same]
    assert after["indexes"].replace("(0, 'c', ['title', 'year', 'id']), ", "") == before["indexes"]
    assert after["triggers"] == sorted(TRIGGERS)
    assert (after["broken"], after["integrity"]) == ([], [["ok"]])


def test_search_filters_and_triggers_work_after_the_migration(migrated, tmp_path):
    found = run_python(SEARCH, _copied(migrated, tmp_path / "films.sqlite3"))
    nearest, unknown, short, noted, left = found
    assert (nearest, unknown, short, noted) == (["Film 1"], [], ["Film 3"], True)
    assert left == [1, 1, 1, 1]


def test_running_time_goes_again_and_nothing_else(old, migrated, tmp_path):
    back = _copied(migrated, tmp_path / "films.sqlite3")
    before = run_python(LOOK, old)
    assert run_python(BACK + LOOK, back) == before
    assert run_python(MIGRATE + LOOK, back)["rows"] == before["rows"]


class RecordingEditor:
    """A schema editor of a database other than SQLite."""

    class connection:  # noqa: N801
        vendor, alias = "postgresql", "default"

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def add_field(self, model: Any, field: models.Field) -> None:
        self.done.append(("add", field.name))

    def remove_field(self, model: Any, field: models.Field) -> None:
        self.done.append(("remove", field.name))


def test_other_databases_just_get_the_column():
    operation = AddFieldBefore("film", "minutes", models.IntegerField(null=True), before="emb")
    before = ProjectState()
    fields = [
        ("id", models.AutoField(primary_key=True)),
        ("emb", models.BinaryField()),
        ("x", models.TextField()),
    ]
    before.add_model(ModelState("movie", "Film", fields))
    after = before.clone()
    operation.state_forwards("movie", after)
    assert list(after.models["movie", "film"].fields) == ["id", "minutes", "emb", "x"]
    editor = RecordingEditor()
    operation.database_forwards("movie", editor, before, after)
    operation.database_backwards("movie", editor, after, before)
    assert editor.done == [("add", "minutes"), ("remove", "minutes")]


def test_operation_written_out_makes_itself_again():
    field = models.IntegerField(null=True)
    operation = AddFieldBefore("film", "minutes", field, before="emb")
    name, args, kwargs = operation.deconstruct()
    assert (name, args) == ("AddFieldBefore", [])
    assert AddFieldBefore(**kwargs).before == "emb" and json.dumps(sorted(kwargs))
