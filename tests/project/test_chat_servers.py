"""The bot's stream through real servers: it comes line by line, can be left, and leaves room for others."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from ..openai_server import KEY, Answer, OpenAIServer, running
from ..processes import Project, wait_until
from .serving import free_port

SERVERS = {
    "waitress": ("-m", "waitress", "--threads=8", "--listen={}", "moviereviews.wsgi:application"),
    "runserver": ("manage.py", "runserver", "--noreload", "{}"),
}
FILMS = [
    {"title": title, "description": f"A storm at sea and {more}."}
    for title, more in (("Harbour Lights", "a lighthouse"), ("Salt and Rope", "two sailors"))
]
WISH = "a storm at sea"
FIRST = '{"picks": [{"number": 1, "reason": "A storm at sea."}'


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAIServer]:
    """The protocol server of this file."""
    with running() as server:
        yield server


@pytest.fixture
def openai_server(model: OpenAIServer) -> OpenAIServer:
    """The same, without what another test has told it."""
    model.left = 0
    return model


@pytest.fixture(scope="module")
def filled(migrated_project: Path, tmp_path_factory: pytest.TempPathFactory, model: OpenAIServer) -> Project:
    """The project with the films, embedded offline, whose chat model is the protocol server."""
    folder = tmp_path_factory.mktemp("chat") / "project"
    shutil.copytree(migrated_project, folder, symlinks=True)
    (folder / "films.json").write_text(json.dumps(FILMS))
    project = Project(
        folder,
        EMBEDDER="offline",
        CHAT_MODEL="test-chat",
        CHAT_BASE_URL=model.url,
        openai_apikey=KEY,
        CHAT_TURN_SECONDS="300",
        SEARCHES_PER_MINUTE="10000",
        DJANGO_DEBUG="1",
    )
    project.manage_all(("import_movies", "films.json"), ("movie_embeddings",))
    return project


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, filled: Project) -> Iterator[str]:
    """Where a server of the project listens."""
    address = f"127.0.0.1:{free_port()}"
    server = filled.start(*(part.format(address) for part in SERVERS[request.param]))
    wait_until(lambda: answers(address), server)
    yield address
    server.terminate()
    server.communicate(timeout=20)


def answers(address: str) -> bool:
    try:
        return Visitor(address).get("/").status == 200
    except OSError:
        return False


class Visitor:
    """A browser's connections: one for each request, with the same cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> HTTPResponse:
        """A page, not read yet."""
        return self._request("GET", path)

    def page(self) -> str:
        """The page of the bot; its form's token is kept."""
        html = self.get("/chat/").read().decode()
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
        return html

    def say(self, words: str) -> HTTPResponse:
        """The stream of an answer, not read yet."""
        self.page()
        data = urlencode({"said": words, "csrfmiddlewaretoken": self.token})
        return self._request("POST", "/chat/stream/", data)

    def _request(self, method: str, path: str, body: str | None = None) -> HTTPResponse:
        connection = HTTPConnection(self.address, timeout=120)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Cookie": cookie, "Connection": "close", **form})
        response = connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            name, value = header.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return response


def until(response: HTTPResponse, words: str) -> str:
    """What comes, up to the line with these words."""
    read = ""
    for line in response:
        read += line.decode()
        if words in read:
            return read
    raise AssertionError(f"{words!r} never came: {read}")


def told(server: OpenAIServer, pieces: Callable[[], Iterator[str]]) -> None:
    """Have the chat model say pieces, which it may make while it speaks."""

    def reply(request: dict[str, Any]) -> Answer | str:
        if request.get("stream"):
            return Answer(pieces=pieces(), pause=0.01)
        visitor = json.loads(request["messages"][1]["content"])["visitor"]
        return json.dumps({"request": visitor, "continues": False})

    server.reply = reply


def test_answer_comes_while_the_model_still_speaks(address, openai_server):
    goes_on = threading.Event()

    def pieces() -> Iterator[str]:
        yield FIRST
        assert goes_on.wait(60)
        yield ', {"number": 2, "reason": "Two sailors at sea."}]}'

    told(openai_server, pieces)
    visitor = Visitor(address)
    response = visitor.say(WISH)
    first = until(response, "<cite")
    assert first.count("/movies/") and not goes_on.is_set()
    goes_on.set()
    assert "Salt and Rope" in first + response.read().decode()
    assert visitor.page().count("<article") == 1


def test_client_that_goes_away_stops_the_turn_and_the_model(address, openai_server):
    def pieces() -> Iterator[str]:
        yield FIRST
        while True:
            yield " "

    told(openai_server, pieces)
    visitor = Visitor(address)
    response = visitor.say(WISH)
    until(response, "<cite")
    response.close()
    for _ in range(400):
        if openai_server.left and "Stopped." in (page := visitor.page()):
            break
        threading.Event().wait(0.05)
    assert openai_server.left == 1 and "<cite" in page and page.count("<article") == 1


def test_six_streams_at_once_leave_room_for_others(address, openai_server):
    goes_on = threading.Event()

    def pieces() -> Iterator[str]:
        yield FIRST
        assert goes_on.wait(60)
        yield "]}"

    told(openai_server, pieces)
    streams = []
    for _ in range(4):
        streams.append(Visitor(address).say(WISH))
        until(streams[-1], "<cite")
    for _ in range(2):
        assert "search alone" in Visitor(address).say(WISH).read().decode()
    assert Visitor(address).get("/movies/").status == 200
    assert not goes_on.is_set()
    goes_on.set()
    for stream in streams:
        assert '"acts"' in stream.read().decode()
    assert "search alone" not in Visitor(address).say(WISH).read().decode()
