"""Loading the index, checking that it is fresh, and taking in one changed film."""

import numpy as np
from django.db import connection

from .setup import add_films, milliseconds, random_rows, start

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

    loading, reading = milliseconds(load, 5), milliseconds(bare, 5)
    print(f"  load {FILMS:,}: {loading:.0f} ms; / a bare read ({reading:.0f} ms) {loading / reading:.2f}")
    checking = milliseconds(lambda: get_index(Model), 500)
    print(f"  check that nothing has changed: {checking:.3f} ms; / loading: 1/{loading / checking:,.0f}")
    changing = milliseconds(change, 20)
    print(f"  one film changed and taken in: {changing:.1f} ms; / loading: 1/{loading / changing:,.0f}")


if __name__ == "__main__":
    start()
    main()
