"""Lists the catalogue by title, genre and year."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ..database import full_text
from ..models import Movie, MovieQuerySet, Translation, base_language
from ..text.genres import same_genre
from .genres import genre_texts

FIELDS = ("title", "year", "runtime", "genre", "image", "emb_model")


def browse(title: str = "", genre: str = "", year: int | None = None, *, language: str = "") -> MovieQuerySet:
    """Films of this genre and year, with every word of `title` in any of theirs (accents aside), by the
    title that they have in the language.
    """
    movies = _by_title(Movie.objects.only(*FIELDS), base_language(language))
    if title:
        movies = movies.filter(Q(title__icontains=title) | Q(pk__in=full_text.titled(title)))
    if genre:
        movies = movies.filter(genre__in=genre_texts(same_genre(genre)))
    if year is not None:
        movies = movies.filter(year=year)
    return movies


def _by_title(movies: MovieQuerySet, language: str) -> MovieQuerySet:
    """In alphabetical order: of the films' own titles, which an index knows, where none is translated."""
    translated = Translation.objects.filter(language=language).exclude(title="")
    if not (language and translated.exists()):
        return movies.order_by("title", "year", "pk")
    there = Subquery(translated.filter(movie=OuterRef("pk")).values("title"))
    return movies.annotate(shown_title=Coalesce(there, F("title"))).order_by("shown_title", "year", "pk")
