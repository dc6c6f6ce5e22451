"""Hears when a film was made and how long it lasts, in figures, in words and compared with another film."""

import re
from dataclasses import dataclass
from datetime import date

from ...models import Movie
from .said import Said

OLD = 1980  # "an old film" is from before
RECENT = 10  # years
SHORT, NOT_LONG, SHORT_FILM = 95, 125, 45  # minutes
ROUGHLY = 10
NUMBERS = {
    **{
        "one": 1,
        "a": 1,
        "an": 1,
        "una": 1,
        "un": 1,
        "two": 2,
        "dos": 2,
        "three": 3,
        "tres": 3,
        "four": 4,
        "cuatro": 4,
    },
    **{
        "ninety": 90,
        "noventa": 90,
        "hundred": 100,
        "cien": 100,
        "eighty": 80,
        "ochenta": 80,
        "sixty": 60,
        "sesenta": 60,
    },
}
DECADES = {
    **{
        "twenties": 20,
        "thirties": 30,
        "forties": 40,
        "fifties": 50,
        "sixties": 60,
        "seventies": 70,
        "eighties": 80,
        "nineties": 90,
    },
    **{
        "veinte": 20,
        "treinta": 30,
        "cuarenta": 40,
        "cincuenta": 50,
        "sesenta": 60,
        "setenta": 70,
        "ochenta": 80,
        "noventa": 90,
    },
    **{"cincuentera": 50, "sesentera": 60, "setentera": 70, "ochentera": 80, "noventera": 90},
}
YEAR = r"(?P<{}>(?:18[89]|19\d|20\d)\d)"
DECADE = rf"(?P<{{0}}>(?:18|19|20)\d0(?='?s?\b)|'?\d0(?!\d)|{'|'.join(sorted(DECADES, key=len, reverse=True))})(?:'?s)?"
THE = r"(?:the |los |el |la |las )?(?:early |late |mid[- ]|principios de los |finales de los |anos |decada de (?:los )?|year |ano )*(?:los )?"
YEARS = tuple(
    re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
    for pattern in (
        rf"(?:(?:made|released|shot|filmed|from|anywhere|estrenad[ao]s?|hech[ao]s?|rodad[ao]s?) )*(?:between|entre|from|de|del|desde)(?: el| los| las)? {YEAR.format('low')} (?:and|y|to|a|al|hasta|until|-)(?: el| los)? {YEAR.format('high')}|{YEAR.format('low2')} ?[-–] ?{YEAR.format('high2')}",
        rf"(?:(?:made|released|shot|filmed|anything|estrenad[ao]s?|hech[ao]s?|rodad[ao]s?) )*(?:before|until|up to|older than|earlier than|prior to|antes de|antes del|anterior(?:es)? al?|hasta|mas antigu[ao]s? que|mas viej[ao]s? que) {THE}(?:{YEAR.format('before')}|{DECADE.format('before_decade')})",
        rf"(?:(?:made|released|shot|filmed|anything|estrenad[ao]s?|hech[ao]s?|rodad[ao]s?) )*(?:after|newer than|later than|despues de|despues del|posterior(?:es)? al?|mas nuev[ao]s? que|mas recientes? que|mas modern[ao]s? que) {THE}(?:{YEAR.format('after')}|{DECADE.format('after_decade')})",
        rf"(?:since|desde|a partir de|a partir del) {THE}{YEAR.format('since')}(?: on(?:wards)?| en adelante)?|(?:from|de) {YEAR.format('since2')} (?:on(?:wards)?|en adelante|up)",
        rf"(?:(?:made|released|shot|filmed|movies?|films?|something|anything|pelis?|peliculas?|cine|algo|estrenad[ao]s?|hech[ao]s?|rodad[ao]s?|one|ones|una|otra) )*(?:from|of|made in|released in|shot in|filmed in|in the year|de|del|estrenad[ao]s? en|hech[ao]s? en|rodad[ao]s? en) {THE}{YEAR.format('year')}(?!'?s)|(?:movies?|films?|pelis?|peliculas?) {YEAR.format('year2')}",
        rf"(?:(?:made|released|shot|filmed|movies?|films?|something|anything|pelis?|peliculas?|cine|algo|estrenad[ao]s?|hech[ao]s?|rodad[ao]s?|one|ones|una|otra) )*(?:from|of|made in|in|released in|shot in|de|del|en|estrenad[ao]s? en|hech[ao]s? en|rodad[ao]s? en)?(?<!set in) ?(?:the |los |las? )(?:early |late |mid[- ]|anos |decada de (?:los )?)*(?:los )?{DECADE.format('decade')}(?= *(?:$|[\n.,;:!?]|(?:but|and|with|about|pero|con|y|sobre|please|por favor|in|en|films?|movies?|classic|sci|horror|comed|thrill|action|drama|de|cinema)))|{DECADE.format('decade2')}(?= (?:movies?|films?|classics?|horror|comed|thrill|action|drama|sci|romance|western|cinema))|(?P<decade3>(?:cincuent|sesent|setent|ochent|novent)era)s?",
    )
)
STORY = re.compile(
    r"(?:set|takes place|taking place|happens|ambientad[ao]s?|transcurre|situad[ao]s?|que pasa|life|story|lives?|living|back)(?: back)? (?:in|en|during|durante)? ?$"
)
HOURS = r"(?P<hours>\d(?:[.,]5)?|one|an|a|two|three|four|una|dos|tres|cuatro) ?(?:hours?|hrs?|h|horas?)(?P<half>(?: and a half| y media)|(?: (?:and |y )?(?P<rest>\d\d?) ?(?:m|min|mins|minutes|minutos)?))?"
MINUTES = r"(?P<minutes>\d{2,3}|ninety|noventa|a hundred|cien|eighty|ochenta|sixty|sesenta) ?(?:minutes?|mins?|minutos?|')"
HALF = r"(?P<ninety>(?:an |one )?hour and a half|(?:una )?hora y media)"
LENGTH = re.compile(
    rf"(?<!\w)(?:(?:that'?s |that is |which is |lasts?|que (?:dure|duren|sea)|dure|duracion|of|de) )*"
    rf"(?P<way>under|below|less than|shorter than|no (?:more|longer) than|not (?:more|longer) than|at most|max(?:imum)?(?: of)?|within|up to|menos de|mas cort[ao]s? (?:que|de)|no mas de|como (?:mucho|maximo)|maximo|hasta|por debajo de|que no (?:pase|dure mas) de|(?P<more>over|above|more than|longer than|at least|mas de|mas larg[ao]s? (?:que|de)|por lo menos|al menos|minimo)|(?P<roughly>about|around|roughly|approximately|unos?|unas|alrededor de|como de|aproximadamente))"
    rf" (?:de )?(?:{HALF}|{HOURS}|{MINUTES})(?: long| de duracion| or (?:so|less)| o menos| maximo| max| tops)?"
)


