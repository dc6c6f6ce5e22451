"""What the parts share: a limit of time, a look at the memory, and the printing of what was found."""

import argparse
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class TooSlow(BaseException):
    """Not an Exception, so that nothing on the way takes it for one of its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow where the block takes more seconds of processor."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def megabytes() -> float:
    """The most that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(what: str, usual: int, findings: Callable[[int, int, int], Iterator[str]]) -> int:
    """Set Django up on an empty database and print `findings(seed, count, first)`; 1 where there are any."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=usual)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = 0
    for said in findings(options.seed, options.count, options.first):
        found += 1
        print(said, flush=True)
    print(f"{options.count} {what}, {found} findings, {megabytes():.0f} MB")
    return min(1, found)
