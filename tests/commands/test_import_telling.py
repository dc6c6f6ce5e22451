"""What the import tells of a file before and after, in the terminal's language, also into a pipe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from tqdm import tqdm

from movie.models import Movie

from .running import manage

ROOT = Path(__file__).parents[2]
CONTENT = (
    "Titel der Sache,title,year,rating,score,US Gross,votes\n"
    "x,Salt,1999,PG,7.9,5,900\ny,Sand,2004,R,6.1,5,12\n"
)


@pytest.fixture
def file(tmp_path):
    """Writes a table of films."""

    def write(content, name="films.csv"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_dry_run_shows_the_films_as_they_would_be_stored_and_every_column(db, file):
    done = manage("import_movies", file(CONTENT), "--dry-run")
    assert "  Salt (1999) · 7.9 (900)" in done.lines
    assert "  vote_average is read from score, not from: rating" in done.lines
    assert "  only a part of the sum: US Gross" in done.lines
    assert "  columns without a place: Titel der Sache" in done.lines
    assert not Movie.objects.exists()


def test_dry_run_shows_ten_films_at_most(db, file):
    rows = "".join(f"Film {number},1999\n" for number in range(30))
    done = manage("import_movies", file(f"title,year\n{rows}"), "--dry-run")
    assert sum("(1999)" in line for line in done.lines) == 10


def test_films_that_cannot_be_searched_are_told_in_the_last_line_with_the_cure(db, file):
    done = manage("import_movies", file("title,what I read\nSalt,\nSand,\n"))
    assert done.lines[-1].startswith("2 films have no description, and are not found by meaning.")
    assert "--map description=COLUMN" in done.lines[-1]


def test_column_of_long_sentences_is_offered_by_its_name_and_taken_when_asked_for(db, file):
    long = "Two brothers walk across the salt for a year, and neither of them says why they went."
    other = "A keeper waits alone for a winter that does not end, and then a boat comes to fetch her."
    path = file(f"title,Zutano\nSalt,{long.replace(',', '')}\nSand,{other.replace(',', '')}\n")
    done = manage("import_movies", path)
    assert "--map description=Zutano" in done.lines[-1]
    again = manage("import_movies", path, "--map", "description=Zutano")
    assert "no description" not in again.output
    assert Movie.objects.exclude(description="").count() == 2


def test_films_with_descriptions_need_no_last_line(db, file):
    done = manage("import_movies", file("title,plot\nSalt,Two walk.\n"))
    assert "no description" not in done.output


def test_conflicts_are_listed_and_exit_1_only_where_nothing_came_in(db, file):
    manage("import_movies", file("title,year,tmdb_id\nSalt,1999,7\n"))
    alone = manage("import_movies", file("title,year,tmdb_id\nSand,2004,7\n"))
    assert alone.code == 1
    assert (
        "films.csv, line 2: not applied: Sand (2004) has the id 7 of another film, Salt (1999)"
        in alone.complaints
    )
    beside = manage("import_movies", file("title,year,tmdb_id\nSand,2004,7\nSea,2001,8\n"))
    assert beside.code == 0
    assert "rows not applied" in beside.output


def test_columns_name_those_of_a_table_without_names(db, file):
    assert manage("import_movies", file("7,Salt,1999\n8,Sand,2004\n")).code == 1
    done = manage("import_movies", file("7,Salt,1999\n"), "--columns", "id,title,year")
    assert (done.code, Movie.objects.get().year) == (0, 1999)


def test_everything_is_told_in_spanish(db, file):
    with translation.override("es"):
        done = manage("import_movies", file("Name,year\nSalt,1999\n,2000\n"))
    assert "películas añadidas: 1" in done.output
    assert "línea 3: no importada: no tiene título" in done.complaints
    assert "películas, según sus columnas" not in done.output or "→" in done.output


def test_output_into_a_closed_pipe_ends_without_a_traceback():
    code = (
        "import sys; from movie.management.terminal import run_in_terminal\n"
        "run_in_terminal(lambda: [print('x' * 1000) for _ in range(1000)])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "moviereviews.settings", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.readline()
    process.stdout.close()
    complaints = process.stderr.read().decode()
    process.stderr.close()
    assert (process.wait(30), complaints) == (141, "")


@pytest.mark.parametrize(("rows", "said"), [(700, "films added: 500, updated: 0"), (3, "nothing")])
def test_interrupted_import_says_in_one_line_what_is_stored(db, file, monkeypatch, rows, said):
    content = "title,year\n" + "".join(f"Film {number},1999\n" for number in range(rows))
    monkeypatch.setattr(tqdm, "update", _interrupting(rows))
    done = manage("import_movies", file(content))
    assert done.code == 130 and said in done.complaints.strip() and "\n" not in done.complaints.strip()
    assert Movie.objects.count() == (500 if rows == 700 else 0)


def _interrupting(after):
    """What counts rows, and stops the import after so many."""
    seen = []

    def update(*_):
        seen.append(1)
        if len(seen) == after:
            raise KeyboardInterrupt

    return update
