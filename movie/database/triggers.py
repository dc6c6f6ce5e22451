"""Spares the database from following each of many rows: a batch's films are taken in once, at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from .postgres import triggers as postgres
from .sqlite import triggers as sqlite
from .vendors import chosen


@contextmanager
def written_together() -> Iterator[set[int]]:
    """Inside the block, and a transaction, the triggers on new films, credits and titles rest.

    Gives a set for the ids of the films that the block adds, or gives other people or titles: what the
    triggers would have done for each row of them is done for all at the end. A block within another leaves
    that to the outer one.
    """
    films: set[int] = set()
    triggers = chosen(sqlite, postgres)
    with triggers.resting() as outermost:
        yield films
    if outermost:
        triggers.take_in(films)
