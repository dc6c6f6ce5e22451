"""Figures about the catalogue."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from django.db.models import Count, Q

from ..models import Movie, Translation, base_language
from ..text import fold, split_genres
from .index import latest_change
from .memory import Memory


def genre_names() -> list[str]:
    """All genres that films have, in alphabetical order, each in its most frequent spelling."""
    return list(genre_films())


def genre_films() -> dict[str, int]:
    """How many films each genre has, by its name as in genre_names, in the same order."""
    return by_spelling((name, films) for text, films in _counts.get() for name in split_genres(text))


def by_spelling(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts of names added up over case and accents, under the most frequent spelling, from A to Z."""
    spellings: dict[str, Counter[str]] = {}
    for name, films in counts:
        spellings.setdefault(fold(name), Counter())[name] += films
    return {_usual(spellings[key]): spellings[key].total() for key in sorted(spellings)}


def _usual(spellings: Counter[str]) -> str:
    # Of equally frequent ones always the same, and that with accents.
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling))


def genre_texts(names: Container[str]) -> list[str]:
    """The genre fields, as films have them, that contain a genre of one of these folded names."""
    return [text for text, _ in _counts.get() if any(fold(name) in names for name in split_genres(text))]


def genre_labels(language: str) -> dict[str, str]:
    """What genres are called in a language, by their folded names; without those of which nothing says so."""
    told: dict[str, Counter[str]] = {}
    for own, shown in _genre_pairs(language=base_language(language)):
        told.setdefault(fold(own), Counter())[shown] += 1
    return {name: _usual(labels) for name, labels in told.items()}


def own_genre(name: str) -> str:
    """The genre, as films' own rows have it, that is told by a name of any language; else the name."""
    if any(fold(name) == fold(own) for own in genre_names()):
        return name
    return next((own for own, shown in _genre_pairs() if fold(shown) == fold(name)), name)


def _genre_pairs(**wanted: str) -> Iterator[tuple[str, str]]:
    """Genres of films and of their translations, where these name as many."""
    rows = Translation.objects.filter(**wanted).exclude(genre="").order_by()
    for own, shown in rows.values_list("movie__genre", "genre").distinct():
        names = split_genres(own), split_genres(shown)
        if len(names[0]) == len(names[1]):
            yield from zip(*names, strict=True)


def films_without() -> dict[str, int]:
    """How many films have no year ("years"), and how many no length ("runtime")."""
    return _unknown.get()


def _count_unknown(before: dict[str, int] | None) -> dict[str, int]:
    return Movie.objects.aggregate(
        years=Count("pk", filter=Q(year=None)),
        runtime=Count("pk", filter=Q(runtime=None) | Q(runtime=0)),
    )


def _genre_counts(before: list[tuple[str, int]] | None) -> list[tuple[str, int]]:
    return list(Movie.objects.exclude(genre="").values_list("genre").annotate(films=Count("pk")))


_counts = Memory(_genre_counts, latest_change)
_unknown = Memory(_count_unknown, latest_change)
