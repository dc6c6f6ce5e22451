"""`manage.py prepare_catalogue`: fills an empty catalogue and makes what is missing, for `make run`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from movie.embedders import get_embedder
from movie.embedding.store import films_to_embed
from movie.jobs.runner import due
from movie.management.base import MovieCommand
from movie.models import Movie
from movie.sample import LANGUAGES
from movie.text.number_format import written

# So much work on films is done within seconds, before the site opens; more goes on behind it.
FEW = 2_000


class Command(MovieCommand):
    help = (
        "Loads the sample catalogue if there is no film, then makes missing embeddings, moods and map, or "
        "leaves them to `work` where they take long. · Carga el catálogo incluido si no hay películas y crea "
        "los embeddings, emociones y mapa que falten, o los deja a `work` si van a tardar."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Movie.objects.exists():
            call_command("import_movies", sample=True, language=options["language"])
        embedder = get_embedder()
        if embedder.pays:
            self._pay(films_to_embed(embedder).count())
        if due() <= FEW:
            call_command("work", verbosity=0)
        else:
            told = _("The films are made ready behind the running site: python manage.py work")
            self.stdout.write(told)

    def _pay(self, films: int) -> None:
        """Few films cost next to nothing; for more the owner is asked to say so."""
        if 0 < films <= FEW:
            call_command("movie_embeddings", verbosity=0)
        elif films:
            told = ngettext(
                "To embed %(count)s film for money, run: python manage.py movie_embeddings",
                "To embed %(count)s films for money, run: python manage.py movie_embeddings",
                films,
            )
            self.stdout.write(told % written(count=films))
