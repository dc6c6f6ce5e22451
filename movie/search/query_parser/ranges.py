"""Reads when a film was made and how long it lasts: in figures, in words, compared with another film."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...lookup import people
from ...models import Movie
from ...text import WORD, stopwords
from ...text.language import is_listed
from .bounds import Bound, refusal_before
from .fillers import SMALL, trimmed
from .genres import begins_with_genre, ends_with_kind, names_films, speaks_of_films
from .prompt import TAKEN, Prompt, phrases

OLD = 1980  # "an old film" is from before
RECENT = 10  # years
CENTURY = 2000
YEARS_AROUND, MINUTES_AROUND = 3, 10
SHORT, NOT_LONG, SHORT_FILM, LONG = 95, 125, 45, 135  # minutes
LEAST_FIGURE, MOST_FIGURE = 40, 240  # minutes that are said without the word
MOST_HOURS = 5  # "between 2 and 3 hours"; larger figures are minutes
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
ROUGHLY = Bound(below=True, above=True)
SPANS = ("between", "bounded", "decade", "year", "named")
PLAIN = frozenset(  # of any film
    """
    short long good old nice best top new newest oldest works either genre nuevo nuevas mejores viejo viejas
    cualquiera cualquier genero throwback year ano por fa
    """.split()  # noqa: SIM905
)
SHORT_REQUEST = 16  # words
# What tells when a story happens, and not of what year a film is.
OF_STORY = re.compile(
    r"\b(?:about|sobre|acerca|set|ambientad\w+|transcurr\w+|takes? place|during|durante|whose|who|where|donde"
    r"|cuy[ao]"
    r"|in which|en (?:el|la) que|trat\w+)\b"
)
OF_STORY_NOW = re.compile(r"(?:in|en|during|durante)\b")
OF = re.compile(
    r"(\w+) (?:of|del?)(?: (?:the|l[ao]s|el|anos|decada|mediados|principios|finales|de))* [\w']+$"
)
# "I was born in 1990, a film of that year".
THAT_YEAR = re.compile(
    r"\b(?:films?|movies?|pelis?|peliculas?|una?|one|something|algo|released)\b[^.]*"
    r"\b(?:(?:that|the same|my birth|birth) year|(?:ese|aquel|el|dicho)(?: mismo)? ano|de (?:ahi|entonces))\b"
)


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
    for match in list(prompt.find("between_lengths")):
        least = int(_number(match["from"]))
        ranges.runtime_from = least * 60 if least <= MOST_HOURS else least
        ranges.runtime_to = _minutes(match)
        prompt.take(*match.span())
    for match in list(prompt.find("length")):
        refusal = refusal_before(prompt.folded, match.start())
        bound = Bound.said(match, refused=refusal is not None)
        if bound is None and not trimmed(prompt.folded[: match.start()] + prompt.folded[match.end() :]):
            bound = None if TAKEN in prompt.folded else ROUGHLY
        if bound and _may_be_minutes(match):
            low, high = bound.around(_minutes(match), _minutes(match), MINUTES_AROUND)
            ranges.runtime_from = low if low is not None else ranges.runtime_from
            ranges.runtime_to = high if high is not None else ranges.runtime_to
            prompt.take(match.start() if refusal is None else refusal, match.end())


def _may_be_minutes(match: re.Match[str]) -> bool:
    """Whether a figure without a unit is that of a film's length: "under 90"."""
    return not match["figure"] or match.group("less", "more") != (None, None) and _is_length(match["figure"])


def _is_length(figure: str) -> bool:
    return LEAST_FIGURE <= int(figure) <= MOST_FIGURE


def _minutes(match: re.Match[str]) -> int:
    if minutes := match["minutes"] or match.groupdict().get("figure"):
        return int(_number(minutes.split()[-1]))
    hours, rest = (match["hours"] or "1").replace(",", "."), match["rest"]
    half = 30 if match["half"] or match["halved"] else 0
    return int(60 * _number(hours) + (_number(rest.split()[-1]) if rest else 0)) + half


def _number(word: str) -> float:
    return NUMBERS[word] if word in NUMBERS else float(word)


def _take_years(prompt: Prompt, ranges: Ranges) -> None:
    if (place := _heard_at(prompt, "this_century")) is not None:
        if refusal_before(prompt.folded, place) is None:
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
                refusal is not None or _is_plainly(kind, prompt, match) or _is_asked_for(prompt, match)
            ):
                _set_years(ranges, *span, beside=kind in heard)
                heard.append(kind)
                prompt.take(match.start() if refusal is None else refusal, match.end())


def _is_plainly(kind: str, prompt: Prompt, match: re.Match[str]) -> bool:
    """Whether years stand where those of a film do."""
    if kind == "named":
        return False
    behind = prompt.folded[match.end() :]
    ends = kind != "decade" or bool(DECADE_END.match(behind)) or begins_with_genre(behind)
    return ends and _is_of_the_film(prompt.folded, match)


def _is_asked_for(prompt: Prompt, match: re.Match[str]) -> bool:
    """Whether years are those of films in a short request that speaks of films, and not of when a story is
    told to happen: "thrillers the 80s gave us"; or that says nothing else.
    """
    before, behind = prompt.folded[: match.start()], prompt.folded[match.end() :]
    said = {word for word in WORD.findall(f"{before} {behind}") if not word.isdigit()}
    if said <= PLAIN | SMALL | stopwords.EITHER or THAT_YEAR.search(prompt.folded):
        return True
    if len(prompt.words) > SHORT_REQUEST or OF_STORY.search(before) or OF_STORY_NOW.match(match[0]):
        return False
    of = OF.search(prompt.folded[: match.end()])
    return names_films(prompt.whole) and not (of and is_listed(of[1]) and not speaks_of_films(of[1]))


def _heard_at(prompt: Prompt, name: str) -> int | None:
    found = prompt.heard(name)
    return found.start() if found else None


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
    number = int(figure[0]) if figure else _decade(word)
    if number >= 1000:
        return number, 10 if decade or not word.isdigit() else 1
    return number + (2000 if number < 20 else 1900), 1 if number % 10 else 10


def _decade(word: str) -> int:
    word = re.sub(r"^nineteen[ -]", "", word)
    return DECADES[word if word in DECADES else word.removesuffix("s")]


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
