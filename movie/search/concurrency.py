"""Lets few requests search at once: threads of one Python that all compute only take it from each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from ..embedders import get_embedder
from ..errors import MovieError

# Of 2, 4 and 8 at once on two processors two made the most pages a second, eight a third fewer.
AT_ONCE = 2
_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def in_turn() -> Iterator[None]:
    """For a search and its page; usable as a decorator. Nobody waits where a search waits for a provider."""
    with nullcontext() if _waits_for_others() else _turns:
        yield


def _waits_for_others() -> bool:
    try:
        return get_embedder().pays
    except MovieError:
        return False
