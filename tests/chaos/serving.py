"""Kills the server (-9) while visitors search, talk and edit films, and the work behind it goes on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from random import Random
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from ..processes import Project, wait_until
from ..project.serving import answers, free_port
from .kills import FILMS, Chaos, Killed

OWNER, PASSWORD = "owner", "a-long-way-home-17"
INLINES = ("titles", "translations", "mood", "credits")
SECONDS = (0.5, 6.0)  # from the first visitor to the kill
VARIABLES = {"SEARCHES_PER_MINUTE": "1000000", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


class Visitor:
    """Somebody with a browser, who remembers what the site has taken from them."""

    def __init__(self, address: str) -> None:
        self._address, self._jar = address, CookieJar()
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(self._jar))

    def get(self, path: str) -> str:
        """The page."""
        with self._browser.open(self._address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields: object) -> str:
        """The address to which the site leads who has posted this."""
        token = next((cookie.value for cookie in self._jar if cookie.name == "csrftoken"), "")
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        with self._browser.open(self._address + path, body, timeout=30) as answer:
            answer.read()
            return answer.url

    def log_in(self) -> None:
        """To the admin."""
        self.get("/admin/login/")
        self.post("/admin/login/?next=/admin/", username=OWNER, password=PASSWORD)


class ServerChaos:
    """The server of a Chaos, which is killed with its visitors on it; begins with embedded films."""

    def __init__(self, chaos: Chaos) -> None:
        self._chaos = chaos
        self._project = Project(chaos.project.folder, **chaos.project.variables, **VARIABLES)
        chaos.go_back_to("embed")
        self._project.manage("createsuperuser", "--noinput", f"--username={OWNER}", "--email=o@example.org")
        chaos.keep("serve")

    def kill(self) -> Killed:
        """Kill the server and the work behind it, look at what they left, and let both begin again."""
        self._chaos.go_back_to("serve")
        seconds = self._chaos.random.uniform(*SECONDS)
        with self._serving() as (server, address):
            edits = self._visited(address, seconds, server.kill)
        faults = [f"after the kill: {fault}" for fault in self._chaos.faults()]
        faults += [f"film {film} has lost an edit" for film in edits if not self._is_there(edits[film])]
        with self._serving() as (_server, address):
            if "Film 7" not in Visitor(address).get("/movies/?title=Film+7"):
                faults.append("the next server does not answer")
        for command in ("work", "movie_embeddings"):
            code, _, complaints = self._project.run("manage.py", command)
            faults += [f"{command} fails afterwards: {complaints.strip()[-300:]}"] if code else []
        faults += [f"after the next run: {fault}" for fault in self._chaos.faults()]
        if self._chaos.asked("SELECT count(*) FROM movie_movie WHERE emb IS NULL") != [(0,)]:
            faults.append("the next run does not finish the work")
        return Killed("serve", seconds, True, faults)

    def _is_there(self, text: str) -> bool:
        found = f"SELECT count(*) FROM movie_movie WHERE description = '{text}'"
        return self._chaos.asked(found) == [(1,)]

    @contextmanager
    def _serving(self) -> Iterator[tuple]:
        port = free_port()
        server = self._project.start("manage.py", "serve", "--no-work", f"127.0.0.1:{port}")
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: answers(f"{address}/healthz"), server)
            yield server, address
        finally:
            server.kill()
            server.communicate()

    def _visited(self, address: str, seconds: float, kill: Callable[[], None]) -> dict[int, str]:
        """What was told of which film anew, and taken by the site, until the kill."""
        ended, edits = threading.Event(), dict[int, str]()
        what = [_search, _search, _talk, lambda *told: _edit(*told, edits)]
        dice = [Random(self._chaos.random.random()) for _ in what]
        threads = [
            threading.Thread(target=_until, args=(ended, doing, Visitor(address), die), daemon=True)
            for doing, die in zip(what, dice, strict=True)
        ]
        work = self._project.start("manage.py", "work", "-v0")
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        for end in (kill, work.kill, ended.set, work.communicate):
            end()
        for thread in threads:
            thread.join(60)
        return edits


def _until(ended: threading.Event, doing: Callable, visitor: Visitor, dice: Random) -> None:
    while not ended.is_set():
        with suppress(OSError, HTTPException, ValueError):
            doing(visitor, dice)


def _search(visitor: Visitor, dice: Random) -> None:
    asked = f"somebody who has lost {dice.randrange(10**6)} dogs"
    visitor.get("/?" + urlencode({"q": asked}))


def _talk(visitor: Visitor, dice: Random) -> None:
    visitor.get("/chat/")
    visitor.post("/chat/", said=f"a comedy about {dice.randrange(10**6)} towns")


def _edit(visitor: Visitor, dice: Random, edits: dict[int, str]) -> None:
    visitor.log_in()
    for _ in range(20):
        film, text = dice.randrange(1, FILMS + 1), f"Told anew {dice.randrange(10**9)}."
        fields = {f"{name}-{count}_FORMS": 0 for name in INLINES for count in ("TOTAL", "INITIAL")}
        told = {"title": f"Film {film - 1}", "year": 1950 + (film - 1) % 70, "genre": "Drama"}
        edits.pop(film, None)  # whichever the site has taken when it is killed
        led = visitor.post(f"/admin/movie/movie/{film}/change/", **told, **fields, description=text)
        if led.endswith("/admin/movie/movie/"):
            edits[film] = text
