"""Reads years, dates and running times as people and programs write them."""

import re
from contextlib import suppress
from datetime import date, datetime

from ..models import RUNTIMES
from ..text.dates import MESES
from .values import Cell, plain_text

DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%b-%y",
    "%B %d %Y",
    "%b %d %Y",
)
MONTH_FIRST = tuple(sorted(DATE_FORMATS, key=lambda form: not form.startswith("%m")))
YEAR_DIGITS = r"(?:18[789]|19\d|20\d|21\d)\d"
YEAR = re.compile(rf"\b{YEAR_DIGITS}\b")
# "25 de mayo de 1979"
SPANISH_DATE = re.compile(r"(\d{1,2})(?: de)? ([a-z]+)\.?(?:,| de| del)? (\d{4})", re.I)
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MESES, 1)}
# Without blanks: 142, 142.0, 142min, 2h22min, 2horasy22minutos, 142', and ISO 8601's PT2H22M.
HOURS = r"(\d{1,2}(?:[.,]\d{1,2})?)(?:h|hrs?|hours?|horas?)\.?(?:,|y|and)?"
MINUTES = r"(\d{1,5}(?:[.,]\d{1,2}|\.0+|\.\d{4,})?)(?:(?:m|mins?|minutes?|minutos?|['’′])\.?(?:,|y|and)?|$)"
SECONDS = r"(\d{1,6}(?:\.\d+)?)(?:s|secs?|seconds?|segundos?)\.?"
LENGTH = re.compile(rf"(?:pt)?(?:{HOURS})?(?:{MINUTES})?(?:{SECONDS})?", re.I)
CLOCK = re.compile(r"0?(\d):([0-5]\d)(?::([0-5]\d))?")  # 1:42:00, 1:42


def minutes(cell: Cell) -> int | None:
    """A running time in minutes: "142", "142 min", "2 h 22 min", "PT142M", "1:42:00".

    None where it is none, or too short or too long for a film: "2 Seasons", 0, 5,400.
    """
    text = re.sub(r"\s", "", str(cell))
    found = CLOCK.fullmatch(text) or LENGTH.fullmatch(text)
    if isinstance(cell, bool) or not (found and any(found.groups())):
        return None
    hours, some, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    length = round(hours * 60 + some + seconds / 60)
    return length if RUNTIMES[0] <= length <= RUNTIMES[1] else None


def year(cell: Cell) -> int | None:
    """The year in a cell such as 1999, "1999.0", "(1999)" or "1999-03-31"."""
    found = YEAR.search(str(cell if cell is not None else ""))
    return int(found[0]) if found else None


def day(cell: Cell, *, month_first: bool = False) -> date | None:
    """The date in a cell; day before month where both readings fit, unless `month_first`."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = plain_text(cell)[:40]
    if not any(char.isdigit() for char in text):
        return None
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    text = _with_month_number(text)
    for candidate in (text, text[:10]):
        for form in MONTH_FIRST if month_first else DATE_FORMATS:
            with suppress(ValueError):
                return _in_the_past(datetime.strptime(candidate, form).date(), form)
    return None


def _with_month_number(text: str) -> str:
    found = SPANISH_DATE.fullmatch(text)
    month = found and MONTH_NUMBERS.get(found[2][:3].casefold())
    return f"{found[1]}/{month}/{found[3]}" if month else text


def _in_the_past(found: date, form: str) -> date:
    """A date of two digits for the year is of the last hundred years."""
    late = form.endswith("%y") and found > date.today()
    return found.replace(year=found.year - 100) if late else found
