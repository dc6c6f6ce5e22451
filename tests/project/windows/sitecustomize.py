"""Takes away from Python what it lacks on Windows: a machine's console puts this folder on its path."""

import os
import select
import signal
import socket
import subprocess  # noqa: F401  what it needs of the system to start others it takes when it is imported
import sys

LACKING = {
    os: "chown fchmod fchown fork forkpty getegid geteuid getgid getloadavg getpgid getuid killpg lchown "
    "mkfifo sched_getaffinity setpgid setpgrp setsid sysconf wait wait3 wait4",
    select: "epoll poll",
    signal: "SIGALRM SIGCHLD SIGHUP SIGQUIT SIGUSR1 SIGUSR2 alarm",
    socket: "AF_UNIX",
}
for module, names in LACKING.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
for name in ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None  # importing it raises ImportError
