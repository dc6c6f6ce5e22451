"""The wheel has all that the site needs, and keeps films and settings in the user's own folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..processes import NOT_HANDED_ON
from .checkout import ROOT

pytest.importorskip("hatchling")
MAIN = "import sys; sys.argv[0] = 'film-finder'; from moviereviews.__main__ import main; main()"
VISIT = """
from django.test import Client
client = Client(headers={"host": "localhost"})
page = client.get("/", {"q": "a shark"})
print(page.status_code, "Deep" in page.content.decode(), client.get("/static/movie/app.css").status_code)
spanish = client.get("/", headers={"accept-language": "es"}).content.decode()
print("película" in spanish)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


class Installed:
    """What was installed, and a user's home."""

    def __init__(self, folder: Path) -> None:
        self.site, self.home = folder / "site", folder / "home"
        self.home.mkdir()

    def run(self, *arguments: str, stdin: str = "") -> str:
        """What `film-finder ARGUMENTS` says, run elsewhere than in the checkout."""
        handed_on = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        own = {"PYTHONPATH": str(self.site), "HOME": str(self.home), "USERPROFILE": str(self.home)}
        command = [sys.executable, "-c", MAIN, *arguments]
        done = subprocess.run(
            command,
            cwd=self.home,
            env=handed_on | own | {"EMBEDDER": "offline"},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Installed:
    """The wheel unpacked as pip does, with the packages that are here."""
    folder = tmp_path_factory.mktemp("installed")
    wheel.extractall(folder / "site")
    return Installed(folder)


def test_wheel_has_pages_static_files_languages_and_films(wheel):
    names = set(wheel.namelist())
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "movie/static").rglob("*.*")]:
        packed = path.relative_to(ROOT).as_posix().replace("templates/", "moviereviews/templates/", 1)
        assert packed in names
    assert {"movie/sample/movies.es.json", "movie/locale/es/LC_MESSAGES/django.mo"} <= names


def test_wheel_has_no_tests_and_nothing_of_the_owner(wheel):
    names = wheel.namelist()
    assert not [name for name in names if name.startswith(("tests/", "media/")) or "sqlite3" in name]
    assert not [name for name in names if name.endswith((".env", ".secret_key", ".pyc"))]


def test_wheel_wants_the_packages_of_requirements(wheel):
    text = next(wheel.read(name).decode() for name in wheel.namelist() if name.endswith("/METADATA"))
    wanted = {line.split(": ")[1] for line in text.splitlines() if line.startswith("Requires-Dist")}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(wanted) == len([line for line in lines if line and not line.startswith("#")])


def test_installed_site_answers_with_its_data_in_the_users_folder(installed):
    installed.run("migrate", "-v0")
    films = installed.home / "films.json"
    films.write_text('[{"title": "Deep", "description": "A shark attacks swimmers off an island."}]')
    installed.run("import_movies", str(films))
    installed.run("movie_embeddings", "-v0")
    assert installed.run("shell", "-v0", stdin=VISIT).split() == ["200", "True", "200", "True"]
    assert {path.name for path in (installed.home / "film-finder").iterdir()} >= {"db.sqlite3", ".secret_key"}
    assert not list(installed.site.glob("*.sqlite3"))


def test_doctor_of_an_installed_site_finds_it_well(installed):
    installed.run("migrate", "-v0")
    said = installed.run("doctor", "--language", "en", "--no-request")
    assert "broken" not in said and str(installed.home / "film-finder") in said
