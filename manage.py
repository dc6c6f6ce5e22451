#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

OLDEST = (3, 11)


def main() -> None:
    """Run one management command."""
    if sys.version_info < OLDEST:
        # Nothing else of the project can be read by such a Python, not even what would tell its cure.
        this = "{}.{}".format(*sys.version_info)
        sys.exit(
            f"Python 3.11 or newer is needed, and this is {this}: install it from python.org. · "
            f"Hace falta Python 3.11 o posterior, y este es {this}: instálalo de python.org."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise ImportError(
            "Django is not installed here: activate the virtual environment, "
            "then run: pip install -r requirements.txt"
        ) from error
    from movie.management.terminal import run_in_terminal

    run_in_terminal(lambda: execute_from_command_line(sys.argv))


if __name__ == "__main__":
    main()
