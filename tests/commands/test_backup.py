"""A backup brings back what was there, all or nothing, while the site reads and others write."""

import json
import shutil
import signal
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from movie.management.archive import DATABASE, MANIFEST, PICTURES
from movie.models import Movie

from ..processes import ROOT, SETUP, Project, wait_until
from .running import manage

FILMS = [
    {"title": title, "description": f"What happens in {title}.", "year": 1979 + number}
    for number, title in enumerate(("Alien", "Amélie", "Brazil"))
]
# Prints the films that a search by words finds, before and after somebody restores a backup.
READER = (
    SETUP
    + """
import sys
from movie.search.index import get_index
from movie.embedders import get_embedder
from movie.models import Movie
for line in sys.stdin:
    index = get_index(get_embedder())
    there = Movie.objects.filter(pk__in=[number for number in index.ids if number > 0])
    print(sorted(there.values_list("title", flat=True)))
    sys.stdout.flush()
"""
)
WRITER = (
    SETUP
    + """
from movie.models import Movie
while True:
    Movie.objects.create(title="New", description="x" * 2000)
    print(flush=True)
"""
)


@pytest.fixture(scope="module")
def template(migrated_project, tmp_path_factory) -> Path:
    """A project with three films, two with posters, uploaded and drawn; to be copied, not used."""
    folder = tmp_path_factory.mktemp("backup") / "project"
    shutil.copytree(migrated_project, folder, symlinks=True)
    project = Project(folder, EMBEDDER="offline")
    project.import_films(FILMS)
    for name in ("movie/images/mine.jpg", "movie/images/posters/drawn-0123456789.webp"):
        path = folder / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    execute(project, "UPDATE movie_movie SET image = 'movie/images/mine.jpg' WHERE title = 'Alien'")
    drawn = "movie/images/posters/drawn-0123456789.webp"
    execute(project, f"UPDATE movie_movie SET image = '{drawn}' WHERE title = 'Brazil'")
    return folder


