#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    """Run one management command."""
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
