"""Lets PostgreSQL's triggers rest in this transaction alone, by a setting that they look at."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from ...models import Movie


@contextmanager
def resting() -> Iterator[bool]:
    """Inside the block the triggers on new films, credits and titles rest; tells whether they did not yet."""
    outermost = _set("on") != "on"
    yield outermost
    if outermost:
        _set("off")


def take_in(films: Collection[int]) -> None:
    """Touch films, which the trigger on changed ones takes for all that the resting ones would have done."""
    # Of the columns that it watches, one that has no index to be kept.
    Movie.objects.filter(pk__in=films).update(genre=F("genre"))


def _set(state: str) -> str:
    """Set it until the transaction ends, however it does; what it was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('movie.resting', true), '')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('movie.resting', %s, true)", [state])
    return before
