"""Lists the catalogue by title, genre and year."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ..database import full_text
from ..database.cached import Cached
from ..database.journal import latest_change
from ..models import EmbeddedQuerySet, Movie, Translation, base_language
from ..text.genres import same_genre
from .genres import genre_texts

FIELDS = ("title", "year", "runtime", "genre", "image", "emb_model")
MOST_COUNTS = 500


class Shelf(Paginator):
    """Pages of what `browse` has found for a title, a genre and a year.

    To count them takes longer than to read a page, so it is done once for as long as no film changes.
    """

    def __init__(self, movies: EmbeddedQuerySet, size: int, *asked: str | int | None) -> None:
        super().__init__(movies, size)
        self._asked = asked

    @cached_property
    def count(self) -> int:
        """How many films there are on all pages."""
        counts = _counts.get()
        if self._asked not in counts:
            if len(counts) >= MOST_COUNTS:
                counts.clear()
            counts[self._asked] = super().count
        return counts[self._asked]


# By what was asked, until a film changes.
_counts: Cached[dict[tuple, int]] = Cached(lambda _before: {}, latest_change)


def browse(
    title: str = "", genre: str = "", year: int | None = None, *, language: str = ""
) -> EmbeddedQuerySet:
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


def _by_title(movies: EmbeddedQuerySet, language: str) -> EmbeddedQuerySet:
    """In alphabetical order: of the films' own titles, which an index knows, where none is translated."""
    translated = Translation.objects.filter(language=language).exclude(title="")
    if not (language and translated.exists()):
        return movies.order_by("title", "year", "pk")
    there = Subquery(translated.filter(movie=OuterRef("pk")).values("title"))
    return movies.annotate(shown_title=Coalesce(there, F("title"))).order_by("shown_title", "year", "pk")
