"""Dockerfile and devcontainer, which nobody builds here: what they copy is there, what they run is known."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatch

import pytest
from django.core.management import load_command_class

from .checkout import ROOT

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / "deploy/Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
DEVCONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))


def instructions(name: str) -> list[str]:
    """What stands behind each instruction of a name."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def test_everything_that_is_copied_is_there_and_not_left_out():
    copied = [line.split()[0] for line in instructions("COPY")]
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in IGNORED


def test_what_the_site_needs_is_copied_and_no_secret():
    allowed = [line.removeprefix("!") for line in IGNORED if line.startswith("!")]
    assert {"manage.py", "movie", "moviereviews", "templates", "requirements.lock"} == set(allowed)
    assert not [name for name in (".env", "openAI.env", "db.sqlite3", ".secret_key") if name in allowed]


def test_image_serves_as_a_user_of_its_own_by_a_command_that_is_there():
    command = json.loads(instructions("CMD")[0])
    assert command[:3] == ["python", "manage.py", "start"]
    load_command_class("movie", "start").create_parser("manage.py", "start").parse_args(command[3:])
    assert instructions("USER") == ["10001"] and instructions("STOPSIGNAL") == ["SIGTERM"]
    assert "--require-hashes" in DOCKERFILE


@pytest.mark.parametrize("well", [True, False])
def test_health_is_asked_as_it_stands(well, live_server, db):
    python, option, script = json.loads(re.search(r"HEALTHCHECK .*?CMD (\[.+\])", DOCKERFILE)[1])
    assert (python, option) == ("python", "-c")
    address = live_server.url if well else "http://127.0.0.1:9"
    done = subprocess.run(
        [sys.executable, "-c", script.replace("http://127.0.0.1:8000", address)], capture_output=True
    )
    assert (done.returncode == 0) is well


def test_devcontainer_makes_what_the_makefile_makes():
    target = DEVCONTAINER["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert 8000 in DEVCONTAINER["forwardPorts"]
    assert fnmatch(DEVCONTAINER["image"], "*/python:3.1?-*")
