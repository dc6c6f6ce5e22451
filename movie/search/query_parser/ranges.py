"""Reads when a film was made and how long it lasts: in figures, in words, compared with another film."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...lookup import people
from ...models import Movie
from .bounds import Bound
from .fillers import trimmed
from .genres import begins_with_genre, ends_with_kind, speaks_of_films
from .prompt import Prompt, phrases

OLD = 1980  # "an old film" is from before
RECENT = 10  # years
CENTURY = 2000
YEARS_AROUND, MINUTES_AROUND = 3, 10
SHORT, NOT_LONG, SHORT_FILM, LONG = 95, 125, 45, 135  # minutes
NUMBERS = {
    **dict.fromkeys(("one", "a", "an", "una"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("ten", "diez", "decade", "decada"), 10),
    **dict.fromkeys(("quarter", "quince", "cuarto"), 15),
    **dict.fromkeys(("twenty", "veinte"), 20),
    **dict.fromkeys(("thirty", "treinta"), 30),
    **dict.fromkeys(("forty", "cuarenta"), 40),
    **dict.fromkeys(("fifty", "cincuenta"), 50),
    **dict.fromkeys(("sixty", "sesenta"), 60),
    **dict.fromkeys(("eighty", "ochenta"), 80),
    **dict.fromkeys(("ninety", "noventa"), 90),
    **dict.fromkeys(("hundred", "cien"), 100),
}
DECADES = {
    **dict.fromkeys(("twenties", "veinte"), 20),
    **dict.fromkeys(("thirties", "treinta"), 30),
    **dict.fromkeys(("forties", "cuarenta"), 40),
    **dict.fromkeys(("fifties", "cincuenta", "cincuentera"), 50),
    **dict.fromkeys(("sixties", "sesenta", "sesentera"), 60),
    **dict.fromkeys(("seventies", "setenta", "setentera"), 70),
    **dict.fromkeys(("eighties", "ochenta", "ochentera"), 80),
    **dict.fromkeys(("nineties", "noventa", "noventera"), 90),
    **dict.fromkeys(("noughties", "dos mil"), 0),
}
FIGURE = re.compile(r"\d+")
FILM = re.compile(r" ?(?:films?|movies?|ones?|pelis?|peliculas?|cine)?(?!\w)")
# Where a part of a prompt begins; words that are said of films alone.
BEGINS = re.compile(
    r"(?:^|[\n.,;:()]|\b(?:and|y|but|pero|or|o|maybe|quizas?|so|then|actually|says?|mejor|entonces|dicen?))"
    r"\s*(?:(?:it'?s|is|es|era|was|que|sean?|una?|an?|the|la|el)\s+)*$"
)
MADE = re.compile(r"(?:made|released|shot|filmed|movies?|films?|pelis?|peliculas?|cine|estrenad|hech|rodad)")
# What may follow a decade that is a film's; or a genre does.
DECADE_END = re.compile(
    r" *(?:$|[\n.,;:!?)]|(?:but|and|or|with|about|without|please|then|instead)\b"
    r"|(?:pero|con|y|e|o|u|sin|sobre|que|por favor|mejor|entonces)\b"
    r"|(?:\w+ )?(?:films?|movies?|classics?|cinema|flicks?)\b)"
)
OF_DECADE = re.compile(r"\b(?:los|the|decada)\b")
# "Late 80s": where in ten years that begins, and how many years it is.
PART_OF_DECADE = (
    (re.compile(r"\b(?:early|principios|comienzos|inicios|first half|primera mitad|primeros)\b"), 0, 5),
    (re.compile(r"\b(?:mid|mediados)\b"), 3, 5),
    (re.compile(r"\b(?:late|fines|finales|second half|segunda mitad)\b"), 5, 5),
)
SPANS = ("between", "bounded", "decade", "year")
PLAIN = frozenset(("short", "long", "good", "old", "nice", "best", "top"))  # of any film


@dataclass
class Ranges:
    """Years and minutes; `compares` where they come from another film, `unknown` where its length is."""

    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None
    runtime_to: int | None = None
    compares: bool = False
    unknown: bool = False


def take_ranges(prompt: Prompt, film: Movie | None) -> Ranges:
    """When and how long, as a prompt says; `film` is what an older or shorter one is compared with."""
    ranges = Ranges()
    if not prompt.is_long:
        _take_length(prompt, ranges)
        _take_years(prompt, ranges)
        _take_compared_years(prompt, ranges, film)
        _take_compared_length(prompt, ranges, film)
    return ranges


def _take_length(prompt: Prompt, ranges: Ranges) -> None:
    for match in list(prompt.find("length")):
        if bound := Bound.said(match):
            low, high = bound.around(_minutes(match), _minutes(match), MINUTES_AROUND)
            ranges.runtime_from = low if low is not None else ranges.runtime_from
            ranges.runtime_to = high if high is not None else ranges.runtime_to
            prompt.take(*match.span())


def _minutes(match: re.Match[str]) -> int:
    if minutes := match["minutes"]:
        return int(_number(minutes.split()[-1]))
    hours, rest = (match["hours"] or "1").replace(",", "."), match["rest"]
    half = 30 if match["half"] or match["halved"] else 0
    return int(60 * _number(hours) + (_number(rest.split()[-1]) if rest else 0)) + half


def _number(word: str) -> float:
    return NUMBERS[word] if word in NUMBERS else float(word)


def _take_years(prompt: Prompt, ranges: Ranges) -> None:
    if prompt.heard("this_century"):
        ranges.year_from = CENTURY
    if prompt.heard("last_century"):
        ranges.year_from, ranges.year_to = CENTURY - 100, CENTURY - 1
    _take_age(prompt, ranges)
    heard: list[str] = []
    for kind in SPANS:
        for match in prompt.found(kind):
            behind = prompt.folded[match.end() :]
            if kind == "decade" and not (DECADE_END.match(behind) or begins_with_genre(behind)):
                continue
            if (span := _span(kind, match)) and _is_of_the_film(prompt.folded, match):
                _set_years(ranges, *span, beside=kind in heard)
                heard.append(kind)
                prompt.take(*match.span())


def _take_age(prompt: Prompt, ranges: Ranges) -> None:
    """Take how long ago a film was made."""
    for name, attribute in (("within", "year_from"), ("ago", "year_to")):
        for match in list(prompt.find(name)):
            if _is_of_the_film(prompt.folded, match):
                years = next(filter(None, match.groups()))
                setattr(ranges, attribute, date.today().year - int(_number(years)))
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


def _is_of_the_film(folded: str, match: re.Match[str]) -> bool:
    """Whether years are those of the film: "a 1999 thriller", not "the war of 1914"."""
    before = folded[: match.start()]
    if phrases("story").search(before):
        return False
    return bool(
        PLAIN.issuperset(trimmed(before).split())
        or BEGINS.search(before)
        or MADE.match(match[0])
        or speaks_of_films(before)
        or ends_with_kind(before)
        or people.everybody().called(before, slips=False)
    )


def _span(kind: str, match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """The first and last year of what was found; None for a figure that nothing bounds."""
    said = match[0]
    if kind == "bounded":
        bound = Bound.said(match)
        return bound and bound.around(*_years(match["when"], said, kind), YEARS_AROUND)
    parts = [part for part in match.groups() if part] or [said]
    if kind == "between":
        return _years(parts[0], said, kind)[0], _years(parts[1], said, kind)[1]
    return _years(parts[0], said, kind)


def _years(word: str, said: str, kind: str) -> tuple[int, int]:
    """The first and last year that a figure or a decade means."""
    first, length = _first_year(word, kind == "decade")
    if kind == "year" or kind == "between" and FIGURE.fullmatch(word):
        length = 1
    if kind in ("year", "bounded") and first % 10 == 0 and OF_DECADE.search(said):
        length = 10  # "de los 2000"
    for part, start, years in PART_OF_DECADE if length == 10 else ():
        if part.search(said):
            first, length = first + start, years
    return first, first + length - 1


def _first_year(word: str, decade: bool) -> tuple[int, int]:
    """The year, or the first one of a decade, and how many years that is."""
    figure = FIGURE.search(word)
    number = int(figure[0]) if figure else DECADES[word]
    if number >= 1000:
        return number, 10 if decade or not word.isdigit() else 1
    return number + (2000 if number < 20 else 1900), 10


def _take_compared_years(prompt: Prompt, ranges: Ranges, film: Movie | None) -> None:
    year = film.year if film else None
    if prompt.heard("not_old"):
        ranges.year_from = ranges.year_from or OLD
    elif _heard_alone(prompt, "older"):
        ranges.compares = True
        ranges.year_to = ranges.year_to or (year or OLD) - 1
    elif _heard_alone(prompt, "newer"):
        ranges.compares = True
        ranges.year_from = ranges.year_from or (year + 1 if year else date.today().year - RECENT)
    elif prompt.heard("old"):
        ranges.year_to = ranges.year_to or OLD - 1
    elif prompt.heard("recent"):
        ranges.year_from = ranges.year_from or date.today().year - RECENT


def _heard_alone(prompt: Prompt, name: str) -> bool:
    """Whether a comparison is of films: "older", not "an older brother"."""
    for match in list(prompt.find(name)):
        film = FILM.match(prompt.folded, match.end())
        if prompt.ends_at(film.end() if film else match.end()):
            prompt.take(match.start(), match.end())
            return True
    return False


def _take_compared_length(prompt: Prompt, ranges: Ranges, film: Movie | None) -> None:
    minutes = getattr(film, "runtime", None)
    for name, attribute, step in (("shorter", "runtime_to", -1), ("longer", "runtime_from", 1)):
        if _heard_alone(prompt, name):
            ranges.compares = True
            if getattr(ranges, attribute) is None:  # else "shorter, under 90 minutes" says how much
                ranges.unknown = not minutes
                setattr(ranges, attribute, minutes + step if minutes else None)
            return
    if ranges.runtime_from is None and prompt.heard("long"):
        ranges.runtime_from = LONG
    for name, most in (("shorts", SHORT_FILM), ("short", SHORT)):
        if ranges.runtime_to is None and (match := prompt.heard(name)):
            ranges.runtime_to = NOT_LONG if re.search(r"long|larg", match[0]) else most
