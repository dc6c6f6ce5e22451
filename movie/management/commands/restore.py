"""`manage.py restore`: puts what `backup` has written in the place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from movie.errors import BackupError, system_said
from movie.management.backup import restore
from movie.management.base import MovieCommand, interruptible
from movie.models import Movie
from movie.text.number_format import written


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
        if not options["file"].is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": options["file"]})
        films = _films_there()
        if films and not options["yes"]:
            told = _("What is here would be replaced (films: %(films)s); --yes does so.")
            raise CommandError(told % written(films=films))
        try:
            with interruptible(_("Interrupted; run it again.")):
                manifest = restore(options["file"])
        except BackupError as error:
            raise CommandError(_("Nothing was replaced.") + f" {error}") from error
        except OSError as error:
            said = _("%(file)s cannot be restored: %(error)s. Run it again.")
            told = {"file": error.filename or options["file"], "error": system_said(error)}
            raise CommandError(said % told) from error
        call_command("migrate", verbosity=0)
        said = written(
            films=manifest.counts["movie_movie"], pictures=len(manifest.pictures), file=options["file"]
        )
        self.stdout.write(
            _("Restored from %(file)s; films: %(films)s, uploaded posters: %(pictures)s") % said
        )


def _films_there() -> int:
    """How many films would be lost: none where there is no table of them yet."""
    if Movie._meta.db_table not in connection.introspection.table_names():
        return 0
    return Movie.objects.count()
