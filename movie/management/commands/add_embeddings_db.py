"""`manage.py add_embeddings_db`: the workshop's older way to embeddings: from its file, or made here."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from movie.management.base import now_called

from .movie_embeddings import Command as MovieEmbeddings

FILE = "movie_descriptions_embeddings.json"
# Beside manage.py, above it (where the workshop's command looks), in the app, beside its commands.
PLACES = (".", "..", "movie", "movie/management/commands")


class Command(MovieEmbeddings):
    help = (
        f"The older name of movie_embeddings, and of import_movies where {FILE} is. "
        f"· El nombre anterior de movie_embeddings, y de import_movies si está {FILE}."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if found := workshop_file():
            self.stderr.write(now_called(f"import_movies {found}"))
            self.stderr.write(_("What is missing then, this makes: python manage.py movie_embeddings"))
            call_command("import_movies", str(found), stdout=self.stdout, stderr=self.stderr)
            return
        self.stderr.write(now_called("movie_embeddings"))
        super().handle(*args, **options)


def workshop_file() -> Path | None:
    """The workshop's file of films with their embeddings, where it lies; None without one."""
    places = (Path.cwd(), *(Path(settings.BASE_DIR) / place for place in PLACES))
    return next((place / FILE for place in places if (place / FILE).is_file()), None)
