"""Spares the database from following each of many rows: a batch's films are taken in once, at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from ..models import Movie
from .postgres import triggers as postgres
from .sqlite import triggers as sqlite
from .vendors import chosen


@contextmanager
def written_together() -> Iterator[set[int]]:
    """Inside the block, and a transaction, the triggers on new films, credits and titles rest.

    Gives a set for the ids of the films that the block adds, or gives other people or titles: each is
    touched at the end, which a trigger on changed films must take for all that the resting ones would have
    done. A block within another leaves the touching to that one.
    """
    films: set[int] = set()
    with chosen(sqlite, postgres).resting() as outermost:
        yield films
    if outermost:
        # Of the columns that the triggers watch, one that has no index to be kept.
        Movie.objects.filter(pk__in=films).update(genre=F("genre"))
