"""The terminal that a command is run in: its language, and what is done when nobody reads on, or waits on."""

import os
import sys
from collections.abc import Callable

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.utils import translation
from django.utils.translation import gettext as _

from movie.management.machine import machine_language

# What a shell says of a program that its reader has left, and of one that Ctrl-C has ended.
CUT_OFF, INTERRUPTED = 141, 130


def run_in_terminal(run: Callable[[], None]) -> None:
    """Run a command in the terminal's language.

    Where its output is piped into `head` it ends in silence, at Ctrl-C by a word.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console, or a file there, may know no emoji; that is no reason to stop a command.
        stream.reconfigure(errors="replace")
    try:
        _speak()
        run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes what it cannot write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CUT_OFF)
    except KeyboardInterrupt:
        sys.exit(_interrupted())


def _speak() -> None:
    """Read the settings, and take the terminal's language."""
    try:
        django.setup()
        translation.activate(machine_language())
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ImportError:
        pass  # the command says so itself


def _interrupted() -> int:
    """Say that a command which has no words of its own for it was interrupted, once there are any."""
    if apps.ready:
        sys.stderr.write(_("Interrupted.") + "\n")
    return INTERRUPTED


if __name__ == "__main__":
    run_in_terminal(lambda: execute_from_command_line(["manage.py", *sys.argv[1:]]))
