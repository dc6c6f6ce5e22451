"""Figures about the catalogue."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from ..models import Movie
from ..text import fold, split_genres


def genre_names() -> list[str]:
    """All genres that films have, in alphabetical order, each in its most frequent spelling."""
    return list(genre_films())


def genre_films() -> dict[str, int]:
    """How many films each genre has, by its name as in genre_names, in the same order."""
    return by_spelling((name, films) for text, films in _genre_counts() for name in split_genres(text))


def by_spelling(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts of names added up over case and accents, under the most frequent spelling, from A to Z."""
    spellings: dict[str, Counter[str]] = {}
    for name, films in counts:
        spellings.setdefault(fold(name), Counter())[name] += films
    return {_usual(spellings[key]): spellings[key].total() for key in sorted(spellings)}


def _usual(spellings: Counter[str]) -> str:
    # Of equally frequent ones always the same, and that with accents.
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling))


def genre_texts(name: str) -> list[str]:
    """The genre fields, as films have them, that contain this genre in any spelling."""
    return [text for text, _ in _genre_counts() if fold(name) in map(fold, split_genres(text))]


def _genre_counts() -> list[tuple[str, int]]:
    return list(Movie.objects.exclude(genre="").values_list("genre").annotate(films=Count("pk")))
