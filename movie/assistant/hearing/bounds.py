"""Hears when a film was made and how long it lasts, in figures, in words and compared with another film."""

import re
from dataclasses import dataclass
from datetime import date

from ...models import Movie
from .said import Said, phrases

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
}
FIGURE = re.compile(r"\d+")
FILM = re.compile(r" ?(?:films?|movies?|ones?|pelis?|peliculas?|cine)?(?!\w)")
SPANS = ("between", "before", "after", "since", "decade", "year")


@dataclass
class Bounds:
    """Years and minutes; `compares` where they come from another film, `unknown` where its length is."""

    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None
    runtime_to: int | None = None
    compares: bool = False
    unknown: bool = False


def take_bounds(said: Said, film: Movie | None) -> Bounds:
    """When and how long, as a turn says; `film` is what an older or shorter one is compared with."""
    bounds = Bounds()
    if not said.is_long:
        _take_length(said, bounds)
        _take_years(said, bounds)
        _take_compared_years(said, bounds, film)
        _take_compared_length(said, bounds, film)
    return bounds


def _take_length(said: Said, bounds: Bounds) -> None:
    for match in list(said.find("length")):
        minutes = _minutes(match)
        if match["more"] or match["roughly"]:
            bounds.runtime_from = minutes - (ROUGHLY if match["roughly"] else 0)
        if not match["more"]:
            bounds.runtime_to = minutes + (ROUGHLY if match["roughly"] else 0)
        said.take(*match.span())


def _minutes(match: re.Match[str]) -> int:
    if match["ninety"]:
        return 90
    if minutes := match["minutes"] or match["minutes2"]:
        return int(_number(minutes.split()[-1]))
    hours = (match["hours"] or match["hours2"]).replace(",", ".")
    return int(60 * _number(hours)) + int(match["rest"] or match["rest2"] or 0) + (30 if match["half"] else 0)


def _number(word: str) -> float:
    return NUMBERS[word] if word in NUMBERS else float(word)


def _take_years(said: Said, bounds: Bounds) -> None:
    if said.heard("this_century"):
        bounds.year_from = CENTURY
    if said.heard("last_century"):
        bounds.year_from, bounds.year_to = CENTURY - 100, CENTURY - 1
    for kind in SPANS:
        for match in list(said.find(kind)):
            if not phrases("story").search(said.folded[: match.start()]):
                low, high = _span(kind, [part for part in match.groups() if part] or [match[0]])
                bounds.year_from = low if low is not None else bounds.year_from
                bounds.year_to = high if high is not None else bounds.year_to
                said.take(*match.span())


def _span(kind: str, parts: list[str]) -> tuple[int | None, int | None]:
    """The first and last year of what was found."""
    first, length = _first_year(parts[0], kind == "decade")
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


def _take_compared_years(said: Said, bounds: Bounds, film: Movie | None) -> None:
    year = film.year if film else None
    if _heard_alone(said, "older"):
        bounds.compares = True
        bounds.year_to = bounds.year_to or (year or OLD) - 1
    elif _heard_alone(said, "newer"):
        bounds.compares = True
        bounds.year_from = bounds.year_from or (year + 1 if year else date.today().year - RECENT)
    elif said.heard("old"):
        bounds.year_to = bounds.year_to or OLD - 1
    elif said.heard("recent"):
        bounds.year_from = bounds.year_from or date.today().year - RECENT


def _heard_alone(said: Said, name: str) -> bool:
    """Whether a comparison is of films: "older", not "an older brother"."""
    for match in list(said.find(name)):
        film = FILM.match(said.folded, match.end())
        if said.ends_at(film.end() if film else match.end()):
            said.take(match.start(), match.end())
            return True
    return False


def _take_compared_length(said: Said, bounds: Bounds, film: Movie | None) -> None:
    minutes = getattr(film, "runtime", None)
    for name, attribute, step in (("shorter", "runtime_to", -1), ("longer", "runtime_from", 1)):
        if _heard_alone(said, name):
            bounds.compares = True
            if minutes:
                setattr(bounds, attribute, minutes + step)
            elif getattr(bounds, attribute) is None:
                bounds.unknown = True
            return
    for name, most in (("shorts", SHORT_FILM), ("short", SHORT)):
        if bounds.runtime_to is None and (match := said.heard(name)):
            bounds.runtime_to = NOT_LONG if re.search(r"long|larg", match[0]) else most
