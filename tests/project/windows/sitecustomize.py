"""Takes away from Python what it lacks on Windows, and has files behave as there: a machine's console puts
this folder on its path.
"""

import errno
import fcntl
import os
import select
import signal
import socket
import subprocess  # noqa: F401  what it needs of the system to start others it takes when it is imported
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

LACKING = {
    os: "chown fchmod fchown fork forkpty getegid geteuid getgid getloadavg getpgid getuid killpg lchown "
    "mkfifo nice sched_getaffinity setpgid setpgrp setsid sysconf wait wait3 wait4",
    select: "epoll poll",
    signal: "SIGALRM SIGCHLD SIGHUP SIGKILL SIGQUIT SIGUSR1 SIGUSR2 alarm",
    socket: "AF_UNIX",
}


def _open_files() -> Iterator[str]:
    """The files that this process has open, or mapped into its memory."""
    for descriptor in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            yield os.readlink(f"/proc/self/fd/{descriptor}")
    with open("/proc/self/maps", encoding="utf-8") as maps:
        yield from (line.split(maxsplit=5)[-1].strip() for line in maps)


def _refusing_open_files(change: Callable[..., None]) -> Callable[..., None]:
    """What deletes or moves a file, and refuses one that is open."""

    def changed(*paths: Any, **options: Any) -> None:
        for path in paths:
            if not options and os.path.realpath(path) in _open_files():
                raise PermissionError(errno.EACCES, "It is open in this process", os.fspath(path))
        change(*paths, **options)

    return changed


def _writing_only(sync: Callable[[int], None]) -> Callable[[int], None]:
    """os.fsync, which Windows refuses for what was opened for reading."""

    def synced(descriptor: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, "It is not open for writing")
        sync(descriptor)

    return synced


for name in ("remove", "rename", "replace", "unlink"):
    setattr(os, name, _refusing_open_files(getattr(os, name)))
os.fsync = _writing_only(os.fsync)
for module, names in LACKING.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
for name in ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None  # importing it raises ImportError
