"""A developer: curl by hand, as the README shows, then a client that is generated from the description."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .checkout import ROOT

pytestmark = pytest.mark.long

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ (curl .*)\n", README, re.MULTILINE)
# Asked of a generated client, in a process of its own: one film by id, and a search.
USE = """
import sys
from film_finder_client import Client
from film_finder_client.api.films import get_movie, search

client = Client(base_url=sys.argv[1])
film = get_movie.sync(int(sys.argv[2]), client=client)
found = search.sync(client=client, q="a shark off an island")
absent = get_movie.sync(999999, client=client)
print(film.title, "|", found.results[0].film.title, "|", absent.error.code)
"""


@pytest.fixture
def films(make_movie):
    """A few films, one of them with people."""
    from django.core.management import call_command

    shark = make_movie("Deep", description="A shark attacks swimmers off a quiet island.", year=1975)
    make_movie("Orbit", description="An astronaut drifts away from her ship.", year=2013)
    call_command("movie_embeddings", verbosity=0)
    return shark


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_examples_with_curl_answer_json_and_refusals_their_status(films, live_server):
    assert len(EXAMPLES) == 5
    for example in EXAMPLES:
        said = curl(example.replace("http://127.0.0.1:8000", live_server.url))
        assert isinstance(said, dict | list)
    refused = curl(f"curl {live_server.url}/api/score_titulo/nowhere")
    assert refused["error"]["status"] == 404 and refused["error"]["code"] == "unknown_title"
    spanish = curl(f'curl -H "Accept-Language: es" {live_server.url}/api/score_titulo/nowhere')
    assert spanish["error"]["message"] != refused["error"]["message"]


def curl(line: str) -> object:
    """What the command prints, as JSON."""
    command = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line)]
    done = subprocess.run([command[0], "-s", "--noproxy", "*", *command[1:]], capture_output=True, timeout=60)
    return json.loads(done.stdout)


def test_generated_client_works_at_once(films, live_server, client, tmp_path):
    pytest.importorskip("openapi_python_client")
    (tmp_path / "openapi.json").write_text(json.dumps(client.get("/api/openapi.json").json()))
    (tmp_path / "config.yml").write_text("package_name_override: film_finder_client\npost_hooks: []\n")
    generate = ["generate", "--path", "openapi.json", "--config", "config.yml", "--output-path", "made"]
    module = [sys.executable, "-m", "openapi_python_client"]
    done = subprocess.run([*module, *generate], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    said = use(tmp_path / "made", live_server.url, str(films.pk))
    assert said == "Deep | Deep | not_found"


def use(folder: Path, *arguments: str) -> str:
    """What the script says that uses the client in the folder."""
    command = [sys.executable, "-c", USE, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