@pytest.fixture
def filled(template, tmp_path) -> Project:
    """A project with these films."""
    shutil.copytree(template, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project", EMBEDDER="offline")


def execute(project, statement):
    with closing(sqlite3.connect(project.folder / "db.sqlite3", timeout=20)) as database, database:
        return database.execute(statement).fetchall()


def titles(project):
    return [title for (title,) in execute(project, "SELECT title FROM movie_movie ORDER BY title")]


def test_what_was_there_comes_back_with_its_uploaded_posters(filled):
    before = execute(filled, "SELECT * FROM movie_movie ORDER BY id")
    said = filled.manage("backup", "films.zip", "--yes")
    assert said == "Written to films.zip; films: 3, uploaded posters: 1\n"
    assert stat.S_IMODE((filled.folder / "films.zip").stat().st_mode) == 0o600
    execute(filled, "DELETE FROM movie_movie WHERE title <> 'Alien'")
    execute(filled, "UPDATE movie_movie SET title = 'Changed'")
    (filled.folder / "media/movie/images/mine.jpg").unlink()
    said = filled.manage("restore", "films.zip", "--yes")
    assert said == "Restored from films.zip; films: 3, uploaded posters: 1\n"
    assert execute(filled, "SELECT * FROM movie_movie ORDER BY id") == before
    assert (filled.folder / "media/movie/images/mine.jpg").read_bytes() == b"movie/images/mine.jpg"
    assert execute(filled, "PRAGMA integrity_check") == [("ok",)]
    assert execute(filled, "PRAGMA journal_mode") == [("wal",)]
    found = execute(filled, "SELECT rowid FROM movie_words WHERE movie_words MATCH 'brazil'")
    assert len(found) == 1
    assert not list(filled.folder.glob("*/.restore.*")) + list(filled.folder.glob(".films.zip*"))


def test_new_project_gets_films_and_accounts_of_the_old_one(filled, migrated_project, tmp_path):
    filled.manage("backup", "films.zip")
    shutil.copytree(migrated_project, tmp_path / "new", symlinks=True)
    new = Project(tmp_path / "new", EMBEDDER="offline")
    (new.folder / "db.sqlite3").unlink()
    new.manage("restore", str(filled.folder / "films.zip"))
    assert titles(new) == titles(filled)


def test_neither_replaces_anything_unasked(make_movie, tmp_path):
    make_movie()
    path = tmp_path / "films.zip"
    path.write_text("mine")
    for command in ("backup", "restore"):
        done = manage(command, path)
        assert done.code == 1
        assert "--yes" in done.complaints
    assert path.read_text() == "mine"
    assert Movie.objects.count() == 1


def test_running_site_sees_what_was_restored(filled):
    filled.variables |= {"EMBEDDER": "tests.fakes.RecordingEmbedder", "PYTHONPATH": str(ROOT)}
    filled.manage("movie_embeddings", "--verbosity=0")
    filled.manage("backup", "films.zip")
    execute(filled, "DELETE FROM movie_movie WHERE title = 'Brazil'")
    reader = filled.start("-c", READER, stdin=-1)

    def read():
        reader.stdin.write("\n")
        reader.stdin.flush()
        return reader.stdout.readline().strip()

    assert read() == "['Alien', 'Amélie']"
    filled.manage("restore", "films.zip", "--yes")
    assert read() == "['Alien', 'Amélie', 'Brazil']"
    execute(filled, "DELETE FROM movie_movie WHERE title = 'Alien'")
    assert read() == "['Amélie', 'Brazil']"
    reader.communicate()


def test_backup_while_another_process_writes_is_whole(filled):
    writer = filled.start("-c", WRITER)
    writer.stdout.readline()
    filled.manage("backup", "films.zip")
    writer.kill()
    writer.communicate()
    filled.manage("restore", "films.zip", "--yes")
    assert set(titles(filled)) == {"Alien", "Amélie", "Brazil", "New"}
    words = execute(filled, "SELECT count(*) FROM movie_words")
    assert words == execute(filled, "SELECT count(*) FROM movie_movie")


def altered(path, **members):
    """The backup with some members replaced, or left out where they are None."""
    with zipfile.ZipFile(path) as packed:
        kept = {name: packed.read(name) for name in packed.namelist()}
    kept |= members
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in kept.items():
            if content is not None:
                packed.writestr(name, content)


def manifest_of(path, **changes):
    with zipfile.ZipFile(path) as packed:
        return json.dumps(json.loads(packed.read(MANIFEST)) | changes)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-200]), "is no backup, or a damaged one"),
        (lambda path: path.write_text("title\nAlien\n"), "is no backup, or a damaged one"),
        (lambda path: altered(path, **{MANIFEST: None}), "This is no backup"),
        (lambda path: altered(path, **{DATABASE: None}), "db.sqlite3 is missing"),
        (lambda path: altered(path, **{DATABASE: b"SQLite format 3\0"}), "is not what was backed up"),
        (
            lambda path: altered(path, **{PICTURES + "movie/images/mine.jpg": b"x"}),
            "is not what was backed up",
        ),
        (lambda path: altered(path, **{MANIFEST: manifest_of(path, format=9)}), "is of format 9"),
        (
            lambda path: altered(path, **{MANIFEST: manifest_of(path, migrations=["movie.9999_later"])}),
            "newer version, which knows movie.9999_later",
        ),
        (lambda path: altered(path, **{MANIFEST: manifest_of(path, counts={})}), "has not the rows"),
        (
            lambda path: altered(path, **{MANIFEST: manifest_of(path, digests={"media/../../x": "0"})}),
            "a file of a strange name",
        ),
    ],
)
def test_what_is_no_good_backup_replaces_nothing(shared, db, tmp_path, damage, said):
    path = tmp_path / "bad.zip"
    shutil.copy(shared.folder / "films.zip", path)
    damage(path)
    done = manage("restore", path, yes=True)
    assert done.code == 1
    assert done.complaints.startswith("Nothing was replaced.")
    assert said in done.complaints
    assert not Movie.objects.exists()


@pytest.fixture(scope="module")
def shared(template, tmp_path_factory):
    """A project with a backup, which no test changes."""
    folder = tmp_path_factory.mktemp("backup") / "shared"
    shutil.copytree(template, folder, symlinks=True)
    project = Project(folder, EMBEDDER="offline")
    project.manage("backup", "films.zip")
    return project


def test_backup_that_is_killed_leaves_no_file_of_that_name(filled):
    execute(filled, "UPDATE movie_movie SET description = hex(randomblob(5000000))")
    process = filled.start("manage.py", "backup", "films.zip")
    wait_until(lambda: list(filled.folder.glob(".films.zip*")), process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (filled.folder / "films.zip").exists()
    filled.manage("backup", "films.zip")
    assert titles(filled) == ["Alien", "Amélie", "Brazil"]


def test_folder_that_is_not_there_is_one_sentence(shared):
    code, _, complaints = shared.run("manage.py", "backup", "nowhere/films.zip")
    assert code == 1
    assert "nowhere" in complaints
    assert "Traceback" not in complaints
