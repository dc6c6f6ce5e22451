"""What a visitor waits for: pages of a real server, prompts it has not seen, for one and for many at once.

Films are told in the sample's sentences, with random vectors of the offline model's size; prompts are
embedded by the offline model. Servers and visitors share the machine's processors.
"""

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from .setup import add_films, sentences, start

SIZES = (209, 11_389, 45_000)
ALONE = 60  # requests of one visitor
SECONDS = 10.0
CROWDS = ((50, 10.0), (200, 20.0))
OTHERS = ("/movies/", "/movies/{film}/", "/mood/?e=sadness", "/statistics/", "/map/")


class Prompts:
    """Prompts of which none comes twice; threads may share them."""

    def __init__(self) -> None:
        self._dice, self._known = random.Random(3), [text.split() for text in sentences()]
        self._lock = threading.Lock()

    def next(self) -> str:
        with self._lock:
            parts = self._dice.sample(self._known, 2)
        return " ".join((*parts[0][:5], "and", *parts[1][-4:]))


class Visitor:
    """One who asks and waits, over one connection."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(address, timeout=60)

    def get(self, path: str) -> int:
        """The status of an answer that was read to its end."""
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


def page(prompt: str) -> str:
    return f"/?{urlencode({'q': prompt})}"


def api(prompt: str) -> str:
    return f"/api/search?{urlencode({'q': prompt})}"


def alone(address: str, path: Callable[[], str], times: int = ALONE) -> float:
    """Milliseconds, in the median, that one visitor waits."""
    visitor, taken = Visitor(address), []
    for _ in range(times):
        asked, begin = path(), time.perf_counter()
        assert visitor.get(asked) == 200, asked
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken)


def crowd(address: str, visitors: int, seconds: float, path: Callable[[], str]) -> tuple[list[float], int]:
    """Seconds that each answer took while so many visitors ask one after the other, and how many failed."""
    taken: list[float] = []
    failed: list[str] = []
    end = time.monotonic() + seconds

    def visit() -> None:
        visitor = Visitor(address)
        while time.monotonic() < end:
            begin = time.perf_counter()
            try:
                ok = visitor.get(path()) == 200
            except (OSError, HTTPException):
                ok, visitor = False, Visitor(address)
            (taken if ok else failed).append(time.perf_counter() - begin)

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, len(failed)


# By as many processes as `serve` finds suitable, which the tests' environment keeps to one.
OWN = ("manage.py", "serve", "--no-work", "{host}:{port}", "--processes", "0")


@contextmanager
def server(arguments: Iterable[str] = OWN) -> Iterator[tuple[str, int]]:
    """The address and the process of a server on this database, warmed up: Python with these arguments."""
    port = _free_port()
    address = f"127.0.0.1:{port}"
    command = [sys.executable, *(each.format(host="127.0.0.1", port=port) for each in arguments)]
    environment = {
        name: value for name, value in os.environ.items() if value
    }  # gunicorn reads no empty number
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait(address: str) -> None:
    said: object = None
    for _ in range(600):
        try:
            said = Visitor(address).get(page("a film that warms up"))
            if said == 200:
                return
        except (OSError, HTTPException) as error:
            said = error
        time.sleep(0.1)
    raise RuntimeError(f"The server does not answer: {said}.")


def held(pid: int) -> float:
    """Megabytes that a process and those it has begun hold now, what they share counted once (Linux)."""
    return sum(map(_share, family(pid)))


def family(pid: int) -> list[int]:
    """A process and those that it has begun (Linux)."""
    found = [pid]
    for each in found:
        tasks = Path(f"/proc/{each}/task").iterdir()
        found.extend(int(child) for task in tasks for child in (task / "children").read_text().split())
    return found


def _share(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Print a block for each size."""
    from movie.embedders import get_embedder
    from movie.models import Movie

    prompts, sizes = Prompts(), [int(size) for size in sys.argv[1:]] or SIZES
    for size in sizes:
        Movie.objects.all().delete()
        add_films(size, get_embedder().dimensions, get_embedder().model_id)
        film = Movie.objects.order_by("pk").first().pk
        with server() as (address, pid):
            _report(f"{size:,} films", address, pid, film, prompts)


def _report(what: str, address: str, pid: int, film: int, prompts: Prompts) -> None:
    asked, told = (lambda: page(prompts.next())), (lambda: api(prompts.next()))
    static, one, answered = alone(address, lambda: "/chat/"), alone(address, asked), alone(address, told)
    print(f"  {what}: search page {one:.1f} ms alone, API {answered:.1f}, a page without search {static:.1f}")
    for name, path in (("pages", asked), ("API", told)):
        taken, failed = crowd(address, 8, SECONDS, path)
        print(f"    8 visitors: {len(taken) / SECONDS:.0f} {name} a second, {failed} failed", flush=True)
    for visitors, seconds in CROWDS:
        taken, failed = crowd(address, visitors, seconds, asked)
        last = quantiles(taken, n=100)[98]
        print(
            f"    {visitors} visitors: {len(taken) / seconds:.0f} a second, p99 {last:.2f} s, {failed} failed"
        )
    print(f"    one search afterwards {alone(address, asked, 20):.1f} ms")
    for path in OTHERS:
        told_path = path.format(film=film)
        alone(address, lambda told_path=told_path: told_path, 2)
        print(f"    {path} {alone(address, lambda told_path=told_path: told_path, 20):.1f} ms warm")
    print(f"    the server holds {held(pid):.0f} MB", flush=True)


if __name__ == "__main__":
    start()
    main()
