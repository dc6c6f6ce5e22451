"""search() on 10,000 films of 1,536 dimensions, beside bare numpy and the workshop's loop."""

import importlib.util

import numpy as np

from .setup import add_films, megabytes, milliseconds, random_rows, start

FILMS, DIMENSIONS = 10_000, 1536


class Prompted:
    """An embedder whose prompt vectors are at hand, as they are once the cache has them."""

    model_id, dimensions = "random", DIMENSIONS
    word_weight, centred, floor, close, pays = 0.0, False, -1.0, 1.0, True

    def __init__(self) -> None:
        self.query = random_rows(1, DIMENSIONS, seed=9)[0]

    def embed_query(self, text: str) -> np.ndarray:
        return self.query


def measure(films: int) -> None:
    """Print the time of a search and of its parts."""
    from movie.models import Movie
    from movie.search import ranking
    from movie.search.index import get_index
    from movie.vectors import from_bytes, top_k

    add_films(films, DIMENSIONS, "random")
    embedder = Prompted()
    ranking.get_embedder = lambda: embedder
    ranking.prompt_vector = lambda *arguments: embedder.query
    index, query = get_index(embedder), embedder.query
    rows = index.rows

    def found() -> list:
        matches = ranking.search("a child on a night train", k=10)
        return [match.why for match in matches]

    whole = milliseconds(found)
    ours = milliseconds(lambda: top_k(index.similarities(query), 10))
    bare = milliseconds(lambda: np.argpartition(rows @ query, -10)[-10:])
    rest = whole - ours
    print(f"  {films:,} films: search() {whole:.2f} ms: matrix work {ours:.2f} ms, the rest {rest:.2f} ms")
    print(f"  matrix work / bare numpy X @ q + argpartition ({bare:.2f} ms): {ours / bare:.2f}")
    print(f"  process: {megabytes():.0f} MB, of which the vectors are {rows.nbytes / 2**20:.0f}")
    _beside(rows, query, ours)
    if films > FILMS:
        return

    def workshop() -> tuple:
        best = (-1.0, None)
        for movie in Movie.objects.with_vectors():
            vector = from_bytes(movie.emb)
            similarity = np.dot(vector, query) / (np.linalg.norm(vector) * np.linalg.norm(query))
            best = max(best, (similarity, movie), key=lambda pair: pair[0])
        return best

    loop = milliseconds(workshop, runs=3)
    print(f"  the workshop's loop over all rows ({loop:.0f} ms) / search(): {loop / whole:.0f}")


def _beside(rows: np.ndarray, query: np.ndarray, ours: float) -> None:
    if importlib.util.find_spec("faiss"):
        import faiss

        flat = faiss.IndexFlatIP(rows.shape[1])
        flat.add(rows)
        other = milliseconds(lambda: flat.search(query[None], 10))
        print(f"  FAISS flat ({other:.2f} ms) / matrix work: {other / ours:.2f}")
    else:
        print("  FAISS is not installed here: not compared")
    if importlib.util.find_spec("usearch"):
        from usearch.index import search

        other = milliseconds(lambda: search(rows, query, 10, exact=True))
        print(f"  usearch exact ({other:.2f} ms) / matrix work: {other / ours:.2f}")
    else:
        print("  usearch is not installed here: not compared")


if __name__ == "__main__":
    start()
    measure(FILMS)
