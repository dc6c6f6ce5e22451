"""Eight visitors come the moment that a server is there: nobody meets an error, all get what one gets."""

import re
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from ..processes import Project, wait_until

VISITORS = 8
SERVE = "import sys; from waitress import serve; from moviereviews.wsgi import application; "
SERVE += "serve(application, host='127.0.0.1', port=int(sys.argv[1]), threads=8)"
SEARCHES = (
    "a weatherman wakes up to the same day again and again",
    "una niña en una casa de baños para dioses",
    "película de un pianista",
    "comedia de los 80",
    "science fiction without aliens",
    "el padrino",
    "directed by Kubrick",
    "algo para ver con mi abuela",
)
FEELINGS = ("I am sad and tired", "estoy contento y con ganas de aventura")
TURNS = ("something like Alien but funnier", "una comedia de los noventa con perros")
FILM = re.compile(r'href="(?:/es|/en)?/movies/(\d+)/"')


@pytest.fixture(scope="module")
def project(sample_project, tmp_path_factory) -> Project:
    folder = tmp_path_factory.mktemp("cold") / "project"
    shutil.copytree(sample_project("en"), folder, symlinks=True)
    return Project(folder, EMBEDDER="offline")


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Pages to ask for: an address, and what is posted to it, if anything."""
    asked = [(f"/?{urlencode({'q': prompt})}", {}) for prompt in SEARCHES]
    asked += [(f"/mood/?{urlencode({'feeling': feeling})}", {}) for feeling in FEELINGS]
    return asked + [("/chat/", {"said": said}) for said in TURNS]


def films(base: str, asked: tuple[str, dict[str, str]]) -> tuple[int, list[str]]:
    """The status of a page, and the films that it links to, in order."""
    path, posted = asked
    visitor = build_opener(HTTPCookieProcessor())
    if posted:
        page = visitor.open(f"{base}{path}", timeout=60).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        data = urlencode({**posted, "csrfmiddlewaretoken": token}).encode()
        answer = visitor.open(f"{base}{path}", data, timeout=60)
    else:
        answer = visitor.open(f"{base}{path}", timeout=60)
    return answer.status, FILM.findall(answer.read().decode())


def started(project: Project) -> tuple[subprocess.Popen, str]:
    """A server with cold caches that has just begun to answer, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = project.start("-c", SERVE, str(port))
    base = f"http://127.0.0.1:{port}"
    wait_until(lambda: _answers(f"{base}/robots.txt"), process)
    return process, base


def _answers(address: str) -> bool:
    try:
        return urlopen(address, timeout=5).status == 200
    except OSError:  # nobody listens yet, or no answer within the time
        return False


def stopped(process: subprocess.Popen) -> str:
    """What the server has complained of."""
    process.terminate()
    return process.communicate(timeout=30)[1]


@pytest.mark.parametrize("starts", [1, pytest.param(3, marks=pytest.mark.long)])
def test_eight_visitors_at_once_of_a_cold_server_get_what_one_alone_gets(project, starts):
    process, base = started(project)
    alone = [films(base, asked) for asked in addresses()]
    assert all(status == 200 for status, _ in alone)
    assert sum(bool(found) for _, found in alone) >= len(SEARCHES)
    assert "Traceback" not in stopped(process)
    for _ in range(starts):
        process, base = started(project)
        with ThreadPoolExecutor(VISITORS) as visitors:
            together = list(visitors.map(lambda asked, base=base: films(base, asked), addresses()))
        assert together == alone
        assert "Traceback" not in stopped(process)
