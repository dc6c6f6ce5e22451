"""What the import says of each row, and the exit code a script can rely on."""

import csv
import json
import signal
import sqlite3
from contextlib import closing

import pytest

from movie.models import Movie
from movie.sample import sample_file
from tests.processes import wait_until

from .running import manage


@pytest.fixture
def file(tmp_path):
    """Writes a file of films."""

    def write(content, name="films.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def titles() -> set[str]:
    return set(Movie.objects.values_list("title", flat=True))


def test_good_file_exits_0_and_counts_what_it_did(db, file):
    path = file([{"title": "Alien", "year": 1979}, {"title": "Amélie", "year": 2001}])
    done = manage("import_movies", path)
    assert (done.code, done.complaints) == (0, "")
    assert done.output.startswith("films.json: films added: 2, updated: 0, unchanged: 0, rejected: 0")
    assert titles() == {"Alien", "Amélie"}


def test_second_import_changes_nothing(db, file):
    path = file([{"title": "Alien", "year": 1979}])
    manage("import_movies", path)
    assert "films added: 0, updated: 0, unchanged: 1" in manage("import_movies", path).output
    assert Movie.objects.count() == 1


def test_edited_row_updates_its_film(db, file):
    manage("import_movies", file([{"title": "Alien", "year": 1979}]))
    done = manage("import_movies", file([{"title": "Alien", "year": 1979, "description": "A ship."}]))
    assert "films added: 0, updated: 1" in done.output
    assert Movie.objects.get().description == "A ship."


def test_bad_rows_are_named_by_line_with_the_reason_and_the_rest_is_stored(db, file):
    path = file("title,year\nAlien,1979\n,1980\nAmélie,2001\n ,1995\n", "films.csv")
    done = manage("import_movies", path)
    named = [line for line in done.complaints.splitlines() if "not imported" in line]
    assert done.code == 0
    assert [line.split(":")[0] for line in named] == ["films.csv, line 3", "films.csv, line 5"]
    assert all("title" in line for line in named)
    assert titles() == {"Alien", "Amélie"}
    strict = manage("import_movies", path, "--strict")
    assert strict.code == 1
    assert strict.complaints.endswith("Rows left out: 2 of 4. The others are stored.")


def test_file_without_a_single_film_exits_1_and_says_nothing_of_others(db, file):
    done = manage("import_movies", file("title,year\n,1979\n,1980\n", "films.csv"))
    assert (done.code, Movie.objects.count()) == (1, 0)
    assert done.complaints.endswith("Rows left out: 2 of 2.")


def test_many_bad_rows_are_cut_unless_all_are_asked_for(db, file):
    path = file("title,year\n" + ",1980\n" * 25, "films.csv")
    shown = {verbosity: manage("import_movies", path, verbosity=verbosity).complaints for verbosity in (1, 2)}
    assert shown[1].count("not imported") == 10
    assert "and 15 more" in shown[1]
    assert shown[2].count("not imported") == 25


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "films.json", "empty"),
        ("nothing", "films.bin", "no known format"),
        ("[{", "films.json", "films.json"),
    ],
)
def test_file_that_cannot_be_read_is_a_sentence(db, file, content, name, said):
    done = manage("import_movies", file(content, name))
    assert (done.code, done.output) == (1, "")
    assert said in done.complaints
    assert not Movie.objects.exists()


def test_missing_file_is_a_sentence(db, tmp_path):
    done = manage("import_movies", tmp_path / "nothing.json")
    assert (done.code, "nothing.json cannot be read" in done.complaints) == (1, True)


@pytest.mark.parametrize("both", [True, False])
def test_file_or_sample_has_to_be_named_and_not_both(db, file, both):
    done = manage("import_movies", *([file([]), "--sample"] if both else []))
    assert done.code == 1
    assert "Name a file, or --sample" in done.complaints


