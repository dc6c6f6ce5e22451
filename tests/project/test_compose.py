"""deploy/compose.yaml says what is there, and its commands, as they stand, are a site on one PostgreSQL."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from ..environment import SILENCED
from ..postgres import fresh
from ..processes import ROOT, run_python, wait_until
from .serving import free_port

pytestmark = pytest.mark.long

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OF_THE_SITE = ("prepare", "web1", "web2", "worker")
MANAGE = re.compile(r"python manage\.py (\w+)([^&;]*)")
FILLED_IN = {"DOMAIN": "films.example.org", "POSTGRES_PASSWORD": "a-word", "DJANGO_SECRET_KEY": "k" * 64}


def commands(service: str) -> list[tuple[str, str]]:
    """The management commands of a service, each with its arguments."""
    return MANAGE.findall(" ".join(SERVICES[service]["command"]))


def test_commands_are_those_of_the_site_with_options_they_know():
    used = {
        (name, option)
        for service in OF_THE_SITE
        for name, said in commands(service)
        for option in said.split()
    }
    assert {name for name, _ in used} == {"serve", "migrate", "work"}
    for service in OF_THE_SITE:
        for name, said in commands(service):
            parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
            parser.parse_args(said.split())


def test_all_of_the_site_share_secret_database_posters_and_cache():
    first = SERVICES["web1"]
    for service in OF_THE_SITE:
        for shared in ("environment", "volumes", "networks", "image"):
            assert SERVICES[service][shared] == first[shared]
    assert "DJANGO_SECRET_KEY" in first["environment"]
    known = {*SILENCED, "DJANGO_SECRET_KEY", "WEB_CONCURRENCY"}
    assert first["environment"].keys() <= known


def test_nothing_that_is_used_is_missing():
    volumes = {
        volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())
    }
    assert {name for name in volumes if not name.startswith(".")} == COMPOSE["volumes"].keys()
    assert all((DEPLOY / name).is_file() for name in volumes if name.startswith("."))
    for service in SERVICES.values():
        assert service.get("depends_on", {}).keys() <= SERVICES.keys()
        assert set(service["networks"]) <= COMPOSE["networks"].keys()
    copied = re.findall(r"^COPY (\S+)", SERVICES["web1"]["build"]["dockerfile_inline"], re.MULTILINE)
    assert all((ROOT / path).exists() for path in copied)


def test_other_engine_is_installed_where_it_is_asked_for():
    build = SERVICES["web1"]["build"]
    assert build["args"] == {"ALSO": "${SEARCH_ENGINE:+milvus}"}
    assert (ROOT / "requirements-milvus.txt").is_file()
    # Compose would fill in a single sign, before the image is made.
    assert re.findall(r"\$+\w+", build["dockerfile_inline"]) == ["$$ALSO", "$$ALSO"]
    assert SERVICES["web1"]["environment"]["SEARCH_ENGINE"] == "${SEARCH_ENGINE:-}"
    address = SERVICES["web1"]["environment"]["MILVUS_URI"]
    assert address.startswith("http://milvus:") and address.split("/")[2].split(":")[0] in SERVICES


def test_no_secret_stands_in_the_file():
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "DJANGO_SECRET_KEY"):
        assert f"${{{name}:?}}" in text


def test_proxy_asks_the_web_containers_of_its_network():
    caddyfile = (DEPLOY / "Caddyfile.compose").read_text(encoding="utf-8")
    asked = re.search(r"reverse_proxy (.+) \{", caddyfile)[1].split()
    assert asked == [f"{name}:8000" for name in SERVICES if name.startswith("web")]
    subnet = COMPOSE["networks"]["site"]["ipam"]["config"][0]["subnet"]
    assert SERVICES["web1"]["environment"]["TRUSTED_PROXIES"] == subnet
    assert SERVICES["milvus"]["profiles"] == ["milvus"]


class Containers:
    """The services of the site as processes, with the environment that the file gives them."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.started: list[subprocess.Popen] = []

    def start(self, service: str, port: int = 8000) -> subprocess.Popen:
        """Start a service; only what it listens on is this machine's own."""
        command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in SERVICES[service]["command"]]
        self.started.append(
            subprocess.Popen(command, cwd=self.folder, env=self.environment(service), start_new_session=True)
        )
        return self.started[-1]

    def environment(self, service: str) -> dict[str, str]:
        said = SERVICES[service]["environment"]
        filled = {
            name: re.sub(r"\$\{(\w+):[?-]\}", lambda found: FILLED_IN.get(found[1], ""), value)
            for name, value in said.items()
        }
        filled |= {"DATABASE_URL": self.database, "TRUSTED_PROXIES": "127.0.0.1"}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        handed_on = {name: value for name, value in os.environ.items() if name not in SILENCED}
        return handed_on | filled | {"PATH": path, "LANG": "C.UTF-8"}

    def stop(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, 9)
            process.wait()


