"""Notices beside a running server that films have come or changed, and has done what is due on them.

The work is done by `manage.py work`, in a process of its own that ends with it: visitors come first, and a
site where nothing changes holds no encoder for it.
"""

import contextlib
import contextvars
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from ..database.journal import latest_change
from ..models import Upload

logger = logging.getLogger(__name__)
# How often the journal is looked at: one number is read.
SECONDS = 3.0
# Work begins when films have rested for one look, or after so many seconds where they never do.
LONGEST_WAIT = 60.0
STOPPING_SECONDS = 5


def newest() -> object:
    """What differs once there is something new to do: the journal's number, and the file that waits last."""
    return latest_change(), Upload.objects.due().values_list("pk", "started_at").last()


class Watch:
    """Looks at what is newest, and starts work where it is not that with which it began last.

    One work at a time; what changes meanwhile is seen after it.
    """

    def __init__(self, start: Callable[[], subprocess.Popen], latest: Callable[[], object] = newest) -> None:
        self._start, self._latest = start, latest
        self._done: object = None  # what was newest when the last work began
        self._seen: object = None
        self._since: float | None = None  # when the first change since then was seen
        self._work: subprocess.Popen | None = None

    def look(self, now: float) -> None:
        """See how things stand at this time, in seconds."""
        if self._work and self._work.poll() is None:
            return
        latest = self._latest()
        if latest == self._done:
            return
        self._since = now if self._since is None else self._since
        if latest == self._seen or now - self._since >= LONGEST_WAIT:
            self._done, self._since = latest, None
            self._work = self._start()
        self._seen = latest

    def stop(self) -> None:
        """End the work; what it has stored stays stored."""
        if self._work and self._work.poll() is None:
            self._work.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._work.wait(STOPPING_SECONDS)


@contextlib.contextmanager
def work_behind() -> Iterator[None]:
    """Watch, in a thread of its own, for as long as the block lasts."""
    watch, ended = Watch(start_work), threading.Event()
    # In the context of this one, which has the terminal's language.
    run = contextvars.copy_context().run
    thread = threading.Thread(target=run, args=(_watch, watch, ended), name="work", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        watch.stop()


def _watch(watch: Watch, ended: threading.Event) -> None:
    while not ended.wait(SECONDS):
        try:
            watch.look(time.monotonic())
        except (DatabaseError, OSError) as error:
            logger.warning(_("Nobody can tell what is due on the films: %(error)s"), {"error": error})
        finally:
            connection.close()  # another file may stand in its place by the next look


def start_work() -> subprocess.Popen:
    """`manage.py work` on this site, out of reach of the Ctrl-C that stops the server."""
    path = os.pathsep.join(filter(None, (str(settings.CODE_DIR), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, "-m", "movie.management.terminal", "work", "-v0"]
    apart = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0), "start_new_session": True}
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, **apart)
