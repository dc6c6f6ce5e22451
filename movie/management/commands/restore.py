"""`manage.py restore`: puts what `backup` has written in the place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from movie.errors import BackupError
from movie.management.backup import restore
from movie.management.base import MovieCommand
from movie.models import Movie


class Command(MovieCommand):
    help = (
        "Puts a backup in the place of the database and its posters, also while the site runs. "
        "· Pone una copia en lugar de la base de datos y los carteles, también con el sitio en marcha."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what backup has written · lo que guardó backup")
        parser.add_argument("--yes", action="store_true", help="replace what is there · sustituir lo que hay")

    def handle(self, *args: Any, **options: Any) -> None:
        films = _films_there()
        if films and not options["yes"]:
            raise CommandError(f"{films} films are here, which would be replaced; --yes does so.")
        try:
            manifest = restore(options["file"])
        except BackupError as error:
            raise CommandError(f"Nothing was replaced. {error}") from error
        except OSError as error:
            raise CommandError(f"{error}. Run it again.") from error
        except KeyboardInterrupt:
            raise CommandError("Interrupted; run it again.", returncode=130) from None
        call_command("migrate", verbosity=0)
        films, pictures = manifest.counts["movie_movie"], len(manifest.pictures)
        self.stdout.write(f"{films} films and {pictures} uploaded posters restored from {options['file']}")


def _films_there() -> int:
    """How many films would be lost: none where there is no table of them yet."""
    if Movie._meta.db_table not in connection.introspection.table_names():
        return 0
    return Movie.objects.count()
