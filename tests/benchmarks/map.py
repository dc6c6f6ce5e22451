"""The map of 10,000 films, in clusters as films are: seconds, and neighbours kept, beside PCA."""

import time

import numpy as np

from movie.search.neighbours import kept_share, neighbours, neighbours_on_plane
from movie.search.projection import METHODS, principal_plane, project
from movie.vectors import normalise

from .setup import random_rows, start

FILMS, CLUSTERS = 10_000, 300


def clustered_rows(dimensions: int) -> np.ndarray:
    """Unit rows that have something in common in groups, as films have."""
    middles = random_rows(CLUSTERS, dimensions)
    return normalise(random_rows(FILMS, dimensions, seed=1) + middles[np.arange(FILMS) % CLUSTERS])


def measure(dimensions: int) -> None:
    """Print time and quality of each way of drawing."""
    rows = clustered_rows(dimensions)
    true, _similarities = neighbours(rows, 10)
    for name, draw in [("PCA", principal_plane), *((m, lambda rows, m=m: project(rows, m)) for m in METHODS)]:
        begun = time.perf_counter()
        try:
            points = draw(rows)
        except Exception as error:
            print(f"  {name}: {error}")
            continue
        seconds = time.perf_counter() - begun
        kept = kept_share(true, neighbours_on_plane(points, 10))
        print(f"  {FILMS:,} films × {dimensions}, {name}: {seconds:.1f} s, {kept:.1%} of neighbours kept")


if __name__ == "__main__":
    start()
    for dimensions in (256, 1536):
        measure(dimensions)
