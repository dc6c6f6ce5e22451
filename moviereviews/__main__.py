"""The command `film-finder` of an installed project: `film-finder` alone starts the site and opens it."""

import os
import sys
from pathlib import Path

FIRST = ["start", "--open"]


def main() -> None:
    """Run a management command, with films and settings in the user's own folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    home = Path(os.environ.setdefault("FILM_FINDER_HOME", str(Path.home() / "film-finder"))).expanduser()
    home.mkdir(parents=True, exist_ok=True)
    from django.core.management import execute_from_command_line

    from movie.management.terminal import run_in_terminal

    run_in_terminal(lambda: execute_from_command_line(["film-finder", *(sys.argv[1:] or FIRST)]))


if __name__ == "__main__":
    main()
