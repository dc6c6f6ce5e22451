"""Lists the catalogue by title, genre and year."""

from django.db.models import Q

from ..models import Movie, MovieQuerySet
from . import words
from .facts import genre_texts


def browse(title: str = "", genre: str = "", year: int | None = None) -> MovieQuerySet:
    """Films by title, of this genre and year, with every word of `title` in theirs (accents aside)."""
    movies = Movie.objects.only("title", "year", "runtime", "genre", "image").order_by("title", "year", "pk")
    if title:
        movies = movies.filter(Q(title__icontains=title) | Q(pk__in=words.titled(title)))
    if genre:
        movies = movies.filter(genre__in=genre_texts(genre))
    if year is not None:
        movies = movies.filter(year=year)
    return movies