@dataclass
class Bounds:
    """Years and minutes; `compares` where they come from another film, `unknown` where its length is."""

    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None
    runtime_to: int | None = None
    compares: bool = False
    unknown: bool = False


def take_bounds(said: Said, film: Movie | None, before: int | None, after: int | None) -> Bounds:
    """When and how long, as a turn says; `film` is what an older or shorter one is compared with.

    A turn that asks for older ones although no film after `before` was wished for wants still older ones,
    which the caller has made `film` for.
    """
    bounds = Bounds()
    if said.is_long:
        return bounds
    _take_length(said, bounds)
    _take_years(said, bounds)
    _take_compared_years(said, bounds, film, before, after)
    _take_compared_length(said, bounds, film)
    return bounds


def _take_length(said: Said, bounds: Bounds) -> None:
    for match in list(LENGTH.finditer(said.folded)):
        minutes = _minutes(match)
        if minutes is None:
            continue
        if match["more"] or match["roughly"]:
            bounds.runtime_from = minutes - (ROUGHLY if match["roughly"] else 0)
        if not match["more"]:
            bounds.runtime_to = minutes + (ROUGHLY if match["roughly"] else 0)
        said.take(*match.span())


def _minutes(match: re.Match[str]) -> int | None:
    if match["ninety"]:
        return 90
    if match["minutes"]:
        word = match["minutes"].split()[-1]
        return int(word) if word.isdigit() else NUMBERS[word]
    hours = match["hours"].replace(",", ".")
    minutes = 60 * (NUMBERS[hours] if hours in NUMBERS else float(hours))
    if match["rest"]:
        return int(minutes + int(match["rest"]))
    return int(minutes + (30 if match["half"] else 0))


def _take_years(said: Said, bounds: Bounds) -> None:
    for pattern in YEARS:
        for match in list(pattern.finditer(said.folded)):
            if STORY.search(said.folded[: match.start()]):
                continue
            low, high = _span({name: value for name, value in match.groupdict().items() if value})
            bounds.year_from = low if low is not None else bounds.year_from
            bounds.year_to = high if high is not None else bounds.year_to
            said.take(*match.span())


def _span(parts: dict[str, str]) -> tuple[int | None, int | None]:
    """The first and last year of what was found."""
    kind, value = next(iter(parts.items()))
    if kind.startswith("low"):
        return int(value), int(list(parts.values())[1])
    decade = kind.split("_")[-1].startswith("decade")
    first = _decade(value) if decade else int(value)
    if kind.startswith("before"):
        return None, first - 1
    if kind.startswith("after"):
        return first + (10 if decade else 1), None
    if kind.startswith("since"):
        return first, None
    return first, first + (9 if decade else 0)


def _decade(word: str) -> int:
    word = word.strip("'s") if word[0].isdigit() or word[0] == "'" else word
    number = DECADES[word] if word in DECADES else int(word)
    if number >= 100:
        return number
    return number + (2000 if number < 20 else 1900)


def _take_compared_years(
    said: Said, bounds: Bounds, film: Movie | None, before: int | None, after: int | None
) -> None:
    year = film.year if film else None
    if _heard_alone(said, "older"):
        bounds.compares = True
        bounds.year_to = bounds.year_to or (year - 1 if year else (before or OLD) - 1)
    elif _heard_alone(said, "newer"):
        bounds.compares = True
        bounds.year_from = bounds.year_from or (year + 1 if year else after or date.today().year - RECENT)
    elif said.heard("old"):
        bounds.year_to = bounds.year_to or OLD - 1
    elif said.heard("recent"):
        bounds.year_from = bounds.year_from or date.today().year - RECENT


def _heard_alone(said: Said, name: str) -> bool:
    """Whether a comparison is of films: "older", not "an older brother"."""
    for match in list(said.find(name)):
        film = re.compile(r" ?(?:films?|movies?|ones?|pelis?|peliculas?|cine)?(?!\w)").match(
            said.folded, match.end()
        )
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
