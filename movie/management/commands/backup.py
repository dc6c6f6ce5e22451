"""`manage.py backup`: the database and the uploaded posters in one file, while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.management.backup import back_up
from movie.management.base import MovieCommand, interruptible, writing
from movie.text.number_format import written


class Command(MovieCommand):
    help = (
        "Writes the database and the uploaded posters to one file, while the site runs. "
        "· Guarda la base de datos y los carteles subidos en un archivo, con el sitio en marcha."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="such as films.zip · por ejemplo films.zip")
        parser.add_argument("--yes", action="store_true", help="replace the file · sustituir el archivo")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"].resolve()
        if path.exists() and not options["yes"]:
            raise CommandError(_("%(file)s is there already; --yes replaces it.") % {"file": options["file"]})
        with interruptible(_("Interrupted; no file was written.")), writing(options["file"]):
            manifest = back_up(path)
        said = written(
            films=manifest.counts["movie_movie"], pictures=len(manifest.pictures), file=options["file"]
        )
        self.stdout.write(_("Written to %(file)s; films: %(films)s, uploaded posters: %(pictures)s") % said)
