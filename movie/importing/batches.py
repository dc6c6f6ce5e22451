"""Takes films together that are stored together."""

from collections.abc import Iterator

from .records import LocatedRecord

BATCH = 500  # films, of the first; then twice as many each time: whoever stops it early has some soon
MOST_FILMS = 2_000
MOST_ROWS = 6_000  # of films, their people and titles, that a batch writes: more take longer each
LARGEST_BATCH = 10_000_000  # characters of its rows


def batches(films: Iterator[LocatedRecord]) -> Iterator[list[LocatedRecord]]:
    """The films in batches."""
    batch: list[LocatedRecord] = []
    size = rows = 0
    most = BATCH
    for found in films:
        batch.append(found)
        size += found.size
        rows += 1 + found.film.entries
        if len(batch) == most or rows >= MOST_ROWS or size > LARGEST_BATCH:
            yield batch
            batch, size, rows = [], 0, 0
            most = min(2 * most, MOST_FILMS)
    if batch:
        yield batch
