"""Asks a provider for several batches at once, and keeps each answer as soon as it is there."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from typing import TypeVar

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


def side_by_side(
    batches: Iterator[Batch], ask: Callable[[Batch], Answer], save: Callable[[Answer], None], at_once: int
) -> None:
    """Ask for the batches, so many at once; save each, in this thread, as soon as it is there.

    After an error, or an interrupt, what is under way is still saved, since it is paid for already; then
    the first error is raised.
    """
    under_way: set[Future[Answer]] = set()
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for batch in batches:
                under_way.add(pool.submit(ask, batch))
                if len(under_way) > at_once:  # one waits, so that no thread does
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    _save_all(done, save)
        finally:
            _save_all(under_way, save)


def _save_all(futures: Iterable[Future[Answer]], save: Callable[[Answer], None]) -> None:
    """Save all that came; then raise the first error of those that did not."""
    errors = []
    for future in as_completed(futures):
        try:
            save(future.result())
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
