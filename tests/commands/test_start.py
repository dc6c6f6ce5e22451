"""`start` prepares what is missing, says where the site is, and is refused where another listens."""

import socket

import pytest

from movie.management import machine
from movie.management.commands import start
from movie.models import Movie

from ..processes import free_port
from .running import manage


@pytest.fixture
def served(monkeypatch, db, settings, tmp_path) -> list[str]:
    """Where the site would have been served: nobody is kept waiting for it to end."""
    addresses = []

    def call_command(name, *arguments, **options):
        if name == "serve":
            addresses.extend(arguments)
        elif name == "prepare_catalogue":
            Movie.objects.create(title=options["language"], description="A film.")

    monkeypatch.setattr(start, "call_command", call_command)
    return addresses


@pytest.fixture
def taken() -> int:
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_site_is_prepared_in_the_language_and_its_address_told(served):
    port = free_port()
    done = manage("start", f"127.0.0.1:{port}", "--language", "es")
    assert (done.code, served) == (0, [f"127.0.0.1:{port}"])
    assert f"Abre http://127.0.0.1:{port}/ en tu navegador" in done.output
    assert Movie.objects.get().title == "es"


def test_browser_is_opened_where_that_is_asked(served, monkeypatch):
    opened = []
    monkeypatch.setattr(start.webbrowser, "open", opened.append)
    monkeypatch.setattr(start, "is_taken", lambda host, port: True)
    start._open("127.0.0.1", 8000, "http://127.0.0.1:8000/")
    assert opened == ["http://127.0.0.1:8000/"]


def test_taken_port_is_told_before_anything_is_prepared(served, taken):
    done = manage("start", f"127.0.0.1:{taken}", "--language", "en")
    assert done.code == 1 and f"127.0.0.1:{taken + 1}" in done.complaints
    assert not Movie.objects.exists() and not served


@pytest.mark.parametrize("address", ["here", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999"])
def test_what_is_no_address_is_refused(served, address):
    assert "is no address" in manage("start", address, "--language", "en").complaints


def test_key_under_another_name_gets_a_hint(served, settings):
    settings.OPENAI_KEY_NAME = "openai_api_key"
    assert "openai_apikey" in manage("start", str(free_port()), "--language", "en").complaints


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "es_CO.UTF-8"}, "es"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "es_ES", "LANG": "en_US"}, "es"),
        ({}, "en"),
    ],
)
def test_language_is_that_of_the_machine(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    assert machine.machine_language() == language


def test_language_of_windows_is_asked_where_no_variable_says(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(machine, "_windows_language", lambda: "es_CO")
    assert machine.machine_language() == "es"


@pytest.mark.parametrize(
    ("address", "parts"),
    [("8001", ("127.0.0.1", 8001)), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:8000", ("::1", 8000))],
)
def test_address_may_be_a_port_alone(address, parts):
    assert machine.host_and_port(address) == parts
