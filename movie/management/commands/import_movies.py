"""`manage.py import_movies`: brings films from a file, or the sample catalogue, into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from movie.catalogue.importing import ImportReport, import_films
from movie.catalogue.readers import recognise
from movie.catalogue.sample import LANGUAGES, sample_file
from movie.errors import CatalogueError
from movie.models import Mood

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Imports films from JSON, CSV or a workshop's db.sqlite3: new ones are added, known ones updated. "
        "· Importa películas de JSON, CSV o un db.sqlite3 del taller: añade las nuevas, actualiza las otras."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the file · el archivo")
        parser.add_argument(
            "--sample", action="store_true", help="the catalogue that ships · el catálogo incluido"
        )
        parser.add_argument(
            "--language", choices=LANGUAGES, default="en", help="of the sample · del catálogo incluido"
        )
        parser.add_argument(
            "--embedding-model", default="", help="who made the file's embeddings · quién hizo sus embeddings"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["file"]) == options["sample"]:
            raise CommandError("Name a file, or --sample.")
        path = sample_file(options["language"]) if options["sample"] else options["file"]
        progress = tqdm(desc=path.name, unit=" rows", disable=None, file=self.stderr._out, leave=False)
        try:
            report = import_films(
                recognise(path),
                source_model=options["embedding_model"],
                mood_source=Mood.Source.SAMPLE if options["sample"] else Mood.Source.IMPORTED,
                on_row=progress.update,
            )
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        self._tell(path, report, options["verbosity"])
        if report.rejected:
            raise CommandError(
                f"{len(report.rejected)} of {report.rows} rows were no films; the others are stored."
            )

    def _tell(self, path: Path, report: ImportReport, verbosity: int) -> None:
        for problems, what in ((report.rejected, "not imported"), (report.left_out, "left out")):
            shown = problems if verbosity > 1 else problems[:SHOWN]
            for line, reason in shown:
                self.stderr.write(f"{path.name}, line {line}: {what}: {reason}")
            if len(problems) > len(shown):
                self.stderr.write(f"… and {len(problems) - len(shown)} more (all of them with -v 2)")
        if report.ignored_columns and verbosity > 1:
            self.stderr.write(f"Columns without a place: {', '.join(report.ignored_columns)}")
        self.stdout.write(
            f"{path.name}: {report.created} films added, {report.updated} updated, "
            f"{report.unchanged} unchanged, {len(report.rejected)} rejected; "
            f"{report.vectors} embeddings taken over."
        )
