"""movie_embeddings on 10,000 films, beside the workshop's loop of one request a film.

The server that speaks OpenAI's protocol waits 200 ms before each answer, as a real one does.
"""

import os
import subprocess
import sys
import time

from .setup import add_films, start

FILMS, SAMPLE, WAIT = 10_000, 25, 0.2


def main() -> None:
    """Print how long both take; the loop is timed on a few films and multiplied."""
    from movie.models import Movie
    from tests.openai_server import KEY, running

    add_films(FILMS)
    with running() as server:
        server.delay = WAIT
        environment = os.environ | {"EMBEDDER": "openai", "openai_apikey": KEY, "OPENAI_BASE_URL": server.url}
        begin = time.perf_counter()
        finished = subprocess.run(
            ["/usr/bin/time", "-f", "%M", sys.executable, "manage.py", "movie_embeddings", "-v0"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        ours = time.perf_counter() - begin
        memory = int(finished.stderr.split()[-1]) / 1024
        requests = len(server.requests)
        loop = _one_by_one(server.url, KEY) / SAMPLE * FILMS
    stored = Movie.objects.exclude(emb=None).count()
    at_once = server.most_in_flight
    print(f"  {stored:,} films: {ours:.1f} s, {memory:.0f} MB, {requests} requests, {at_once} at once")
    print(f"  the workshop's loop, one request a film: {loop:.0f} s (worked out from {SAMPLE} films)")
    print(f"    it takes {loop / ours:.0f} × as long as movie_embeddings")


def _one_by_one(url: str, key: str) -> float:
    from openai import OpenAI

    from movie.models import Movie

    client = OpenAI(api_key=key, base_url=url)
    begin = time.perf_counter()
    for movie in Movie.objects.all()[:SAMPLE]:
        answer = client.embeddings.create(input=[movie.description], model="text-embedding-3-small")
        len(answer.data[0].embedding)
    return time.perf_counter() - begin


if __name__ == "__main__":
    start()
    main()
