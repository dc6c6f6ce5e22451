"""What a film has in common with others, in the words of the page's language, to be shown beside it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ..models import Credit, Movie, with_translations
from ..text import fold
from .film_facts import term

MOST_GENRES, MOST_PEOPLE, MOST_KEYWORDS = 3, 2, 3


class Shared(NamedTuple):
    """Genres, people (directors first) and keywords in common, each in the film's order."""

    genres: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)

    def __str__(self) -> str:
        return " · ".join(", ".join(names) for names in self if names)


def shared(movies: Collection[Movie], liked: Sequence[Movie]) -> dict[int, Shared]:
    """What each of the films has in common with any of the liked ones, by its id; asks the database twice."""
    with_translations([*movies, *liked])
    genres = {fold(name) for movie in liked for name in movie.shown.genres}
    keywords = {term(name) for movie in liked for name in (*movie.shown.keyword_list, *movie.keyword_list)}
    people = _people_in_common([movie.pk for movie in movies], [movie.pk for movie in liked])
    return {
        movie.pk: Shared(
            tuple([name for name in movie.shown.genres if fold(name) in genres][:MOST_GENRES]),
            tuple(people.get(movie.pk, ())[:MOST_PEOPLE]),
            _keywords(movie.shown.keyword_list, keywords),
        )
        for movie in movies
    }


def _keywords(names: Iterable[str], wanted: set[str]) -> tuple[str, ...]:
    found = {term(name): name for name in reversed(list(names)) if term(name) in wanted}
    return tuple(reversed(found.values()))[:MOST_KEYWORDS]


def _people_in_common(movies: list[int], liked: list[int]) -> dict[int, list[str]]:
    """Names of those who took part in a film and in a liked one in the same role, by the film's id."""
    credits = Credit.objects.filter(movie__in=[*movies, *liked]).order_by("-role", "position", "pk")
    rows = list(credits.values_list("movie", "person", "role", "person__name"))
    of_liked = {(person, role) for movie, person, role, _ in rows if movie in liked}
    names: dict[int, list[str]] = {}
    for movie, person, role, name in rows:
        if (person, role) in of_liked and name not in names.setdefault(movie, []):
            names[movie].append(name)
    return names
