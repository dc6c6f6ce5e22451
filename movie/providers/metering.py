"""Counts the tokens that providers bill, in the thread that asked for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass
class Meter:
    """Tokens that a provider has billed."""

    tokens: int = 0


_meter: ContextVar[Meter | None] = ContextVar("movie_providers_meter", default=None)


@contextmanager
def metered() -> Iterator[Meter]:
    """Counts the tokens that are billed inside the block, in this thread."""
    meter = Meter()
    token = _meter.set(meter)
    try:
        yield meter
    finally:
        _meter.reset(token)


def bill(tokens: int) -> None:
    """Note tokens that a provider says it has billed."""
    if meter := _meter.get():
        meter.tokens += tokens


def believed(said: Any, most: int, estimate: int) -> int:
    """A count of tokens that a server tells, where it is a whole number that can be; else the estimate.

    None, from a server that tells nothing, counts as 0.
    """
    if said is None:
        return 0
    return said if type(said) is int and 0 <= said <= most else estimate
