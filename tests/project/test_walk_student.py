"""A Spanish-speaking student on Windows: the README's steps, line by line, on a console of cp1252."""

import json
import re
import shutil
import sys
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from .checkout import ROOT
from .walks import WINDOWS, Machine

pytestmark = pytest.mark.long

PYTHON = r".venv\Scripts\python"
LEEME = (ROOT / "README.es.md").read_text(encoding="utf-8")
LINES = re.findall(r"^> (.+)$", LEEME, re.MULTILINE)
BROWSER = "import sys, pathlib; pathlib.Path('opened.txt').write_text(sys.argv[1])"
PROMPT = "un meteorólogo se despierta una y otra vez en el mismo día"


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Machine:
    """The student's machine, with a folder in whose name is a blank and an accent."""
    folder = tmp_path_factory.mktemp("películas de Ana")
    (folder / "browser.py").write_text(BROWSER)
    return Machine(folder, **WINDOWS)


def test_steps_are_those_that_are_walked_here():
    assert [
        "py -m venv .venv",
        rf"{PYTHON} -m pip install -r requirements.txt",
        "copy openAI.env.example openAI.env",
        rf"{PYTHON} manage.py start --open",
        rf"{PYTHON} manage.py createsuperuser",
        rf"{PYTHON} manage.py doctor",
        rf"{PYTHON} -m pip install -r requirements-dev.txt",
        rf"{PYTHON} -m pytest tests/search tests/lookup",
    ] == LINES
    assert (ROOT / "requirements-dev.txt").is_file()
    assert all((ROOT / folder).is_dir() for folder in ("tests/search", "tests/lookup"))


def test_student_starts_searches_and_looks_after_the_site(machine):
    shutil.copy(machine.folder / "openAI.env.example", machine.folder / "openAI.env")
    browser = f'"{sys.executable}" browser.py %s'
    with machine.site(BROWSER=browser) as site:
        page = urlopen(f"{machine.address}/?{urlencode({'q': PROMPT})}", timeout=60).read().decode()
        assert "Hechizo del tiempo" in page or "Groundhog Day" in page
    said = site.stdout.read()
    assert f"Abre {machine.address}/ en tu navegador" in said and "Traceback" not in said
    assert (machine.folder / "opened.txt").read_text() == f"{machine.address}/"
    _commands_speak_on_this_console(machine)


COMMANDS = {
    "createsuperuser --noinput --username=ana --email=ana@example.org": "Superuser created",
    "movie_embeddings --all": "Embedding stored for: Hechizo del tiempo",
    "check_embeddings_db --summary": "faltan: 0",
    "check_rec_sys": "La lista de Schindler",
    "movie_similarities": "Similarity between the prompt and Rescatando al soldado Ryan",
    "random_embedding Tiburón": "dimensiones: 512",
    "workshop_check .": "hecho",
    "movie_posters": "cartel",
    "movie_map": "mapa",
    "backup copia.zip": "Guardado en copia.zip",
    "restore copia.zip --yes": "Restaurado desde copia.zip",
    "export_movies copia.csv.gz": "guardadas en copia.csv.gz",
    "import_movies copia.csv.gz --dry-run": "sin cambios: 6",
    "doctor --no-request": "clave",
}
# One after the other in one process, each as manage.py runs it: a process for each would only take longer.
IN_TURN = """
import contextlib, json, shlex, sys, manage
for command in json.loads(sys.argv[1]):
    print("$", command, flush=True)
    sys.argv = ["manage.py", *shlex.split(command)]
    with contextlib.suppress(SystemExit):
        manage.main()
"""


def _commands_speak_on_this_console(machine: Machine) -> None:
    code, said = machine.run(
        "-c", IN_TURN, json.dumps([*COMMANDS]), DJANGO_SUPERUSER_PASSWORD="una-clave-larga-7"
    )
    assert code == 0 and "Traceback" not in said, said
    told = dict(part.split("\n", 1) for part in re.split(r"^\$ ", said, flags=re.MULTILINE)[1:])
    assert list(told) == [*COMMANDS]
    for command, words in COMMANDS.items():
        assert words in told[command], told[command]


def test_key_that_powershell_wrote_under_the_older_name_is_read(machine):
    (machine.folder / "api_keys.env").write_text("openai_api_key=sk-mine\r\n", encoding="utf-16")
    code = "from moviereviews import settings; print(settings.OPENAI_KEY, settings.EMBEDDER)"
    assert machine.run("-c", code) == (0, "sk-mine openai\n")
