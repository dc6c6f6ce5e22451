"""`doctor` has one line for each thing, a cure where it is not well, and an exit code."""

import pytest
from django.db.backends.sqlite3.base import Database

from movie.embedders import get_embedder
from movie.management import doctor
from movie.management.versions import fits, wrong_versions

from ..openai_server import KEY, Answer
from .running import Done, manage

THINGS = ["Python", "SQLite", "key", "address", "model", "database", "disk", "port", "packages"]


@pytest.fixture(autouse=True)
def _no_port_is_taken(monkeypatch, settings):
    monkeypatch.setattr(doctor, "is_taken", lambda host, port: False)
    settings.OPENAI_KEY_NAME = ""


def told(done: Done) -> dict[str, str]:
    """The lines, by what they are about."""
    return {thing: line for line in done.lines for thing in THINGS if line.split()[1] == thing}


def test_well_site_has_a_line_for_each_thing_and_no_cure(recording_embedder, make_movie):
    make_movie("Alien", [1, 0, 0])
    done = manage("doctor", "--language", "en")
    assert done.code == 0, done.complaints
    assert list(told(done)) == THINGS and len(done.lines) == len(THINGS)
    assert all(line.startswith("ok ") and "->" not in line for line in done.lines)


def test_lines_are_in_the_language_that_is_asked(recording_embedder, db):
    lines = manage("doctor", "--language", "es").lines
    assert any(line.startswith("aviso") and "todavía no hay películas" in line for line in lines)


FAULTS = {
    "key": Answer.error(401, f"Incorrect API key provided: {KEY}."),
    "model": Answer.error(404, "The model does not exist."),
    "address": Answer.error(503, "Oh."),
}


@pytest.mark.parametrize("thing", FAULTS)
def test_refusal_of_the_provider_breaks_the_thing_it_is_about(thing, openai_server, openai_embedder, db):
    openai_server.fault = lambda request, usual: FAULTS[thing]
    done = manage("doctor", "--language", "en")
    broken = [name for name, line in told(done).items() if line.startswith("broken")]
    assert (done.code, broken) == (1, [thing])
    assert "->" in told(done)[thing] and KEY not in done.output + done.complaints


def test_account_without_credit_is_told_at_the_key(openai_server, openai_embedder, db):
    openai_server.fault = lambda request, usual: Answer.error(429, "No.", "insufficient_quota")
    assert "credit" in told(manage("doctor", "--language", "en"))["key"]
    assert len(openai_server.requests) == 1


def test_provider_is_asked_one_word_or_nothing(openai_server, openai_embedder, db):
    assert manage("doctor", "--no-request").code == 0
    assert openai_server.requests == []
    manage("doctor")
    assert openai_server.texts == ["film"]


def test_key_that_holds_a_quote_is_broken(settings, db):
    settings.EMBEDDERS = {
        "default": {"BACKEND": "movie.embedders.openai.OpenAIEmbedder", "OPTIONS": {"api_key": "“sk-x”"}}
    }
    get_embedder.cache_clear()
    done = manage("doctor", "--language", "en")
    assert done.code == 1 and "typographic quote" in told(done)["key"]


@pytest.mark.parametrize("name", ["openAI.env.txt", ".env", "../openAI.env"])
def test_file_of_the_key_with_another_name_is_pointed_at(recording_embedder, settings, db, tmp_path, name):
    settings.BASE_DIR = tmp_path / "project"
    settings.BASE_DIR.mkdir()
    (settings.BASE_DIR / name).write_text("openai_apikey=sk-x")
    line = told(manage("doctor", "--language", "en"))["key"]
    assert line.startswith("note") and "beside manage.py" in line


def test_films_that_wait_are_counted_with_the_command(recording_embedder, make_movie):
    make_movie("Alien")
    line = told(manage("doctor", "--language", "en"))["database"]
    assert "of which 1 wait" in line and "movie_embeddings" in line


@pytest.mark.sqlite
def test_full_disk_old_sqlite_and_taken_port_have_their_cures(recording_embedder, db, monkeypatch, settings):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: type("", (), {"free": 1}))
    monkeypatch.setattr(doctor, "is_taken", lambda host, port: True)
    settings.WEB_CONCURRENCY = 2
    monkeypatch.setattr(Database, "sqlite_version_info", (3, 40, 1))
    done = manage("doctor", "--language", "en", "--port", "8000")
    lines = told(done)
    assert done.code == 1 and "300 MB" in lines["disk"]
    assert "one process" in lines["SQLite"] and "127.0.0.1:8001" in lines["port"]


def test_missing_and_unfit_packages_are_named():
    assert list(wrong_versions(["django>=1", "no-such-package-here~=1.0", "numpy<1"]))[0].startswith(
        "no-such"
    )
    assert len(list(wrong_versions(["django>=1", "numpy<1"]))) == 1


@pytest.mark.parametrize(
    ("version", "wanted", "fit"),
    [
        ("5.2.19", "~=5.2.0", True),
        ("5.3", "~=5.2.0", False),
        ("3.60", "~=3.51", True),
        ("4.0", "~=3.51", False),
        ("2.1.3", ">=2.0,<3", True),
        ("3.0", ">=2.0,<3", False),
        ("1.0", "", True),
    ],
)
def test_version_fits_its_clauses(version, wanted, fit):
    assert fits(version, wanted) is fit
