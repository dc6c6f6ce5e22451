"""`manage.py export_movies`: writes the catalogue to a file that import_movies reads again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from movie.catalogue.exporting import export_films
from movie.errors import CatalogueError


class Command(BaseCommand):
    help = (
        "Writes all films to a .json or .csv file. · Escribe todas las películas en un archivo .json o .csv."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="ends in .json or .csv · termina en .json o .csv")
        parser.add_argument("--embeddings", action="store_true", help="with the vectors · con los vectores")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = export_films(options["file"], with_embeddings=options["embeddings"])
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} films written to {options['file']}")
