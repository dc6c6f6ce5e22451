"""What a command asks of the machine it runs on: its language, its shell, and whether an address is free."""

import ctypes
import locale
import os
import shlex
import socket
import subprocess

from movie.sample import LANGUAGES


def machine_language() -> str:
    """The language of the machine, "es" or "en": as the terminal says, else Windows."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    language = (said or _windows_language())[:2].lower()
    return language if language in LANGUAGES else "en"


def _windows_language() -> str:
    windows = getattr(ctypes, "windll", None)
    return locale.windows_locale.get(windows.kernel32.GetUserDefaultUILanguage(), "") if windows else ""


def quoted(argument: str) -> str:
    """An argument as the machine's shell takes it: single quotes mean nothing to Windows' own."""
    return subprocess.list2cmdline([argument]) if os.name == "nt" else shlex.quote(argument)


def host_and_port(address: str) -> tuple[str, int]:
    """The parts of "127.0.0.1:8000", ":8000" or "8000". Raises ValueError where there is no port."""
    host, _colon, port = address.rpartition(":")
    number = int(port)
    if not 0 < number < 65_536:
        raise ValueError(f"{number} is no port.")
    return host.strip("[]") or "127.0.0.1", number


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there already."""
    reachable = "127.0.0.1" if host in ("0.0.0.0", "*", "::") else host
    try:
        socket.create_connection((reachable, port), timeout=1).close()
    except OSError:
        return False
    return True
