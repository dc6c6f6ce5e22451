"""Reads one cell of a row: text, names, numbers and dates as people and programs write them."""

import ast
import html
import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from ..models import RUNTIMES
from ..text import clean

Cell = Any
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
YEAR = re.compile(r"\b(18[789]\d|19\d\d|20\d\d|21\d\d)\b")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->", re.DOTALL)
ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
# UTF-8 that somebody read as Windows' Western encoding: "Ã©" for "é", "â€™" for an apostrophe.
MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
PLAIN = re.compile(r"[^<&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfffÃÂâ]*")
MISSING = {"nan", "null", "none", "n/a", "\\n"}
SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "million": 1e6, "billion": 1e9, "millones": 1e6}
# "250.000" as Spanish writes it: whole numbers have no three decimals.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
# Of a Spanish date: "25 de mayo de 1979".
SPANISH_DATE = re.compile(r"(\d{1,2})(?: de)? ([a-z]+)\.?(?:,| de| del)? (\d{4})", re.I)
MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
NOBODY = {"unknown", "desconocido", "various", "varios"}
AMOUNT = re.compile(r"(-?[\d.,]+(?:e[+-]?\d+)?)(k|m|b|million|billion|millones|min|mins|minutes)?", re.I)
# Without blanks: 142, 142.0, 142min, 2h22min, 2horasy22minutos, 142', and ISO 8601's PT2H22M.
HOURS = r"(\d{1,2}(?:[.,]\d{1,2})?)(?:h|hrs?|hours?|horas?)\.?(?:,|y|and)?"
MINUTES = r"(\d{1,5}(?:[.,]\d{1,2}|\.0+|\.\d{4,})?)(?:(?:m|mins?|minutes?|minutos?|['’′])\.?(?:,|y|and)?|$)"
SECONDS = r"(\d{1,6}(?:\.\d+)?)(?:s|secs?|seconds?|segundos?)\.?"
LENGTH = re.compile(rf"(?:pt)?(?:{HOURS})?(?:{MINUTES})?(?:{SECONDS})?", re.I)
CLOCK = re.compile(r"0?(\d):([0-5]\d)(?::([0-5]\d))?")  # 1:42:00, 1:42
# One entry of a list of mappings, and the name in it: of {'id': 31, 'name': "Tom O'Hara", …}
ENTRY = re.compile(r"\{[^{}]*\}")
NAME = re.compile(r"""['"]name['"]: ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def plain_text(cell: Cell) -> str:
    """A cell as one text without markup or control characters; "nan", "null" and "N/A" are empty."""
    text = whole_text(cell)
    return "" if text.casefold() in MISSING else text


def whole_text(cell: Cell) -> str:
    """The same, but of the words for nothing only "nan" is empty: films are called None, and Null.

    A list of one text is that text; other lists, and mappings, are none.
    """
    text = cell if isinstance(cell, str) else _text_of(cell)
    if not PLAIN.fullmatch(text):
        text = _mended(text)
    text = text.strip()
    return "" if text.casefold() in ("nan", "\\n") else text


def _text_of(cell: Cell) -> str:
    if isinstance(cell, list | tuple):
        return str(cell[0]) if len(cell) == 1 and isinstance(cell[0], str) else ""
    return "" if cell is None or isinstance(cell, Mapping) or cell != cell else str(cell)


def _mended(text: str) -> str:
    if MOJIBAKE.search(text):
        with suppress(UnicodeError):
            text = text.encode("cp1252").decode()
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text)
    # JSON may hold half a surrogate pair, which no database takes.
    text = text.encode("utf-8", "replace").decode()
    return clean(TAG.sub(" ", text) if "<" in text else text)


def literal(text: str) -> Cell:
    """The list, mapping or number that a JSON or Python text stands for, else the text itself."""
    for parse in (json.loads, ast.literal_eval):
        with suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return parse(text)
    return text


def entries(cell: Cell) -> list[Cell]:
    """A cell as a list: one, the text of a JSON or Python list, or names between commas."""
    if isinstance(cell, str) and cell.strip()[:1] in ("[", "{"):
        text = cell.strip()
        cell = literal(text)
        if cell is text and text[0] == "[" and text[-1] == "]":
            cell = text[1:-1]  # the names in it have no quotes
    if isinstance(cell, Mapping):
        return [cell]
    return list(cell) if isinstance(cell, list | tuple) else re.split(r"[,;|]", plain_text(cell))


def several(cell: Cell) -> list[str]:
    """A cell as several names, each once."""
    quick = _quick_names(cell) if isinstance(cell, str) and cell.startswith("[{'") else None
    names = quick or (
        plain_text(part.get("name") if isinstance(part, Mapping) else part) for part in entries(cell)
    )
    return list(dict.fromkeys(name for name in names if name))


def _quick_names(text: str) -> list[str] | None:
    """The names in the text of a Python list of mappings, where a look at it is enough: a parser is slow."""
    found = ENTRY.findall(text)
    if len(text) - sum(map(len, found)) != 2 * len(found) or "\\" in text:
        return None
    names = [NAME.search(entry) for entry in found]
    return [plain_text(name[1][1:-1]) for name in names] if all(names) else None


def number(cell: Cell) -> float | None:
    """A cell as a number: "28,341,469", "$1.5M", "7,5" and "142 min" are; "", "N/A" and "abc" are None."""
    if isinstance(cell, bool):
        return None
    scale = 1.0
    if isinstance(cell, str):
        try:  # a million times in a large file: suppress() would take as long again
            return _finite(float(cell))
        except ValueError:
            pass
        found = AMOUNT.fullmatch(re.sub(r"[\s$€]|US\$|USD", "", cell))
        if not found:
            return None
        cell, scale = _with_point(found[1]), SCALES.get((found[2] or "").casefold(), 1.0)
    try:
        return _finite(float(cell) * scale)
    except (TypeError, ValueError, OverflowError):
        return None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _with_point(digits: str) -> str:
    """The digits with a point before the decimals: of "1.234,5" and "1,234.5" the last sign is that."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if digits.count(".") > 1 or (point >= 0 and comma > point):
        return digits.replace(".", "").replace(",", ".")
    decimal = point < 0 and digits.count(",") == 1 and len(digits) - comma <= 3
    return digits.replace(",", "." if decimal else "")


def whole(cell: Cell) -> int | None:
    """A cell as a whole number that is not negative, and that SQLite can hold."""
    value = number(_without_dots(cell))
    return int(value) if value is not None and 0 <= value < 2**31 else None


def money(cell: Cell) -> int | None:
    """A budget or a revenue; zero says that it is unknown."""
    value = number(_without_dots(cell))
    return round(value) if value is not None and 0 < value < 2**63 else None


def _without_dots(cell: Cell) -> Cell:
    return cell.replace(".", "") if isinstance(cell, str) and THOUSANDS.fullmatch(cell.strip()) else cell


def millions(cell: Cell) -> int | None:
    """A budget or a revenue that is written in millions."""
    value = number(cell)
    return money(value * 1e6) if value is not None else None


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
    return int(found[1]) if found else None


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
    if not found or found[2][:3].casefold() not in MESES:
        return text
    return f"{found[1]}/{MESES.index(found[2][:3].casefold()) + 1}/{found[3]}"


def _in_the_past(found: date, form: str) -> date:
    """A date of two digits for the year is of the last hundred years."""
    late = form.endswith("%y") and found > date.today()
    return found.replace(year=found.year - 100) if late else found


def vote(cell: Cell) -> float | None:
    """A vote between 0 and 100."""
    value = number(str(cell).partition("/")[0] if isinstance(cell, str) else cell)
    return value if value is not None and 0 <= value <= 100 else None


def identifier(cell: Cell) -> int | None:
    """A TMDB id; 0 is none."""
    value = number(cell)
    return int(value) if value and value == int(value) and 0 < value < 2**31 else None


def imdb_identifier(cell: Cell) -> str | None:
    """An IMDb id such as tt0078748."""
    text = plain_text(cell)
    return text if re.fullmatch(r"tt\d{7,10}", text) else None


def imdb_number(cell: Cell) -> str | None:
    """An IMDb id of which only the number is written, as MovieLens does."""
    value = identifier(cell)
    return f"tt{value:07}" if value else None


def joined(cell: Cell) -> str:
    """A cell of one or several names as one text."""
    if isinstance(cell, str) and cell.strip()[:1] not in ("[", "{"):
        text = plain_text(cell)
        return text if "," in text or "|" not in text else re.sub(r"\s*\|\s*", ", ", text)
    return ", ".join(several(cell))


def identity(cell: Cell) -> str:
    """The id of a row, the same whether it was written as 5, "5" or "5.0"."""
    return re.sub(r"\.0$", "", plain_text(cell))
