"""A real HTTP server on loopback that speaks the part of TMDB's API that is used here, with invented films.

It counts what it is asked, and can be told to refuse, to be busy, or to say nonsense.
"""

import io
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from movie.text import fold

TOKEN = "eyJhbGciOi-made-up-token"
LANGUAGES = ("en", "es")  # that it has been told films in
OLD_KEY = "0123456789abcdef0123456789abcdef"


def film(tmdb_id: int, title: str, spanish: str, date: str, **more: Any) -> dict[str, Any]:
    """One film as the server keeps it; `more` takes the place of what it says of every film."""
    return {
        "id": tmdb_id,
        "title": {"en": title, "es": spanish},
        "overview": {"en": f"What happens in {title}.", "es": f"Lo que pasa en {spanish}."},
        "original_title": title,
        "original_language": "en",
        "release_date": date,
        "runtime": 100,
        "genres": {"en": ["Drama", "War"], "es": ["Drama", "Bélica"]},
        "vote_average": 7.5,
        "vote_count": 100,
        "popularity": 5.0,
        "budget": 0,
        "revenue": 0,
        "imdb_id": f"tt{tmdb_id:07}",
        "homepage": "",
        "poster_path": f"/{tmdb_id}.jpg",
        "directors": ["Ada Tenor"],
        "cast": [f"Actor {number}" for number in range(1, 15)],
        "keywords": ["lighthouse", "storm"],
        "alternative": [("MX", f"{spanish} en el mar")],
    } | more


FILMS = (
    film(
        11, "The Lamp Keeper", "El farero", "1979-05-25", original_title="Le Gardien", original_language="fr"
    ),
    film(12, "Harbour", "Puerto", "1994-02-01"),
    film(13, "Harbour", "La dársena", "2011-09-09", vote_count=5000),
    film(1917, "Nothing Like a Year", "Nada como un año", "2001-01-01"),
)


class TMDBServer:
    """What the server knows and was asked."""

    def __init__(self) -> None:
        self.films = {each["id"]: each for each in FILMS}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        # Answers in place of the usual ones, each for one request: status, body, headers.
        self.instead: deque[tuple[int, Any, dict[str, str]]] = deque()
        self.lock = threading.Lock()
        self.url = ""
        self.picture = picture()

    @property
    def pictures_url(self) -> str:
        return f"{self.url}/t/p/w500"

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, Any]:
        """Status and body of the usual answer."""
        language = asked.get("language", "en")[:2]
        language = language if language in LANGUAGES else ""
        parts = path.removeprefix("/3/").split("/")
        if parts[0] == "find":
            found = [one for one in self.films.values() if one["imdb_id"] == parts[1]]
            return 200, {"movie_results": [self._listed(one, "en") for one in found]}
        if parts[0] == "search":
            return 200, {"results": [self._listed(one, language) for one in self._named(asked)]}
        found = self.films.get(int(parts[1]))
        if found is None:
            return 404, {"status_code": 34, "status_message": "The resource could not be found."}
        return 200, self._whole(found, language, "append_to_response" in asked)

    def _named(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        words, year = fold(asked["query"]), asked.get("year", "")
        return [
            one
            for one in self.films.values()
            if any(words in fold(title) for title in (*one["title"].values(), one["original_title"]))
            and one["release_date"].startswith(year)
        ]

    def _listed(self, one: dict[str, Any], language: str) -> dict[str, Any]:
        names = ("id", "original_title", "release_date", "vote_count", "popularity")
        return {name: one[name] for name in names} | {
            "title": one["title"].get(language, one["original_title"])
        }

    def _whole(self, one: dict[str, Any], language: str, appended: bool) -> dict[str, Any]:
        told = {
            name: value for name, value in one.items() if name not in ("directors", "cast", "alternative")
        }
        # What TMDB has not been told in a language it gives in the original's, and an empty text.
        told["title"] = one["title"].get(language, one["original_title"])
        told["overview"] = one["overview"].get(language, "")
        told["genres"] = [
            {"id": 1, "name": name} for name in one["genres"].get(language, one["genres"]["en"])
        ]
        del told["keywords"]
        if appended:
            crew = [
                {"id": 500 + n, "name": name, "job": "Director"} for n, name in enumerate(one["directors"])
            ]
            crew.append({"id": 900, "name": "Nobody Known", "job": "Grip"})
            told["credits"] = {
                "cast": [{"id": 700 + n, "name": name} for n, name in enumerate(one["cast"])],
                "crew": crew,
            }
            told["keywords"] = {
                "keywords": [{"id": n, "name": name} for n, name in enumerate(one["keywords"])]
            }
            told["alternative_titles"] = {
                "titles": [{"iso_3166_1": region, "title": title} for region, title in one["alternative"]]
            }
        return told


def picture(format: str = "JPEG", size: tuple[int, int] = (20, 30), mode: str = "RGB") -> bytes:
    """A picture of one colour."""
    data = io.BytesIO()
    Image.new(mode, size).save(data, format)
    return data.getvalue()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802
        tmdb: TMDBServer = self.server.tmdb
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        with tmdb.lock:
            tmdb.asked.append((address.path, asked))
            tmdb.times.append(time.monotonic())
            instead = tmdb.instead.popleft() if tmdb.instead else None
        if instead:
            return self._send(*instead)
        if address.path.startswith("/t/p/"):
            return self._send(200, tmdb.picture, {})
        if self.headers["Authorization"] != f"Bearer {TOKEN}" and asked.get("api_key") != OLD_KEY:
            return self._send(401, {"status_code": 7, "status_message": "Invalid API key."}, {})
        return self._send(*tmdb.answer(address.path, asked), {})

    def _send(self, status: int, body: Any, headers: dict[str, str]) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[TMDBServer]:
    """The server, on a port of its own, inside the block."""
    tmdb = TMDBServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads, server.tmdb = True, tmdb
    tmdb.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield tmdb
    finally:
        server.shutdown()
        server.server_close()
