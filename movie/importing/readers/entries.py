"""Reads films written as names with values, entry by entry, or as titles line by line: YAML, notes that
begin with YAML, property lists, RIS, BibTeX, "Title (year) – who directed it".
"""

import plistlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _

from ...errors import CatalogueError, ConfigurationError
from ..dates import YEAR_DIGITS
from ..values import PERSON
from .drawn import LINK
from .encodings import encoding_of
from .limits import MEGABYTE
from .rows import Row
from .shapes import Film, films_in, flat, says_of_films, ungrouped
from .unpacking import File

YAML, REFERENCES, PLIST = {".yml", ".yaml"}, {".ris", ".bib"}, {".plist"}
LISTS = {".md", ".markdown", ".txt"}  # where titles may stand line by line
SUFFIXES = {*YAML, *REFERENCES, *PLIST}
LARGEST = 20 * MEGABYTE
FRONT = re.compile(r"\ufeff?---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.S)  # of a note
LINKED = re.compile(r"!?\[\[(?:[^\]|\n]*\|)?([^\]\n]*)\]\]")  # "[[Ana Ruiz]]", in notes that name others
TITLE = re.compile(
    r"\s*(?:[-*+•]|\d{1,4}[.)])?\s*([^|;\t]+?)\s*[(\[](?:([^()\[\]]+),\s*)?"
    rf"({YEAR_DIGITS})[)\]]\s*(?:[-–—:]\s*([^|;\t]*))?"
)
EMPHASIS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")  # not within "M*A*S*H"
LEAST, MOSTLY = 2, 0.6  # titles, and of the lines that say anything
# RIS's names for what a film has; BibTeX's stand for themselves.
NAMES = {"ti": "title", "t1": "title", "py": "year", "y1": "year", "da": "date", "ab": "abstract"}
NAMES |= {"n2": "abstract", "kw": "keywords", "ur": "url", "au": "director", "a1": "director"}
NAMES |= {"author": "director", "editor": "director", "ty": "type"}
FILMS = {"mpct", "video", "movie", "film", "misc"}  # types that are, or may be
NO_ENTRIES = {"string", "comment", "preamble"}
BEGINS = re.compile(r"^\s*@(\w+)\s*\{", re.M)
LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-\s*(.*)")
LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł"}
LETTER = re.compile(rf"\{{?\\({'|'.join(LETTERS)})(?![a-zA-Z])\s*\}}?")
ACCENT = re.compile(r"\{?\\([`'^\"~=.cvur])\s*\{?\\?(\w)\}?\}?")
ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304"}
ACCENTS |= {".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "r": "\u030a"}
LONGEST_LINE = 500  # characters of a title and what stands beside it
DEEPEST = 50
Entry = dict[str, list[str]]
LONGEST_SHARING = 100_000  # characters of YAML that refers to parts of itself


def begins(start: bytes, suffix: str) -> bool:
    """Whether a file that begins so, and has this suffix, is one of these."""
    if suffix in SUFFIXES or start.startswith(b"bplist00") or b"<!DOCTYPE plist" in start:
        return True
    text = start.decode("utf-8", "replace")
    return suffix in LISTS and bool(FRONT.match(text + "\n---\n") or _titles(text[: text.rfind("\n")]))


def read(file: File) -> Iterator[Row]:
    """A row for each entry, numbered from 1. Raises CatalogueError where nothing can be read."""
    data = file.whole(LARGEST)
    try:
        found = _found(file, data)
        films = films_in(found) or [found] if isinstance(found, Mapping) else found
        if not (isinstance(films, list) and any(isinstance(film, Mapping) for film in films)):
            raise ValueError(_("no films in it"))
        films = ungrouped(films)
    except (ValueError, RecursionError, ExpatError) as error:
        raise CatalogueError(
            _("%(file)s cannot be read: %(error)s.") % {"file": file, "error": error}
        ) from error
    for number, film in enumerate(films, 1):
        problem = "" if isinstance(film, Mapping) else _("it names no film: %(text)s") % {"text": film}
        yield Row(number, {} if problem else flat(film), problem, size=len(data) // len(films))


def _found(file: File, data: bytes) -> Any:
    suffix = file.name[file.name.rfind(".") :].lower()
    if suffix in PLIST or data.startswith((b"bplist00", b"<?xml")):
        return plistlib.loads(data)
    text = data.decode(encoding_of(file), "replace")
    if suffix in YAML:
        return _of_yaml(text)
    if suffix in REFERENCES:
        entries = _of_bibtex(text) if suffix == ".bib" else _of_ris(text)
        return [_told(entry) for entry in entries if entry]
    if not (front := FRONT.match(text)):
        return _titles(text)
    note = _of_yaml(LINKED.sub(r"\1", front[1]))
    return note if isinstance(note, Mapping) and says_of_films(note) else None


def _of_yaml(text: str) -> Any:
    """What YAML holds, each value as it is written: "No" is a title, 1:42:00 a running time.

    Raises ValueError for what is none, and for references within references, or in a long text, which can be
    made to fill a memory.
    """
    try:
        import yaml
    except ImportError as error:
        raise ConfigurationError(_("YAML needs one more package. Run: pip install pyyaml")) from error
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = shared = 0
    try:
        for event in yaml.parse(text, loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                shared = shared or (depth if event.anchor else 0)
            elif isinstance(event, yaml.CollectionEndEvent):
                shared = 0 if shared == depth else shared
                depth -= 1
            elif isinstance(event, yaml.AliasEvent) and (shared or len(text) > LONGEST_SHARING):
                raise ValueError(_("it refers to parts of itself"))
            if depth > DEEPEST:
                raise ValueError(_("brackets within brackets, too deep to be read"))
        found = list(yaml.load_all(text, loader))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    return found[0] if len(found) == 1 else found  # one film a document


def _of_ris(text: str) -> Iterator[Entry]:
    """The values of each entry of RIS by their names; a line without one goes on with the last."""
    entry: Entry = {}
    name = ""
    for line in text.splitlines():
        told = LINE.match(line)
        if told and told[1] == "TY":
            yield entry
            entry, name = {"type": [told[2]]}, "type"
        elif told:
            name = told[1].lower()
            entry.setdefault(name, []).append(told[2])
        elif name and line.strip():
            entry[name][-1] += " " + line.strip()
    yield entry


def _of_bibtex(text: str) -> Iterator[Entry]:
    """The values of each entry of BibTeX by their names."""
    _before, *told = BEGINS.split(text)
    for kind, body in zip(told[::2], told[1::2], strict=True):
        values = (part.partition("=") for part in _parts(body))
        entry = {name.strip().lower(): [value] for name, equals, value in values if equals}
        yield {"type": [kind], **entry} if kind.lower() not in NO_ENTRIES else {}


def _parts(body: str) -> Iterator[str]:
    """What stands between the commas of an entry, up to the bracket that ends it."""
    depth = start = 0
    quoted = False
    for place, sign in enumerate(body):
        depth += (sign == "{") - (sign == "}")
        quoted ^= sign == '"' and depth == 0
        if depth < 0 or (sign == "," and not (depth or quoted)):
            yield body[start:place]
            start = place + 1
        if depth < 0:
            return


def _told(entry: Entry) -> Film:
    """An entry as a film: names of people family first, as both forms write them, are turned."""
    told: Entry = {}
    for name, values in entry.items():
        told.setdefault(NAMES.get(name, name), []).extend(map(_plain, values))
    people = [one for value in told.pop("director", ()) for one in value.split(" and ")]
    kind = "film" if told.pop("type")[0].lower() in FILMS else "book"
    turned = [" ".join(reversed(one.split(", ", 1))) for one in people]
    return {name: ", ".join(values) for name, values in told.items()} | {"director": turned, "type": kind}


def _plain(value: str) -> str:
    """A value without what LaTeX writes about letters, and without brackets or quotes about it."""
    value = LETTER.sub(lambda found: LETTERS[found[1]], " ".join(value.split()).strip('"'))
    value = ACCENT.sub(lambda found: found[2] + ACCENTS[found[1]], value)
    return unicodedata.normalize("NFC", re.sub(r"[{}]|\\(?=\W)", "", value)).strip()


def _titles(text: str) -> list[Film | str]:
    """The films of a list of titles, one a line, with years in brackets, and the lines that are none; nothing
    where it is no such list.
    """
    lines = [EMPHASIS.sub("", LINK.sub(r"\1", line[:LONGEST_LINE])) for line in text.splitlines()]
    lines = [line for line in lines if line.strip(" =-") and not line.startswith("#")]
    if lines and not TITLE.fullmatch(lines[0]):
        lines = lines[1:]  # what the list is called
    found = [TITLE.fullmatch(line) for line in lines]
    if sum(map(bool, found)) < max(LEAST, MOSTLY * len(lines)):
        return []
    return [_titled(one) if one else line for one, line in zip(found, lines, strict=True)]


def _titled(found: re.Match[str]) -> Film:
    """A film of its line; what stands behind it is who directed, or a note."""
    title, by, year, behind = found.groups()
    told = {"director": behind} if PERSON.match(behind or "") else {"director": by, "comment": behind}
    return {"title": title, "year": year, "director": None, "comment": None} | told
