"""Reads one cell of a row: text, names, numbers and dates as people and programs write them."""

import ast
import html
import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from ..text import clean

Cell = Any
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>", re.DOTALL)
COMMENT = "<!--", "-->"
# Python's parser takes a hundred times as much memory as the text of a list.
LONGEST_LITERAL = 500_000
MOST_NAMES = 300
LONGEST_ID = 200
ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
# UTF-8 that somebody read as Windows' Western encoding: "Ã©" for "é", "â€™" for an apostrophe.
MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
PLAIN = re.compile(r"[^<&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfffÃÂâ]*")
MISSING = {"nan", "null", "none", "n/a", "\\n"}
SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "million": 1e6, "billion": 1e9, "millones": 1e6}
# "250.000" as Spanish writes it: whole numbers have no three decimals.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
NOBODY = {"unknown", "desconocido", "various", "varios"}
AMOUNT = re.compile(r"(-?[\d.,]+(?:e[+-]?\d+)?)(k|m|b|million|billion|millones|min|mins|minutes)?", re.I)
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
        with suppress(ValueError):  # the number of a letter may have thousands of digits
            text = html.unescape(text)
    # JSON may hold half a surrogate pair, which no database takes.
    text = text.encode("utf-8", "replace").decode()
    return clean(TAG.sub(" ", _without_comments(text)) if "<" in text else text)


def _without_comments(text: str) -> str:
    """The text without HTML's comments; a regular expression would look for the end of each that has none."""
    begin, end = COMMENT
    kept, place = [], 0
    while (start := text.find(begin, place)) >= 0 and (stop := text.find(end, start)) >= 0:
        kept += [text[place:start], " "]
        place = stop + len(end)
    return "".join([*kept, text[place:]])


def literal(text: str) -> Cell:
    """The list, mapping or number that a JSON or Python text stands for, else the text itself."""
    for parse in (json.loads, ast.literal_eval)[: 2 if len(text) <= LONGEST_LITERAL else 1]:
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
    """A cell as several names, each once, and no more than MOST_NAMES."""
    quick = _quick_names(cell) if isinstance(cell, str) and cell.startswith("[{'") else None
    names = quick or (
        plain_text(part.get("name") if isinstance(part, Mapping) else part) for part in entries(cell)
    )
    return list(islice(dict.fromkeys(name for name in names if name), MOST_NAMES))


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
        return text if "," in text or "|" not in text else ", ".join(map(str.strip, text.split("|")))
    return ", ".join(several(cell))


def identity(cell: Cell) -> str:
    """The id of a row, the same whether it was written as 5, "5" or "5.0"."""
    return plain_text(cell)[:LONGEST_ID].removesuffix(".0")
