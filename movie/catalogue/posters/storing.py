"""Gives every film without a picture a drawn poster, and keeps it in step with the film."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import slugify

from ...models import DEFAULT_IMAGE, Movie
from .drawing import STYLE, draw_poster

FOLDER = "movie/images/posters"


def films_without_poster() -> list[Movie]:
    """Films whose picture is the default, a poster of other facts than theirs, or a file that is gone."""
    movies = Movie.objects.only("title", "year", "genre", "image").order_by("pk")
    there = _stored_posters()
    return [movie for movie in movies.iterator() if _lacks_poster(movie, there)]


def make_posters(movies: list[Movie]) -> Iterator[Movie]:
    """Draw and store the posters one by one; a film is given back as soon as it has its own."""
    for movie in movies:
        name = poster_name(movie)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(draw_poster(movie.title, movie.year, movie.genres)))
        Movie.objects.filter(pk=movie.pk).update(image=name)
        _forget(str(movie.image))
        yield movie


def poster_name(movie: Movie) -> str:
    """Where the poster of a film lies: its title, and a digest of all that is drawn."""
    drawn = f"{STYLE}\n{movie.title}\n{movie.year}\n{movie.genre}"
    digest = hashlib.blake2b(drawn.encode(), digest_size=5).hexdigest()
    return f"{FOLDER}/{slugify(movie.title)[:50] or 'film'}-{digest}.webp"


def _forget(name: str) -> None:
    """Delete a drawn poster that no film has any more."""
    if name.startswith(FOLDER) and not Movie.objects.filter(image=name).exists():
        default_storage.delete(name)


def _stored_posters() -> set[str]:
    if not default_storage.exists(FOLDER):
        return set()
    return {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}


def _lacks_poster(movie: Movie, there: set[str]) -> bool:
    current = str(movie.image)
    if current.startswith(FOLDER):
        return current != poster_name(movie) or current not in there
    return current in ("", DEFAULT_IMAGE)
