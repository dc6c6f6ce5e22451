"""Holds a call to a deadline whatever it waits for: a name, a connection, an answer that comes in drips.

The time-outs of an HTTP client start anew with every byte that arrives.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from threading import BoundedSemaphore, Thread
from typing import TypeVar

Answer = TypeVar("Answer")
# Calls under way, those included that nobody waits for any more: each holds a thread and a connection.
MOST_CALLS = 32
_places = BoundedSemaphore(MOST_CALLS)


def within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """What a call returns or raises, in a thread of its own.

    Raises TimeoutError where that takes longer, and leaves the call to end by itself; at once while
    too many calls that were left have not ended.
    """
    if not _places.acquire(blocking=False):
        raise TimeoutError
    answer: Future[Answer] = Future()
    context = copy_context()  # the meter that counts what is billed

    def run() -> None:
        try:
            answer.set_result(context.run(call))
        except BaseException as error:
            answer.set_exception(error)
        finally:
            _places.release()

    Thread(target=run, daemon=True).start()
    return answer.result(seconds)
