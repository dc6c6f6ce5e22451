"""Figures about the catalogue."""

from collections import Counter

from ..models import Movie
from ..text import fold, split_genres


def genre_names() -> list[str]:
    """All genres that films have, in alphabetical order, each in its most frequent spelling."""
    spellings: dict[str, Counter[str]] = {}
    for text in Movie.objects.exclude(genre="").values_list("genre", flat=True).distinct():
        for name in split_genres(text):
            spellings.setdefault(fold(name), Counter())[name] += 1
    return [spellings[name].most_common(1)[0][0] for name in sorted(spellings)]
