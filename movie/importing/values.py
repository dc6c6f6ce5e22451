"""Reads one cell of a row: texts, and lists of names, as people and programs write them."""

import ast
import html
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from ..text import clean
from .amounts import number

Cell = Any
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>", re.DOTALL)
# What stands between these is none of a text.
UNREAD = [
    (re.compile(begin, re.I), re.compile(end, re.I))
    for begin, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
]
# Python's parser takes a hundred times as much memory as the text of a list.
LONGEST_LITERAL = 500_000
MOST_NAMES = 300
LONGEST_ID = 200
ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
# UTF-8 that somebody read as Windows' Western encoding: "Ã©" for "é", "â€™" for an apostrophe.
MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
PLAIN = re.compile(r"[^<&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfffÃÂâ]*")
MISSING = {"nan", "null", "none", "n/a", "na", "#n/a", "\\n", "-", "--", "–", "—", "~", "add a plot"}
LONGEST_MISSING = max(map(len, MISSING))
# Between names: commas and their like; a slash with blanks, as Kodi writes it, is none of a name.
BETWEEN = re.compile(r"[,;|\n]|\s/\s")
OTHER_COMMA = re.compile(r"[|\n]")
# FilmAffinity's "Drama. Fantástico": a point behind a word, before a capital.
POINT = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZÁÉÍÓÚ])")
# Of two words at least, alone or the first of several.
PERSON = re.compile(r"\s*[A-ZÀ-ÞЀ-Я][^\s,;\d]*(?: [^\s,;\d]+){0,3} [A-ZÀ-ÞЀ-Я][^\s\d]*\s*(?:[,;/]|$)")
# Nobody's names; in a table of what somebody did "Director" is ticked.
NOBODY = {"unknown", "desconocido", "various", "varios", "yes", "no", "sí", "si", "sim", "oui", "ja", "nein"}
# How lists of other programs call the name of a genre, of a keyword, of a person.
NAMED = ("name", "Name", "nameText", "tag", "title", "label", "value", "text")
# What a spreadsheet would run is marked as text by an apostrophe; a text that has one there gets another,
# so that taking it off is safe.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
# One entry of a list of mappings, and the name in it: of {'id': 31, 'name': "Tom O'Hara", …}
ENTRY = re.compile(r"\{[^{}]*\}")
NAME = re.compile(r"""['"]name['"]: ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def as_it_stands(cell: str) -> str | None:
    """A text without markup or odd signs that is no word for nothing; None for any other."""
    text = cell.strip() if PLAIN.fullmatch(cell) else ""
    return text if len(text) > LONGEST_MISSING else None


def plain_text(cell: Cell) -> str:
    """A cell as one text without markup or control characters; "nan", "null" and "N/A" are empty."""
    if type(cell) is str and (text := as_it_stands(cell)):
        return text
    text = whole_text(cell)
    return "" if text.casefold() in MISSING else text


def verbatim(cell: Cell) -> str:
    """A text as it stands, but for blanks around it and what no database takes: half letters, NULs."""
    return cell.encode("utf-8", "replace").decode().replace("\0", "").strip() if isinstance(cell, str) else ""


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
    return clean(TAG.sub(" ", _without_unread(text)) if "<" in text else text)


def _without_unread(text: str) -> str:
    """The text without HTML's comments, scripts and styles; a regular expression would look for the end of
    each that has none.
    """
    for begin, end in UNREAD:
        kept, place = [], 0
        while (start := begin.search(text, place)) and (stop := end.search(text, start.end())):
            kept += [text[place : start.start()], " "]
            place = stop.end()
        text = "".join([*kept, text[place:]]) if kept else text
    return text


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
        if cell is text and text[:2] == "[{":  # cut off, as Excel does with long cells
            found = (literal(entry[0]) for entry in islice(ENTRY.finditer(text), MOST_NAMES))
            cell = [entry for entry in found if isinstance(entry, Mapping)]
        elif cell is text and text[0] == "[" and text[-1] == "]":
            cell = text[1:-1]  # the names in it have no quotes
    if isinstance(cell, Mapping):
        return [cell] if any(name in cell for name in NAMED) else list(cell.values())
    return list(cell) if isinstance(cell, list | tuple) else BETWEEN.split(plain_text(cell))


def several(cell: Cell) -> list[str]:
    """A cell as several names, each once, and no more than MOST_NAMES."""
    quick = _quick_names(cell) if isinstance(cell, str) and cell.startswith("[{'") else None
    names = quick or (
        plain_text(name_in(part) if isinstance(part, Mapping) else part) for part in entries(cell)
    )
    return list(islice(dict.fromkeys(name for name in names if name), MOST_NAMES))


def name_in(part: Mapping[str, Cell]) -> Cell:
    """What a mapping calls the thing that it tells of."""
    found = next((part[name] for name in NAMED if part.get(name)), None)
    return name_in(found) if isinstance(found, Mapping) else found


def _quick_names(text: str) -> list[str] | None:
    """The names in the text of a Python list of mappings, where a look at it is enough: a parser is slow."""
    found = ENTRY.findall(text)
    if len(text) - sum(map(len, found)) != 2 * len(found) or "\\" in text:
        return None
    names = [NAME.search(entry) for entry in found]
    return [plain_text(name[1][1:-1]) for name in names] if all(names) else None


def genres(cell: Cell) -> str:
    """A cell of genres, between which there may be points, as one text."""
    return POINT.sub(", ", joined(cell))


def joined(cell: Cell) -> str:
    """A cell of one or several names as one text; a number is no name."""
    if isinstance(cell, str) and cell.strip()[:1] not in ("[", "{"):
        text = plain_text(cell)
        if "," not in text and ("|" in text or "\n" in text):
            text = ", ".join(filter(None, map(str.strip, OTHER_COMMA.split(text))))
        return text if number(text) is None else ""
    return ", ".join(name for name in several(cell) if number(name) is None)


def marked(cell: Any) -> Any:
    """A cell as it is written: a text that a spreadsheet would take for a formula behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unmarked(cell: str) -> str:
    """The text that such a cell stands for."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell
