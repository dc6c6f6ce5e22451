"""The terminal that a command is run in: its language, and what is done when nobody reads on, or waits on."""

import gettext as standard_gettext
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.utils import translation
from django.utils.translation import gettext as _

from movie.management.base import INTERRUPTED
from movie.management.machine import machine_language

CUT_OFF = 141  # what a shell says of a program that its reader has left
SENTENCES = Path(__file__).parents[1] / "locale"


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
        if apps.ready:  # else there are no words for it yet
            sys.stderr.write(_("Interrupted.") + "\n")
        sys.exit(INTERRUPTED)


def _speak() -> None:
    """Read the settings, and take the terminal's language."""
    try:
        django.setup()
        language = machine_language()
        translation.activate(language)
        # argparse has its sentences from Python's own gettext, which asks the environment for the language.
        os.environ["LANGUAGE"] = language
        standard_gettext.bindtextdomain("django", str(SENTENCES))
        standard_gettext.textdomain("django")
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ImportError:
        pass  # the command says so itself


if __name__ == "__main__":
    run_in_terminal(lambda: execute_from_command_line(["manage.py", *sys.argv[1:]]))