@pytest.mark.parametrize("language", ["en", "es"])
def test_sample_comes_in_the_language_asked_for(db, language):
    done = manage("import_movies", "--sample", "--language", language)
    expected = {
        film["title"]: film["description"] for film in json.loads(sample_file(language).read_text("utf-8"))
    }
    assert done.code == 0
    assert dict(Movie.objects.values_list("title", "description")).items() >= expected.items()


def test_sample_without_a_language_is_english(db):
    manage("import_movies", "--sample")
    english = json.loads(sample_file("en").read_text("utf-8"))
    assert titles() == {film["title"] for film in english}


def test_embeddings_are_taken_over_with_the_model_named(db, file):
    path = file([{"title": "Alien", "description": "A ship.", "embedding": [0.6, 0.8]}])
    done = manage("import_movies", path, "--embedding-model", "mine")
    assert "embeddings taken over: 1" in done.output
    assert Movie.objects.get().emb_model == "mine"


DIRTY = 'Name,Released,budget\nAlien,1979,0\n,1980,5\nBrazil,soon,"$1,000"\n'


@pytest.mark.parametrize("name", ["report.csv", "report.jsonl"])
def test_report_names_line_column_value_and_what_was_done(db, file, tmp_path, name):
    done = manage(
        "import_movies", file(DIRTY, "films.csv"), "--map", "year=Released", "--report", tmp_path / name
    )
    text = (tmp_path / name).read_text(encoding="utf-8")
    rows = (
        list(csv.DictReader(text.splitlines()))
        if name.endswith("csv")
        else list(map(json.loads, text.splitlines()))
    )
    told = [(int(row["line"]), row["column"], row["done"]) for row in rows]
    assert told == [
        (2, "budget", "0 taken for unknown"),
        (3, "", "row not imported: it has no title"),
        (4, "Released", "left out: no year could be read"),
    ]
    assert "1 × budget: 0 taken for unknown" in done.output
    assert (rows[2]["value"], done.code) == ("soon", 0)


@pytest.mark.parametrize("name", ["report.txt", "nowhere/report.csv"])
def test_report_that_cannot_be_written_stops_the_import(db, file, tmp_path, name):
    done = manage("import_movies", file(DIRTY, "films.csv"), "--report", tmp_path / name)
    assert (done.code, Movie.objects.count()) == (1, 0)
    assert "report" in done.complaints


def test_what_was_understood_is_said_before_the_counts(db, file):
    done = manage("import_movies", file("Name,Directer,mood\nAlien,Ridley Scott,dark\n", "films.csv"))
    assert [line.split() for line in done.lines[1:3]] == [
        ["Name", "→", "title", "Alien"],
        ["Directer", "→", "directors", "(a", "guess,", "88", "of", "100", "sure)", "Ridley", "Scott"],
    ]
    assert done.lines[3] == "  columns without a place: mood"


def test_dry_run_counts_and_writes_nothing(db, file):
    done = manage("import_movies", file(DIRTY, "films.csv"), "--dry-run")
    assert "films added: 2" in done.output
    assert not Movie.objects.exists()


def test_map_that_is_none_is_refused(db, file):
    assert (
        "is not of the form" in manage("import_movies", file(DIRTY, "films.csv"), "--map", "title").complaints
    )


def test_interrupted_import_keeps_its_batches_and_exits_130(project, tmp_path):
    path = tmp_path / "films.jsonl"
    path.write_text(
        "".join(f'{{"title": "Film {number}", "tmdb_id": {number}}}\n' for number in range(1, 200_000))
    )

    def films():
        with closing(sqlite3.connect(project.folder / "db.sqlite3", timeout=20)) as database:
            return database.execute("SELECT count(*) FROM movie_movie").fetchone()[0]

    process = project.start("manage.py", "import_movies", str(path))
    wait_until(lambda: films() > 1000, process)
    process.send_signal(signal.SIGINT)
    output, complaints = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Interrupted" in complaints
    assert f"films added: {films():,}" in output


def test_sites_own_database_is_not_imported_into_itself(project):
    code, _said, complaints = project.run("manage.py", "import_movies", "db.sqlite3")
    assert code == 1
    assert "this site's own database" in complaints
