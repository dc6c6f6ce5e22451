"""What every command has in common: what is checked before it starts, and how it fails."""

import logging
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from movie.errors import MovieError, system_said

# A finding of this app's own checks, as Django lists it below its headings.
OURS = re.compile(r"^\?: \(movie\.E\d+\) (.+)$", re.MULTILINE)
NO_TABLE = re.compile(r"no such table|relation .* does not exist")  # as SQLite and PostgreSQL say it


INTERRUPTED = 130  # what a shell says of a program that Ctrl-C has ended


class MovieCommand(BaseCommand):
    """A command of this app."""

    # Not the addresses: to check them is to load every page and the API, half of the time of a start.
    requires_system_checks = [Tags.models, "movie"]
    # What is every command's, and nobody needs who meets one: it works, but --help leaves it out.
    suppressed_base_arguments = {
        *("--version", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color")
    }

    def add_base_argument(self, parser: ArgumentParser, *names: str, **options: Any) -> None:
        """Add what every command of Django's has, told in the terminal's language."""
        super().add_base_argument(parser, *names, **options | {"help": _(options["help"])})

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run it; what the app refuses knowingly ends in a sentence."""
        try:
            return super().execute(*args, **options)
        except SystemCheckError as error:
            raise (CommandError(" ".join(said)) if (said := OURS.findall(str(error))) else error) from None
        except MovieError as error:
            raise CommandError(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            if NO_TABLE.search(str(error)):
                raise CommandError(
                    _("The database has no tables yet. Run: python manage.py migrate")
                ) from error
            raise


@contextmanager
def interruptible(told: str) -> Iterator[None]:
    """Ends a command by this sentence, not by a traceback, where Ctrl-C ends it."""
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(told, returncode=INTERRUPTED) from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Ends a command by a sentence where the system does not let it write a file."""
    try:
        yield
    except OSError as error:
        said = {"path": path, "error": system_said(error)}
        raise CommandError(_("%(path)s cannot be written: %(error)s.") % said) from error


def check_number(option: str, number: int | None, least: int = 1) -> None:
    """The number that an option says, if any. Raises CommandError where it is smaller than `least`."""
    if number is not None and number < least:
        raise CommandError(
            _("%(option)s takes a number from %(least)d.") % {"option": option, "least": least}
        )


@contextmanager
def told_here(logger: str) -> Iterator[None]:
    """Keeps out of the terminal what a logger warns of: the command itself tells it, in a sentence."""
    log = logging.getLogger(logger)
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def now_called(command: str) -> str:
    """What a command of an older name says first."""
    return _("Now called: %(command)s") % {"command": f"python manage.py {command}"}
