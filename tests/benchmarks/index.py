"""Loading the index, checking that it is fresh, and taking in one changed film."""

import numpy as np
from django.db import connection

from .setup import add_films, in_turn, random_rows, start

FILMS, DIMENSIONS = 10_000, 1536


class Model:
    """As much of an embedder as an index needs."""

    model_id = "random"


def main() -> None:
    """Print the times."""
    from movie.models import Movie
    from movie.search.index import forget_indexes, get_index
    from movie.vectors import to_bytes

    add_films(FILMS, DIMENSIONS, Model.model_id)

    def load() -> None:
        forget_indexes()
        get_index(Model)

    def bare() -> np.ndarray:
        with connection.cursor() as cursor:
            cursor.execute("SELECT emb FROM movie_movie")
            return np.frombuffer(b"".join(data for (data,) in cursor.fetchall()), np.float32)

    def change() -> None:
        Movie.objects.filter(pk=5).update(emb=to_bytes(random_rows(1, DIMENSIONS, seed=3)[0]))
        get_index(Model)

    loading, reading = in_turn(5, load, bare)
    print(f"  loading {FILMS:,} films: {loading.least:.0f} ms at best ({loading.median:.0f} in the median)")
    print(
        f"    that is {loading.least / reading.least:.2f} × a bare read of the bytes ({reading.least:.0f} ms)"
    )
    checking, changing = in_turn(50, lambda: get_index(Model), change)
    print(f"  checking that nothing has changed: {checking.least:.3f} ms ({checking.median:.3f})")
    print(f"    loading takes {loading.least / checking.least:,.0f} × as long")
    print(f"  storing one film's vector and taking it in: {changing.least:.1f} ms ({changing.median:.1f})")
    print(f"    loading takes {loading.least / changing.least:,.0f} × as long")


if __name__ == "__main__":
    start()
    main()
