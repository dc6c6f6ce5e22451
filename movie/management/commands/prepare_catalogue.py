"""`manage.py prepare_catalogue`: fills an empty catalogue and makes what is missing, for `make run`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from movie.catalogue.mapping import unplaced
from movie.catalogue.sample import LANGUAGES
from movie.embedders import get_embedder
from movie.models import Movie


class Command(BaseCommand):
    help = (
        "Loads the sample catalogue if there is no film, then makes missing posters, moods, embeddings, map. "
        "· Carga el catálogo incluido si no hay películas y crea los pósteres, emociones, embeddings y mapa "
        "que falten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Movie.objects.exists():
            call_command("import_movies", sample=True, language=options["language"])
        call_command("movie_posters")
        call_command("movie_moods", derive=True, verbosity=0)
        call_command("movie_embeddings", verbosity=0)
        if unplaced(get_embedder().model_id):
            call_command("movie_map", verbosity=0)
