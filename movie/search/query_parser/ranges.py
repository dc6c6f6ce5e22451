"""Reads when a film was made and how long it lasts: in figures, in words, compared with another film."""

import re
from dataclasses import dataclass
from datetime import date

from ...lookup import people
from ...models import Movie
from .genres import speaks_of_films
from .prompt import Prompt, phrases

OLD = 1980  # "an old film" is from before
RECENT = 10  # years
CENTURY = 2000
SHORT, NOT_LONG, SHORT_FILM = 95, 125, 45  # minutes
ROUGHLY = 10
NUMBERS = {
    **dict.fromkeys(("one", "a", "an", "una"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
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
    r"(?:^|[\n.,;:()]|\b(?:and|y|but|pero|or|o|maybe|quizas?))\s*(?:(?:it'?s|is|es|era|was|una?|an?|the|la|el)\s+)*$"
)
MADE = re.compile(r"(?:made|released|shot|filmed|movies?|films?|pelis?|peliculas?|cine|estrenad|hech|rodad)")
LESS = re.compile(
    r"(?<!no )(?<!not )\b(?:under|below|less than|shorter than|menos de|mas cort[ao]s? (?:que|de)|por debajo"
    r")\b|\bno llegue a\b"
)
MORE = re.compile(
    r"(?<!no )(?<!not )\b(?:over|above|more than|longer than|mas de|mas larg[ao]s? (?:que|de))\b"
)
OF_DECADE = re.compile(r"\b(?:los|the|decada)\b")
SPANS = ("between", "before", "after", "since", "decade", "year")


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
        minutes = _minutes(match) + _strictly(match[0])
        if match["more"] or match["roughly"]:
            ranges.runtime_from = minutes - (ROUGHLY if match["roughly"] else 0)
        if not match["more"]:
            ranges.runtime_to = minutes + (ROUGHLY if match["roughly"] else 0)
        prompt.take(*match.span())


def _strictly(said: str) -> int:
    """Less than 90 minutes are at most 89, more than 90 at least 91."""
    return -1 if LESS.search(said) else 1 if MORE.search(said) else 0


def _minutes(match: re.Match[str]) -> int:
    if match["ninety"]:
        return 90
    if minutes := match["minutes"] or match["minutes2"]:
        return int(_number(minutes.split()[-1]))
    hours = (match["hours"] or match["hours2"]).replace(",", ".")
    return (
        int(60 * _number(hours))
        + int(match["rest"] or match["rest2"] or 0)
        + (30 if match["half"] or match["halved"] else 0)
    )


def _number(word: str) -> float:
    return NUMBERS[word] if word in NUMBERS else float(word)


def _take_years(prompt: Prompt, ranges: Ranges) -> None:
    if prompt.heard("this_century"):
        ranges.year_from = CENTURY
    if prompt.heard("last_century"):
        ranges.year_from, ranges.year_to = CENTURY - 100, CENTURY - 1
    for kind in SPANS:
        for match in list(prompt.find(kind)):
            if _is_of_the_film(prompt.folded, match):
                parts = [part for part in match.groups() if part] or [match[0]]
                low, high = _span(kind, parts, match[0])
                ranges.year_from = low if low is not None else ranges.year_from
                ranges.year_to = high if high is not None else ranges.year_to
                prompt.take(*match.span())


def _is_of_the_film(folded: str, match: re.Match[str]) -> bool:
    """Whether years are those of the film: "a 1999 thriller", not "the war of 1914"."""
    before = folded[: match.start()]
    if phrases("story").search(before):
        return False
    return bool(
        BEGINS.search(before)
        or MADE.match(match[0])
        or speaks_of_films(before)
        or people.everybody().called(before, slips=False)
    )


def _span(kind: str, parts: list[str], said: str) -> tuple[int | None, int | None]:
    """The first and last year of what was found."""
    first, length = _first_year(parts[0], kind == "decade")
    length = 1 if kind == "year" else length
    if kind == "year" and first % 10 == 0 and OF_DECADE.search(said):
        length = 10  # "de los 2000"
    if kind == "between":
        return first, _first_year(parts[1], False)[0]
    if kind == "before":
        return None, first - 1
    if kind in ("after", "since"):
        return first + (length if kind == "after" else 0), None
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
    if _heard_alone(prompt, "older"):
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
            if minutes:
                setattr(ranges, attribute, minutes + step)
            elif getattr(ranges, attribute) is None:
                ranges.unknown = True
            return
    for name, most in (("shorts", SHORT_FILM), ("short", SHORT)):
        if ranges.runtime_to is None and (match := prompt.heard(name)):
            ranges.runtime_to = NOT_LONG if re.search(r"long|larg", match[0]) else most
