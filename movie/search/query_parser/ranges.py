"""Reads when a film was made: in figures, in words, compared with another film; how long it lasts, and how it
is rated.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from ...models import Movie
from .bounds import Bound, Ranges, refusal_before
from .lengths import take_compared_length, take_length
from .numbers import decade_of, number_of
from .prompt import Prompt
from .ratings import take_rating
from .year_scope import is_asked_for, is_of_the_film, is_plainly

OLD = 1980  # "an old film" is from before
RECENT = 10  # years
CENTURY = 2000
YEARS_AROUND = 3
FIGURE = re.compile(r"\d+")
OF_DECADE = re.compile(r"\b(?:los|the|decada)\b")
# "Late 80s": where in ten years that begins, and how many years it is.
PART_OF_DECADE = (
    (re.compile(r"\b(?:early|principios|comienzos|inicios|first half|primera mitad|primeros)\b"), 0, 5),
    (re.compile(r"\b(?:mid|mediados)\b"), 3, 5),
    (re.compile(r"\b(?:late|fines|finales|second half|segunda mitad)\b"), 5, 5),
)
SPANS = ("between", "bounded", "decade", "year", "named")


def take_ranges(prompt: Prompt, film: Movie | None) -> Ranges:
    """When, how long, how good, as a prompt says; `film` is what an older or shorter one is compared with."""
    ranges = Ranges()
    if not prompt.is_long:
        take_rating(prompt, ranges)
        take_length(prompt, ranges)
        _take_years(prompt, ranges)
        _take_compared_years(prompt, ranges, film)
        take_compared_length(prompt, ranges, film)
    return ranges


def _take_years(prompt: Prompt, ranges: Ranges) -> None:
    if century := prompt.heard("this_century"):
        if refusal_before(prompt.folded, century.start()) is None:
            ranges.year_from = CENTURY
        else:
            ranges.year_to = CENTURY - 1
    if prompt.heard("last_century"):
        ranges.year_from, ranges.year_to = CENTURY - 100, CENTURY - 1
    _take_age(prompt, ranges)
    heard: list[str] = []
    for kind in SPANS:
        for match in prompt.found(kind):
            refusal = refusal_before(prompt.folded, match.start()) if kind == "bounded" else None
            span = _span(kind, match, refused=refusal is not None)
            if span and (
                refusal is not None or is_plainly(kind, prompt, match) or is_asked_for(prompt, match)
            ):
                _set_years(ranges, *span, beside=kind in heard)
                heard.append(kind)
                prompt.take(match.start() if refusal is None else refusal, match.end())


def _take_age(prompt: Prompt, ranges: Ranges) -> None:
    """Take how long ago a film was made."""
    for name, attribute in (("within", "year_from"), ("ago", "year_to")):
        for match in list(prompt.find(name)):
            if is_of_the_film(prompt.folded, match):
                years = next(filter(None, match.groups()))
                setattr(ranges, attribute, date.today().year - int(number_of(years)))
                prompt.take(*match.span())


def _set_years(ranges: Ranges, low: int | None, high: int | None, beside: bool) -> None:
    """Set what is said: `beside` others of its kind, "the 70s or the 80s", all of them are allowed, beside a
    bound, "nineties but nothing after 1995", what both allow.
    """
    first, last = ranges.year_from, ranges.year_to
    if beside and None not in (low, high, first, last):
        low, high = min(low, first), max(high, last)
    elif not beside:
        both = _pick(max, low, first), _pick(min, high, last)
        low, high = both if None in both or both[0] <= both[1] else (low, high)
    ranges.year_from = low if low is not None else ranges.year_from
    ranges.year_to = high if high is not None else ranges.year_to


def _pick(which: Callable[[Iterable[int]], int], *years: int | None) -> int | None:
    known = [year for year in years if year is not None]
    return which(known) if known else None


def _span(kind: str, match: re.Match[str], refused: bool) -> tuple[int | None, int | None] | None:
    """The first and last year of what was found; None for a figure that nothing bounds."""
    said = match[0]
    if kind == "bounded":
        bound = Bound.said(match, refused=refused)
        return bound and bound.around(*_years(match["when"], said, kind), YEARS_AROUND)
    parts = [part for part in match.groups() if part] or [said]
    if kind == "between":
        return _years(parts[0], said, kind)[0], _years(parts[1], said, kind)[1]
    return _years(parts[0], said, kind)


def _years(word: str, said: str, kind: str) -> tuple[int, int]:
    """The first and last year that a figure or a decade means."""
    first, length = _first_year(word, kind == "decade")
    if (
        kind == "year"
        or kind in ("between", "named")
        and FIGURE.fullmatch(word)
        and (kind == "between" or len(word) > 2)
    ):
        length = 1
    if kind in ("year", "named", "bounded") and first % 10 == 0 and OF_DECADE.search(said):
        length = 10  # "de los 2000"
    for part, start, years in PART_OF_DECADE if length == 10 else ():
        if part.search(said):
            first, length = first + start, years
    return first, first + length - 1


def _first_year(word: str, decade: bool) -> tuple[int, int]:
    """The year, or the first one of a decade, and how many years that is."""
    figure = FIGURE.search(word)
    number = int(figure[0]) if figure else decade_of(word)
    if number >= 1000:
        return number, 10 if decade or not word.isdigit() else 1
    return number + (2000 if number < 20 else 1900), 1 if number % 10 else 10


def _take_compared_years(prompt: Prompt, ranges: Ranges, film: Movie | None) -> None:
    year = film.year if film else None
    if prompt.heard("not_old"):
        ranges.year_from = ranges.year_from or OLD
    elif prompt.heard_alone("older"):
        ranges.compares = True
        ranges.year_to = ranges.year_to or (year or OLD) - 1
    elif prompt.heard_alone("newer"):
        ranges.compares = True
        ranges.year_from = ranges.year_from or (year + 1 if year else date.today().year - RECENT)
    elif old := prompt.heard("old"):
        refusal = refusal_before(prompt.folded, old.start())
        if refusal is None:
            ranges.year_to = ranges.year_to or OLD - 1
        else:
            ranges.year_from = ranges.year_from or OLD
            prompt.take(refusal, old.end())
    elif prompt.heard("recent"):
        ranges.year_from = ranges.year_from or date.today().year - RECENT
