"""search() on 10,000 films of 1,536 dimensions, beside bare numpy and the workshop's loop."""

import importlib.util
import tempfile
from collections.abc import Callable
from statistics import median

import numpy as np

from .setup import Timing, add_films, in_turn, megabytes, random_rows, start

FILMS, DIMENSIONS = 10_000, 1536
PROMPT = "a child on a night train"
RUNS, LOOPS = 50, 10


def measure(films: int) -> None:
    """Print the time of a search by OpenAI's vectors, and of its parts, that of the prompt being cached."""
    from movie.embedders import get_embedder
    from movie.search.index import get_index
    from movie.search.ranking import search
    from movie.vectors import top_k

    query = prepared(films)
    index = get_index(get_embedder())
    rows = index.rows

    def page() -> list:
        return [match.why for match in search(PROMPT, k=10)]

    with_whys, alone, ours, bare = in_turn(
        RUNS,
        page,
        lambda: search(PROMPT, k=10),
        lambda: top_k(index.similarities(query), 10),
        lambda: np.argpartition(rows @ query, -10)[-10:],
    )
    print(f"  {films:,} films; milliseconds at best (and in the median) of {RUNS} runs taken in turn")
    print(f"  search() {_said(alone)}; with the why-lines that a page shows {_said(with_whys)}")
    print(f"    of it the matrix work {_said(ours)}, everything else {with_whys.least - ours.least:.2f}")
    print(f"  bare numpy, X @ q and argpartition: {_said(bare)}")
    print(f"    the matrix work takes {ours.least / bare.least:.2f} × as long")
    print(f"  the process has taken {megabytes():.0f} MB, {rows.nbytes / 2**20:.0f} of them for the vectors")
    _beside(rows, query, lambda: top_k(index.similarities(query), 10))
    if films <= FILMS:
        _beside_the_loop(page, lambda: search(PROMPT, k=10), query)


def _said(timing: Timing) -> str:
    return "{:.2f} ({:.2f})".format(*timing)


def prepared(films: int) -> np.ndarray:
    """So many films, and a vector for the prompt where a search looks first: embedding is not measured."""
    from django.conf import settings
    from django.core.cache import cache

    from movie.embedders import get_embedder
    from movie.search.query_vectors import _cache_key
    from movie.vectors import to_bytes

    model_id = get_embedder().model_id
    add_films(films, DIMENSIONS, model_id)
    settings.CACHES["default"]["LOCATION"] = tempfile.mkdtemp()
    query = random_rows(1, DIMENSIONS, seed=9)[0]
    cache.set(_cache_key(PROMPT, model_id), to_bytes(query))
    return query


def _beside_the_loop(page: Callable[[], list], search: Callable[[], list], query: np.ndarray) -> None:
    """The workshop's view: every film read from the database and compared by itself."""
    from movie.models import Movie

    def workshop() -> tuple:
        best, most = None, -1.0
        for movie in Movie.objects.with_vectors():
            vector = np.frombuffer(movie.emb, dtype=np.float32)
            similarity = np.dot(vector, query) / (np.linalg.norm(vector) * np.linalg.norm(query))
            if similarity > most:
                best, most = movie, similarity
        return best, most

    times = in_turn(LOOPS, workshop, *[page] * (RUNS // LOOPS), *[search] * (RUNS // LOOPS))
    loop, half = times[0], 1 + RUNS // LOOPS
    print(f"  the workshop's loop over all rows: {_said(loop)}")
    for name, taken in (("search()", times[half:]), ("search() with why-lines", times[1:half])):
        ours = Timing(min(one.least for one in taken), median(one.median for one in taken))
        print(f"    it takes {loop.least / ours.least:.0f} × as long ({loop.median / ours.median:.0f} ×)")
        print(f"      as {name} beside it: {_said(ours)}")


def _beside(rows: np.ndarray, query: np.ndarray, matrix_work: Callable[[], object]) -> None:
    if importlib.util.find_spec("faiss"):
        import faiss

        flat = faiss.IndexFlatIP(rows.shape[1])
        flat.add(rows)
        _compare("FAISS flat", lambda: flat.search(query[None], 10), matrix_work)
    else:
        print("  FAISS is not installed here: not compared")
    if importlib.util.find_spec("usearch"):
        from usearch.index import search

        _compare("usearch exact", lambda: search(rows, query, 10, exact=True), matrix_work)
    else:
        print("  usearch is not installed here: not compared")


def _compare(name: str, other: Callable[[], object], matrix_work: Callable[[], object]) -> None:
    theirs, ours = in_turn(RUNS, other, matrix_work)
    print(f"  {name}: {_said(theirs)}; the matrix work beside it {_said(ours)}")
    print(f"    {name} takes {theirs.least / ours.least:.2f} × as long")


if __name__ == "__main__":
    start("openai")
    measure(FILMS)
