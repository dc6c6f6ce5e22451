"""Serves by several processes on the same addresses: one Python computes on one processor at a time."""

import ctypes
import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from threadpoolctl import threadpool_limits

from ..database.vendors import bears_processes

# Bytes of the machine for each process: far more than it takes, for others want some, too.
MEMORY_EACH = 2**30
MOST = 4
M_ARENA_MAX = -8  # of glibc's malloc.h
# What a container may take, where that is less than what the machine has (Linux, cgroup v2).
CONTAINER = Path("/sys/fs/cgroup/memory.max")
# A process that ends sooner than this is not begun again at once: what ended it will end the next.
SHORTEST_LIFE = 1.0  # seconds
logger = logging.getLogger(__name__)


def can_fork() -> bool:
    """Whether this system begins a process as a copy of another: Windows does not."""
    return hasattr(os, "fork")


def suitable() -> int:
    """How many processes serve best here: one a processor, at most four, and one where more are not safe.

    Milvus allows no two processes the same connection, nor a small machine's memory several processes.
    """
    if not can_fork() or not bears_processes() or settings.SEARCH_ENGINE == "milvus":
        return 1
    return max(1, min(_processors(), _memory() // MEMORY_EACH, MOST))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> int:
    """Bytes that this machine, or its container, has in all."""
    of_machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(of_machine, int(CONTAINER.read_text(encoding="ascii")))
    except (OSError, ValueError):  # no container, or one without a limit
        return of_machine


class Processes:
    """Copies of this process, each of which serves; one that dies is begun again."""

    def __init__(self, number: int, serve: Callable[[], bool]) -> None:
        """`serve` is run by each; it returns at a SIGTERM, with whether everybody could be answered."""
        self._number, self._serve = number, serve
        self._begun: dict[int, float] = {}  # when, by the process's id
        self._stopping, self._ended_well = False, True
        self._alive = os.pipe()  # closed by the system when this process ends, however it does

    def begin(self) -> None:
        """Let all begin; this process has no threads yet, which a copy would be without."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for _number in range(self._number):
            self._begin()

    def run(self) -> bool:
        """Go on until told to stop, then until all have ended. Returns whether each ended well."""
        while self._begun:
            process, status = os.wait()
            if (begun := self._begun.pop(process, None)) is not None:
                self._ended(begun, os.waitstatus_to_exitcode(status))
        return self._ended_well

    def _stop(self, *signal_and_frame: object) -> None:
        # Told a second time, they stop at once.
        self._stopping = True
        for process in self._begun:
            os.kill(process, signal.SIGTERM)

    def _ended(self, begun: float, code: int) -> None:
        if self._stopping:
            self._ended_well &= code == 0
            return
        told = _("A process that served has ended (%(code)d); another takes its place.")
        logger.error(told, {"code": code})
        time.sleep(max(0.0, begun + SHORTEST_LIFE - time.monotonic()))
        if not self._stopping:
            self._begin()

    def _begin(self) -> None:
        if process := os.fork():
            self._begun[process] = time.monotonic()
            if self._stopping:  # told so just now
                os.kill(process, signal.SIGTERM)
            return
        code = 1
        try:
            os.setpgid(0, 0)  # a Ctrl-C is for the first process, which tells the others
            # Told to stop before it serves anybody, it has ended well.
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
            self._leave_with_the_first()
            code = 0 if self._serve() else 1
        except SystemExit:
            pass
        except BaseException:
            logger.exception(_("A process cannot serve."))
        finally:
            os._exit(code)

    def _leave_with_the_first(self) -> None:
        """Stop when the first process is gone, even killed: nobody would stop this one then."""
        reading, writing = self._alive
        os.close(writing)

        def wait() -> None:
            os.read(reading, 1)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=wait, daemon=True).start()


def share_heaps() -> None:
    """Let the threads to come share two heaps (glibc, elsewhere nothing is done).

    It would give eight for each processor, which hold a tenth more for the same films and visitors.
    """
    if mallopt := _of_glibc("mallopt"):
        mallopt(M_ARENA_MAX, 2)


def share_memory() -> None:
    """Keep what has been loaded where it is, so that the copies of this process share it; what was needed to
    load it is given back (glibc), which else each copy would come to write on.
    """
    gc.collect()
    gc.freeze()
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(function: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), function, None) if sys.platform == "linux" else None


def take_one_processor() -> None:
    """Let this process compute its products by one thread: each other processor has a process of its own.

    Two threads a product wait for each other where other processes compute, in a busy loop.
    """
    threadpool_limits(1, user_api="blas")
