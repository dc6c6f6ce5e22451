"""Whether what visitors type first is answered as they would expect.

tests/prompts/visitors.*.jsonl are asked of the sample in their language, requests.*.jsonl and those of
requests.second to requests.fifth of TMDB 5000. A line's `expect` names films by their titles there, or says
what the first five obey, every one or most of them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .measures import Measured, lines

FIRST_FIVE = 5


def first_requests(name: str, language: str, use: str) -> Measured:
    """The requests of a set in a language that are tuned on ("tune") or only reported ("report"), and how
    many are answered.
    """
    from django.utils import translation

    from movie.search.fallback import answer

    asked = [line for line in lines(f"{name}.{language}.jsonl") if line["use"] == use]
    with translation.override(language):
        wrong = [line["prompt"] for line in asked if not _is_right(line["expect"], answer(line["prompt"]))]
    return Measured(len(asked) - len(wrong), len(asked), wrong)


def _is_right(expect: dict[str, Any], found: Any) -> bool:
    movies = [match.movie for match in found.matches]
    told = {"absent": bool(found.absent), "nothing": not found.fits, "answered": found.fits}
    return all(
        told[kind] if kind in told else _check(kind, movies, wanted) for kind, wanted in expect.items()
    )


def _titles(movies: Iterable[Any]) -> list[str]:
    from movie.text import fold

    return [fold(movie.shown.title) for movie in movies]


def _genres(movie: Any) -> set[str]:
    return {*movie.shown.genres, *movie.genres}


def _people(movie: Any) -> set[str]:
    return set(movie.credits.values_list("person__name", flat=True))


def _one_of(number: int) -> Callable[[list[Any], list[str]], bool]:
    from movie.text import fold

    return lambda movies, wanted: not set(map(fold, wanted)).isdisjoint(_titles(movies[:number]))


def _all_of(movies: list[Any], wanted: list[str]) -> bool:
    from movie.text import fold

    return set(map(fold, wanted)) <= set(_titles(movies))


def _none_of(movies: list[Any], wanted: list[str]) -> bool:
    from movie.text import fold

    return set(map(fold, wanted)).isdisjoint(_titles(movies))


def _within(name: str) -> Callable[[Any, list[int]], bool]:
    return lambda movie, ends: ends[0] <= (getattr(movie, name) or -1) <= ends[1]


# What one film obeys.
OBEYS: dict[str, Callable[[Any, list], bool]] = {
    "titles": lambda movie, wanted: not _none_of([movie], wanted),
    "not_titles": lambda movie, wanted: _none_of([movie], wanted),
    "genres": lambda movie, wanted: not _genres(movie).isdisjoint(wanted),
    "all_genres": lambda movie, wanted: _genres(movie).issuperset(wanted),
    "not_genres": lambda movie, wanted: _genres(movie).isdisjoint(wanted),
    "people": lambda movie, wanted: not _people(movie).isdisjoint(wanted),
    "not_people": lambda movie, wanted: _people(movie).isdisjoint(wanted),
    "years": _within("year"),
    "runtime": _within("runtime"),
    "rating": lambda movie, least: (movie.vote_average or 0) >= least,
}


def _obeying(movies: list[Any], conditions: dict[str, list]) -> int:
    """How many of the first five obey all conditions."""
    return sum(
        all(OBEYS[name](movie, wanted) for name, wanted in conditions.items())
        for movie in movies[:FIRST_FIVE]
    )


def _every(movies: list[Any], conditions: dict[str, list]) -> bool:
    return bool(movies) and _obeying(movies, conditions) == len(movies[:FIRST_FIVE])


def _most(movies: list[Any], conditions: dict[str, list]) -> bool:
    return bool(movies) and _obeying(movies, conditions) > len(movies[:FIRST_FIVE]) // 2


# What a list obeys; a condition for one film is one for each of the first five.
CHECKS: dict[str, Callable[[list[Any], Any], bool]] = {
    "first": lambda movies, wanted: _one_of(1)(movies, wanted),
    "not_first": lambda movies, wanted: not _one_of(1)(movies, wanted),
    "top3": lambda movies, wanted: _one_of(3)(movies, wanted),
    "among": lambda movies, wanted: _one_of(wanted[0])(movies, wanted[1]),
    "top10": _all_of,
    "every": _every,
    "most": _most,
    "not_titles": _none_of,
}


def _check(name: str, movies: list[Any], wanted: Any) -> bool:
    return CHECKS[name](movies, wanted) if name in CHECKS else _every(movies, {name: wanted})
