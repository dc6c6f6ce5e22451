"""Reads years, dates and running times as people and programs write them."""

import math
import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product

from babel.dates import get_month_names

from ..models import RUNTIMES
from ..text import fold
from .values import Cell, plain_text

# Which of two numbers is the day is asked elsewhere.
NUMERIC = ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d/%m/%y", "%m/%d/%y")
MONTH_FIRST = tuple(sorted(NUMERIC, key=lambda form: not form.startswith("%m")))
YEAR_DIGITS = r"(?:18[789]|19\d|20\d|21\d)\d"
YEAR = re.compile(rf"(?<!\d){YEAR_DIGITS}(?!\d)")
# "1990s", "die 1990er", "des années 1990", "década de 1990": ten years, of which none is certain.
DECADE = re.compile(
    r"\d0(?:['’]?s|er[ns]?|-?tal\w*)\b|\b(?:decad\w*|decenni\w*|annees|anos|anni|anys|jaren|lata|jahrzehnt\w*)"
    r"\W+(?:\w{1,3}\W+)?\d{3}0\b"
)
# "2017–", "(2010–2015)": the years of a series.
RUNNING = re.compile(rf"\(?{YEAR_DIGITS}\s*(?:[–—]\s*(?:{YEAR_DIGITS})?|-)\s*\)?")
# Of the names of columns, and of months.
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ca", "nl", "pl", "sv", "ru")
WORDS = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d+")
# What stands behind a date and is none of it: "(United States)", "[1]", the time of day.
BESIDE = re.compile(r"\s*(?:[(\[].*|(?<=\d)(?:T|\s)\d{1,2}:\d\d.*)$", re.S)
# "1999-00-00", "1999-05-00", "1999-05", "05/1999", "??/??/1999", "1999": the certain part of a date.
PART = r"(?:\d\d?|XX|\?\??)"
PARTIAL = re.compile(
    rf"(?:{YEAR_DIGITS})(?:\.0)?(?:[-/.]{PART}){{0,2}}|{PART}[-/.](?:{PART}[-/.])?{YEAR_DIGITS}", re.I
)
EPOCH = 10**10  # milliseconds since 1970, as pandas writes dates into JSON: more than a year has in digits
DOUBT = re.compile(r"^\?+(?=\d)|(?<=\d)\?+$")
ROUND = re.compile(r"(?:\b(?:c(?:irca|a)?\.?|about|hacia)|~)\s*(?=\d)", re.I)
# Without blanks: 142, 142.0, 142min, 2h22min, 2horasy22minutos, 142', and ISO 8601's PT2H22M.
HOURS = (
    r"(\d{1,2}(?:[.,]\d{1,2})?)(?:h|hrs?|hours?|horas?|hores|heures?|std|stunden?|ore?|u|uur|uren|godz\w{0,3}"
    r"|tim\w{0,3}|час\w{0,2}|ч)\.?(?:,|y|e|et|and|und)?"
)
MINUTES = (
    r"(\d{1,5}(?:[.,]\d{1,2}|\.0+|\.\d{4,})?)"
    r"(?:(?:m|mn|mins?|minut\w{0,2}|мин\w{0,2}|['’′])\.?(?:,|y|e|et|and|und)?|$)"
)
SECONDS = r"(\d{1,6}(?:\.\d+)?)(?:s|secs?|seconds?|segundos?)\.?"
LENGTH = re.compile(rf"(?:pt|ca?\.?|circa|aprox\.?|~)?(?:{HOURS})?(?:{MINUTES})?(?:{SECONDS})?", re.I)
CLOCK = re.compile(r"0?(\d):([0-5]\d)(?::([0-5]\d))?")  # 1:42:00, 1:42


def minutes(cell: Cell) -> int | None:
    """A running time in minutes: "142", "142 min", "2 h 22 min", "PT142M", "1:42:00".

    None where it is none, or too short or too long for a film: "2 Seasons", 0, 5,400.
    """
    text = re.sub(r"\s|[(\[].*", "", str(cell), flags=re.S)
    found = CLOCK.fullmatch(text) or LENGTH.fullmatch(text)
    if isinstance(cell, bool) or not (found and any(found.groups())):
        return None
    hours, some, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    return _of_a_film(hours * 60 + some + seconds / 60)