class Visitor:
    """Somebody behind the proxy, who keeps cookies whichever container answers."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, port: int, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body of a page; with a form, of what becomes of that."""
        headers = {
            "Host": "films.example.org",
            "X-Forwarded-Proto": "https",
            "Referer": "https://films.example.org/",
        }
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form | {"csrfmiddlewaretoken": self.cookies["__Host-csrftoken"]})
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        site.request("GET" if form is None else "POST", path, body, headers)
        response = site.getresponse()
        for said in response.headers.get_all("Set-Cookie") or ():
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.read().decode()

    def found(self, port: int, prompt: str) -> list[str]:
        """The titles that the API finds."""
        status, body = self.ask(port, f"/api/search?q={quote(prompt)}")
        assert status == 200, body
        return [found["film"]["title"] for found in json.loads(body)["results"]]


# How the engine that the settings leave to the site stands.
STANDING = """
from movie.embedders import get_embedder
from movie.models import Movie
from movie.search.engines.selection import best_engine
engine = best_engine(Movie, get_embedder().model_id)
print(json.dumps([engine.name, engine.size(), engine.behind()]))
"""


@pytest.fixture
def containers(migrated_project, tmp_path) -> Iterator[Containers]:
    """The site's files, and an empty database."""
    with fresh(os.environ["TEST_DATABASE_URL"]) as database:
        started = Containers(migrated_project, database)
        yield started
        started.stop()


@pytest.mark.postgres
def test_two_containers_and_a_worker_are_one_site(containers):
    assert containers.start("prepare").wait() == 0
    run_python(
        "from django.contrib.auth.models import User; User.objects.create_superuser('owner', password='x9')",
        containers.database,
    )
    ports = [free_port(), free_port()]
    for service, port in zip(("web1", "web2"), ports, strict=True):
        process = containers.start(service, port)
        wait_until(lambda port=port: _is_well(port), process)
    visitor = Visitor()
    before = [visitor.found(port, "a shark attacks a beach") for port in ports]
    assert before[0] == before[1]
    assert before[0][0] == "Jaws"

    # Logged in at the first, let in by the second; deleted at the second, found no more by the first.
    visitor.ask(ports[0], "/admin/login/")
    assert visitor.ask(ports[0], "/admin/login/", {"username": "owner", "password": "x9"})[0] == 302
    (jaws,) = run_python(
        "from movie.models import Movie\n"
        "print(json.dumps(list(Movie.objects.filter(title='Jaws').values_list('pk', flat=True))))",
        containers.database,
    )
    page = f"/admin/movie/movie/{jaws}/delete/"
    assert visitor.ask(ports[1], page)[0] == 200
    assert visitor.ask(ports[1], page, {"post": "yes"})[0] == 302
    engine, films, behind = run_python(STANDING, containers.database)
    assert (engine, behind > 0) == ("pgvector", True)
    assert "Jaws" not in visitor.found(ports[0], "a shark attacks a beach")
    # Nobody but a search that asks pgvector takes over what has changed.
    assert run_python(STANDING, containers.database) == ["pgvector", films - 1, 0]

    # What comes in anew is embedded by the worker, and found by both.
    run_python(
        "from movie.models import Movie\n"
        "Movie.objects.create(title='Ropes', description='Two climbers argue about a broken rope.')",
        containers.database,
    )
    worker = containers.start("worker")
    for port in ports:
        wait_until(
            lambda port=port: visitor.found(port, "mountaineers quarrel over a torn cord")[0] == "Ropes",
            worker,
        )


def _is_well(port: int) -> bool:
    try:
        return Visitor().ask(port, "/healthz")[0] == 200
    except OSError:
        return False
