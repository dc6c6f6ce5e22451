"""Whether what visitors type first is answered as they would expect.

tests/prompts/visitors.*.jsonl are asked of the sample in their language, requests.*.jsonl of TMDB 5000. A
line's `expect` names films by their titles there, or says what the first five obey.
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
        told[kind] if kind in told else CHECKS[kind](movies, wanted) for kind, wanted in expect.items()
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


def _five(obeys: Callable[[Any, list], bool]) -> Callable[[list[Any], list], bool]:
    return lambda movies, wanted: bool(movies) and all(obeys(movie, wanted) for movie in movies[:FIRST_FIVE])


def _within(name: str) -> Callable[[Any, list[int]], bool]:
    return lambda movie, ends: ends[0] <= (getattr(movie, name) or -1) <= ends[1]


CHECKS: dict[str, Callable[[list[Any], list], bool]] = {
    "first": lambda movies, wanted: _one_of(1)(movies, wanted),
    "not_first": lambda movies, wanted: not _one_of(1)(movies, wanted),
    "top3": lambda movies, wanted: _one_of(3)(movies, wanted),
    "top10": _all_of,
    "not_titles": _none_of,
    "genres": _five(lambda movie, wanted: not _genres(movie).isdisjoint(wanted)),
    "all_genres": _five(lambda movie, wanted: _genres(movie).issuperset(wanted)),
    "not_genres": _five(lambda movie, wanted: _genres(movie).isdisjoint(wanted)),
    "people": _five(lambda movie, wanted: not _people(movie).isdisjoint(wanted)),
    "not_people": _five(lambda movie, wanted: _people(movie).isdisjoint(wanted)),
    "years": _five(_within("year")),
    "runtime": _five(_within("runtime")),
}