def minutes_of(cell: Cell, parts: int) -> int | None:
    """A running time in minutes, of one in units of which so many are a minute: seconds, milliseconds."""
    try:
        return _of_a_film(float(cell) / parts)
    except (TypeError, ValueError, OverflowError):
        return None


def _of_a_film(length: float) -> int | None:
    return round(length) if RUNTIMES[0] <= round(length) <= RUNTIMES[1] else None


def year(cell: Cell) -> int | None:
    """The year in a cell such as 1999, "1999.0", "(1999)" or "1999-03-31"; "1990s" is none."""
    text = str(cell if cell is not None else "")
    found = YEAR.search(text)
    return None if not found or (len(text) > 4 and DECADE.search(fold(text))) else int(found[0])


def day(cell: Cell, *, month_first: bool = False) -> date | None:
    """The date in a cell; day before month where both readings fit, unless `month_first`."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, int | float) and EPOCH <= abs(cell) < math.inf:
        with suppress(OverflowError):
            return date(1970, 1, 1) + timedelta(milliseconds=cell)
    text = plain_text(cell)[:60]
    if text[4:5] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text[:10])
    text = BESIDE.sub("", text).strip()
    if WORDS.search(text):
        return _with_month_in_words(text)
    text = re.sub(r"[-.\s]+", "/", text)
    for form in MONTH_FIRST if month_first else NUMERIC:
        with suppress(ValueError):
            return _in_the_past(datetime.strptime(text, form).date(), short="y" in form)
    return None


def certain_year(cell: Cell) -> int | None:
    """The year of a date of which no more is certain: "1999", "1999-05", "1999-00-00", "mayo de 1999"."""
    text = DOUBT.sub("", ROUND.sub("", BESIDE.sub("", plain_text(cell)[:60].strip(" ()[]"))))
    if PARTIAL.fullmatch(text) or (_month_in(text) and len(DIGITS.findall(text)) < 3):
        return year(text)
    return year(text) if len(DIGITS.findall(plain_text(cell)[:60])) == 1 and len(text) < 5 else None


def _month_in(text: str) -> int:
    """The month that is written out in a date; 0 where there is none, or more than one."""
    words = [fold(word) for word in WORDS.findall(text)]
    found = {number for word in words if (number := _months().get(word[:4]) or _months().get(word[:3]))}
    return found.pop() if len(found) == 1 else 0


@cache
def _months() -> dict[str, int]:
    """How the months begin in all languages, where that is how one alone begins."""
    found: dict[str, set[int]] = {}
    for language, width, context in product(LANGUAGES, ("wide", "abbreviated"), ("format", "stand-alone")):
        for number, name in get_month_names(width, context, language).items():
            for length in (3, 4):
                found.setdefault(fold(name)[:length], set()).add(number)
    return {begins: numbers.pop() for begins, numbers in found.items() if len(numbers) == 1}


def _with_month_in_words(text: str) -> date | None:
    """The date of "25 de mayo de 1979", "May 25th, 1979", "Friday, 25. Mai 1979", "25-May-79"."""
    month, numbers = _month_in(text), DIGITS.findall(text)
    if not month or len(numbers) != 2:
        return None
    first, second = numbers if len(numbers[0]) < 3 else numbers[::-1]
    if len(second) not in (2, 4):
        return None
    with suppress(ValueError):
        short = len(second) == 2
        whole = int(second) + (2000 if short else 0)
        return _in_the_past(date(whole, month, int(first)), short=short)
    return None


def _in_the_past(found: date, *, short: bool) -> date:
    """A date of two digits for the year is of the last hundred years."""
    late = short and found > date.today() + timedelta(days=1)
    return found.replace(year=found.year - 100) if late else found
