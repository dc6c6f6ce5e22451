"""Figures about the catalogue."""

from collections import Counter

from django.db.models import Count

from ..models import Movie
from ..text import fold, split_genres


def genre_names() -> list[str]:
    """All genres that films have, in alphabetical order, each in its most frequent spelling."""
    spellings: dict[str, Counter[str]] = {}
    for text, films in _genre_counts():
        for name in split_genres(text):
            spellings.setdefault(fold(name), Counter())[name] += films
    return [spellings[name].most_common(1)[0][0] for name in sorted(spellings)]


def genre_texts(name: str) -> list[str]:
    """The genre fields, as films have them, that contain this genre in any spelling."""
    return [text for text, _ in _genre_counts() if fold(name) in map(fold, split_genres(text))]


def _genre_counts() -> list[tuple[str, int]]:
    return list(Movie.objects.exclude(genre="").values_list("genre").annotate(films=Count("pk")))
