"""How commands get at the embedding of a film."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.errors import VectorError
from movie.models import Movie
from movie.vectors import Vector, from_bytes


def vector_of(movie: Movie) -> Vector:
    """A film's embedding (d,). Raises CommandError where there is none or it cannot be read."""
    try:
        return from_bytes(movie.emb)
    except VectorError as error:
        raise CommandError(
            f"{movie}: {error} " + _("Run: %(command)s") % {"command": "python manage.py movie_embeddings"}
        ) from error
