"""The import command's own limits, and what it shows of files that were made to spoil a terminal."""

import json

import pytest

from movie.models import Movie

from .running import manage

FILMS = "title,year\n" + "".join(f"Film {number},1999\n" for number in range(3_000))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text(FILMS)
    return path


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--megabytes", "0.01", "more to read than 0.01 MB"), ("--seconds", "0", "longer than 0 seconds")],
)
def test_limit_that_is_reached_is_a_sentence_and_the_exit_code_1(db, path, option, value, said):
    done = manage("import_movies", path, option, value)
    assert (done.code, Movie.objects.count()) == (1, 0)
    assert said in done.complaints


def test_limit_that_is_not_reached_changes_nothing(db, path):
    done = manage("import_movies", path, "--megabytes", "1", "--seconds", "600")
    assert (done.code, Movie.objects.count()) == (0, 3_000)


def test_names_of_columns_are_shown_without_half_letters_and_codes(db, tmp_path):
    path = tmp_path / "films.json"
    path.write_text(json.dumps([{"title": "Alien", "\ud800": 1, "\x1b[2Jred": 2}]))
    report = tmp_path / "report.csv"
    done = manage("import_movies", path, "--report", report)
    assert done.code == 0
    assert "columns without a place" in done.output
    assert "\x1b" not in done.output and done.output.encode()
    assert report.read_text(encoding="utf-8").startswith("file,line")


def test_many_columns_are_shown_in_part_with_their_number(db, tmp_path):
    path = tmp_path / "films.csv"
    path.write_text(
        "title," + ",".join(f"zq{number}x" for number in range(1_000)) + "\n" + "A" + ",1" * 1_000
    )
    done = manage("import_movies", path)
    assert "… (1,000)" in done.output
    assert "zq999x" not in done.output
