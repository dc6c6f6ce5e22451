"""`manage.py export_movies`: writes the catalogue to a file that import_movies reads again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import ngettext

from movie.importing.export import export_films
from movie.management.base import MovieCommand
from movie.text.number_format import written


class Command(MovieCommand):
    help = (
        "Writes all films to a file that import_movies reads again. "
        "· Escribe todas las películas en un archivo que import_movies vuelve a leer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help=".csv, .json, .jsonl or .parquet, also with .gz behind it · o con .gz al final",
        )
        parser.add_argument("--embeddings", action="store_true", help="with the vectors · con los vectores")

    def handle(self, *args: Any, **options: Any) -> None:
        count = export_films(options["file"], with_embeddings=options["embeddings"])
        told = ngettext("%(count)s film written to %(file)s", "%(count)s films written to %(file)s", count)
        self.stdout.write(told % written(count=count, file=options["file"]))
