"""The terminal that a command is run in: its language, and what is done when nobody reads on."""

import os
import sys
from collections.abc import Callable

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.utils import translation

from movie.management.machine import machine_language

CUT_OFF = 141  # what a shell says of a program that its reader has left


def run_in_terminal(run: Callable[[], None]) -> None:
    """Run a command in the terminal's language; where its output is piped into `head`, it ends in silence."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console, or a file there, may know no emoji; that is no reason to stop a command.
        stream.reconfigure(errors="replace")
    try:
        django.setup()
        translation.activate(machine_language())
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ImportError:
        pass  # the command says so itself
    try:
        run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes what it cannot write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CUT_OFF)


if __name__ == "__main__":
    run_in_terminal(lambda: execute_from_command_line(["manage.py", *sys.argv[1:]]))
