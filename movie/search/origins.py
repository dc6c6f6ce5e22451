"""Says which films come from a country, a part of the world, or were made in a language."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from ..text.origins import countries_of, home, is_language, split_countries, spoken_in


class Origin(NamedTuple):
    """Where a film comes from, as far as that is known."""

    language: str  # that it was made in; "" where nobody knows
    countries: frozenset[str]


@lru_cache(maxsize=4096)
def origin(language: str, countries: str) -> Origin:
    """The origin that a film's two fields tell; films of one origin share it."""
    return Origin(language, frozenset(split_countries(countries)))


def coming_from(known: Collection[Origin], wanted: Iterable[str], loosely: bool = False) -> set[Origin]:
    """The known origins of films that are of any of those that are wanted.

    A film of a country is one that was made there, in a language that is spoken there: what others have made
    with money from there is of it `loosely`, or where nothing else is.
    """
    found: set[Origin] = set()
    for each in wanted:
        surely = set() if loosely else {one for one in known if _is_of(one, each)}
        found |= surely or {one for one in known if _is_partly_of(one, each)}
    return found


def _is_of(one: Origin, wanted: str) -> bool:
    if is_language(wanted):
        return one.language == wanted
    there = one.countries & countries_of(wanted)
    return _comes_home(one, wanted) if not one.countries else any(_is_spoken(one, each) for each in there)


def _is_partly_of(one: Origin, wanted: str) -> bool:
    if is_language(wanted):
        return one.language == wanted
    return (
        not one.countries.isdisjoint(countries_of(wanted)) or not one.countries and _comes_home(one, wanted)
    )


def _is_spoken(one: Origin, country: str) -> bool:
    languages = spoken_in(country)
    return not (one.language and languages) or one.language in languages


def _comes_home(one: Origin, wanted: str) -> bool:
    """Whether the language alone tells the country: most who speak Danish live in Denmark."""
    return {home(one.language), one.language.upper()}.intersection(countries_of(wanted)) != set()
