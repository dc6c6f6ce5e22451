"""Servers side by side, by one process and by two: pages a second for eight visitors, and what they hold.

gunicorn and granian are measured where they are installed.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from statistics import quantiles

from .pages import OWN, SECONDS, Prompts, crowd, held, page, server
from .setup import add_films, start

FILMS = 11_389
THREADS = "8"
WSGI = "moviereviews.wsgi:application"


def main() -> None:
    """Print a line for each server and number of processes, each beside the first."""
    from movie.embedders import get_embedder

    add_films(FILMS, get_embedder().dimensions, get_embedder().model_id)
    prompts, first = Prompts(), 0.0
    print(f"  {FILMS:,} films, 8 visitors for {SECONDS:.0f} s")
    for name, arguments in _servers():
        with server(arguments) as (address, pid):
            crowd(address, 8, 3, lambda: page(prompts.next()))  # each process has loaded what it needs
            taken, failed = crowd(address, 8, SECONDS, lambda: page(prompts.next()))
            rate, last = len(taken) / SECONDS, quantiles(taken, n=100)[98]
            first = first or rate
            print(
                f"    {name}: {rate:.1f} pages a second ({rate / first:.2f} of the first), p99 {last:.2f} s, "
                f"{failed} failed, {held(pid):.0f} MB",
                flush=True,
            )


def _servers() -> Iterator[tuple[str, tuple[str, ...]]]:
    for processes in ("1", "2"):
        yield f"serve, {processes}", (*OWN, "--processes", processes)
        if find_spec("gunicorn"):
            options = ("-k", "gthread", "--threads", THREADS, "-w", processes, "-b", "{host}:{port}")
            yield f"gunicorn, {processes}", ("-m", "gunicorn", *options, WSGI)
        if find_spec("granian"):
            options = ("--interface", "wsgi", "--blocking-threads", THREADS, "--workers", processes)
            yield (
                f"granian, {processes}",
                ("-m", "granian", *options, "--host", "{host}", "--port", "{port}", WSGI),
            )


if __name__ == "__main__":
    start()
    main()
