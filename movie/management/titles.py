"""How commands that take a title find the film, and its embedding."""

from django.core.management.base import CommandError

from movie.errors import TitleError, VectorError
from movie.lookup.titles import find_movie
from movie.models import Movie
from movie.vectors import Vector, from_bytes


def movie_called(title: str) -> Movie:
    """The film of this title. Raises CommandError that lists the closest titles."""
    try:
        return find_movie(title)
    except TitleError as error:
        raise CommandError(str(error)) from error


def vector_of(movie: Movie) -> Vector:
    """A film's embedding (d,). Raises CommandError where there is none or it cannot be read."""
    try:
        return from_bytes(movie.emb)
    except VectorError as error:
        raise CommandError(f"{movie}: {error} Run: python manage.py movie_embeddings") from error
