"""The same ten requests, and the films like one, on memory, pgvector and Milvus: what differs, and why.

The films are those of MOVIE_DATA, else the sample's; run as tests.benchmarks.same_requests on a database of
yours (DATABASE_URL, a copy) they are that one's. Needs requirements-dev.txt and requirements-milvus.txt.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .setup import start

REQUESTS = (
    "a robot that learns to love",
    "una familia que huye de la guerra en barco",
    "comedias de los 90 sin niños",
    "heist in a casino with a team of thieves",
    "something like The Matrix but slower",
    "película francesa triste sobre la vejez",
    "films with Tom Hanks about war",
    "horror in space less than 100 minutes",
    "a dog that waits for its owner for years",
    "the one where he lives the same day again and again, a weatherman",
)
BACKENDS = "movie.search.engines"
RUNS = 3


class Answers(NamedTuple):
    """The films found for each request, by id, and the milliseconds at best."""

    films: list[list[int]]
    times: list[float]


def main() -> None:
    """A table of Markdown: in each cell how many of the exact answer's films, and in which order."""
    _fill()
    with ExitStack() as stack:
        answers = {name: _asked(options) for name, options in _engines(stack)}
        exact = answers.pop("memory")
        print(f"| request | memory | {' | '.join(answers)} |\n|---|---|{'---|' * len(answers)}")
        for place, request in enumerate((*REQUESTS, "films like the first one's first")):
            cells = [f"{len(exact.films[place])} films, {exact.times[place]:.0f} ms"]
            cells += [
                f"{_compared(exact.films[place], other.films[place])}, {other.times[place]:.0f} ms"
                for other in answers.values()
            ]
            print(f"| {request} | {' | '.join(cells)} |", flush=True)
        print("\nOf the films that memory alone finds: their places by meaning among all that pass.")
        for name, other in answers.items():
            _explain(name, exact, other)


def _fill() -> None:
    from django.core.management import call_command

    from movie.models import Movie

    if Movie.objects.exists():
        return
    if data := os.environ.get("MOVIE_DATA"):
        call_command("import_movies", Path(data, "tot_catalogue.csv"), verbosity=0)
        call_command("movie_embeddings", verbosity=0)
    else:
        call_command("prepare_catalogue", verbosity=0)


def _engines(stack: ExitStack) -> Iterator[tuple[str, dict]]:
    """Each engine's entry of settings.SEARCH_ENGINES, the exact one first."""
    from tests.search.engines.postgres import connected, server

    yield "memory", {"BACKEND": f"{BACKENDS}.memory.MemoryEngine"}
    alias = stack.enter_context(connected(stack.enter_context(server())))
    yield "pgvector", {"BACKEND": f"{BACKENDS}.pgvector.PgvectorEngine", "OPTIONS": {"using": alias}}
    file = Path(stack.enter_context(TemporaryDirectory()), "films.db")
    yield "Milvus Lite", {"BACKEND": f"{BACKENDS}.milvus.MilvusEngine", "OPTIONS": {"uri": str(file)}}


def _asked(entry: dict) -> Answers:
    from django.test import override_settings

    from movie.embedders import get_embedder
    from movie.models import Movie
    from movie.search.engines import get_engine
    from movie.search.fallback import answer
    from movie.search.ranking import similar_to

    films, times = [], []
    with override_settings(SEARCH_ENGINES={"default": entry}):
        get_engine(get_embedder()).rebuild()
        for request in REQUESTS:
            found, least = _timed(lambda request=request: answer(request).matches)
            films.append([match.movie.pk for match in found])
            times.append(least)
        first = Movie.objects.get(pk=films[0][0])
        found, least = _timed(lambda: similar_to(first, k=10))
        return Answers([*films, [match.movie.pk for match in found]], [*times, least])


def _timed(ask: Callable[[], list]) -> tuple[list, float]:
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        found = ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return found, min(taken)


def _compared(exact: list[int], other: list[int]) -> str:
    if exact == other:
        return "the same"
    shared = [movie for movie in exact if movie in other]
    order = "" if shared == [movie for movie in other if movie in exact] else ", in another order"
    return f"{len(shared)} of {len(exact)}{order}"


def _explain(name: str, exact: Answers, other: Answers) -> None:
    """For each film that is missing: how many films are nearer to the request by meaning alone."""
    from movie.embedders import get_embedder
    from movie.models import Movie
    from movie.search.candidates import NEAREST
    from movie.search.engines.memory import MemoryEngine
    from movie.search.query_vectors import prompt_vector

    engine = MemoryEngine(Movie, get_embedder().model_id)
    for request, wanted, found in zip(REQUESTS, exact.films, other.films, strict=False):
        missing = [movie for movie in wanted if movie not in found]
        if missing:
            ranked = engine.nearest(prompt_vector(request, get_embedder(), None), engine.size()).ids.tolist()
            places = ", ".join(str(ranked.index(movie) + 1) for movie in missing if movie in ranked)
            print(f"- {name}, “{request}”: {places} (it looks at {NEAREST}, and at those that share words)")


if __name__ == "__main__":
    start()
    main()
