"""Reads JSON, a list of films such as the workshop's or an object around it, and JSON Lines."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from ...text.number_format import written
from ..headers.names import fields_of
from .encodings import marked_encoding
from .pieces import CHUNK, LONGEST_FILM, Pieces, TooLong, loads, values, within_limit
from .rows import Row
from .shapes import alike, films_in, flat, is_named_list, is_of_others, marked, names_title
from .tables import has_title, told_apart
from .unpacking import File

# Of an object whose films lie in columns, which is read as a whole: what is in it takes more memory than its
# text, a number or a bracket many times as much.
LONGEST_OBJECT = 100_000_000
MOST_VALUES = 1_500_000
SURELY = 1_000  # objects in a list: it is that of the films
LONGEST_OTHERS = 100_000


def read(file: File, columns: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of the list, numbered from 1, or of the lines; what is no object is a problem.

    `columns` name the places in a list of lists, which else its first list does.
    """
    encoding = marked_encoding(file) or "utf-8"
    try:
        with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
            start = text.read(CHUNK).lstrip()
            if not start and not text.read(1):
                return
            if not start.startswith("{"):
                yield from _numbered(_of_lists(Pieces(text, start)), columns)
                return
            alone = _first_line(start)
            if alone is not None and ("\n" in start.strip() or _within(alone) is None):
                yield from _of_lines(start, text)
                return
        yield from _numbered(_films_of_object(file, encoding))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(
            _("%(file)s is no JSON list of films: %(error)s") % {"file": file, "error": error}
        ) from error


def _first_line(start: str) -> Any:
    """What the first line holds; None where that goes on in the next one."""
    try:
        return loads(start.partition("\n")[0])
    except ValueError:
        return None


def _numbered(items: Iterator[tuple[object, int]], columns: Sequence[str] = ()) -> Iterator[Row]:
    names = list(columns)
    for number, (item, size) in enumerate(items, start=1):
        if isinstance(item, list) and (
            names or has_title(item)
        ):  # lists in a list, the first of which has names
            if names:
                yield _row(number, dict(zip(names, item, strict=False)), size)
            names = names or told_apart(item)
        else:
            yield _row(number, item, size)


def _row(line: int, item: object, size: int) -> Row:
    if isinstance(item, dict):
        return Row(line, flat(item), size=size)
    return Row(line, problem=_("it is no object with a title"), size=size)


def _of_lists(pieces: Pieces) -> Iterator[tuple[object, int]]:
    """The items of a list, and of those that follow it where files were put one behind the other; for an
    answer of several pages the films of each.
    """
    yield from _of_pages(pieces.items())
    while pieces.at("["):
        yield from _of_pages(pieces.items())


def _of_pages(items: Iterator[tuple[object, int]]) -> Iterator[tuple[object, int]]:
    for item, size in items:
        around = isinstance(item, dict) and (not any(map(fields_of, item)) or is_named_list(item))
        films = _within(item) if around else None
        yield from ((film, size // len(films)) for film in films) if films else [(item, size)]


def _films_of_object(file: File, encoding: str) -> Iterator[tuple[object, int]]:
    """The films of the longest list in an object and of those like it, read one by one; else those of the
    object as a whole.
    """
    with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
        one, others = _of_the_longest(Pieces(text))
    with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
        if one is not None:
            yield from _of_lists_with(one, others, Pieces(text))
            return
        films = [film for found in values(_whole(text)) for film in _films_of(found)]
        yield from ((film, LONGEST_FILM // max(20, len(films))) for film in films)


def _of_lists_with(one: object, others: set[str], pieces: Pieces) -> Iterator[tuple[object, int]]:
    """The items of all lists whose first is like this one, in an object and in those behind it; but not of
    those under the names of `others`.
    """
    while pieces.at("{"):
        for name in pieces.names():
            if not pieces.at("["):
                pieces.value()
                continue
            taken = False if name in others else None
            for item, size in pieces.items():
                taken = alike(item, one) if taken is None else taken
                if taken:
                    yield marked(name, item), size


def _of_the_longest(pieces: Pieces) -> tuple[object | None, set[str]]:
    """The first object of the list with the most objects, and nothing but objects, and the names of what is
    none; None where there is no such list, what is around it is a film itself, or films name what another
    list has.
    """
    longest, first = 0, None
    others: set[str] = set()
    for name in pieces.names():
        if name.casefold() in ("title", "included"):
            return None, others
        try:
            length, item = _objects_in(pieces) if pieces.at("[") else (0, pieces.value())
        except TooLong:
            return None, others
        if length and is_named_list(item):
            return None, others
        if not length or is_of_others(name, item):
            others.add(name)
            continue
        if length > longest:
            longest, first = length, item
        if length >= SURELY:
            break
    return first, others


def _objects_in(pieces: Pieces) -> tuple[int, object]:
    """How many objects are in a list, counted as far as it takes to be sure, and the first; 0 where there is
    anything else.

    Raises TooLong for a long list that is none of films.
    """
    objects = others = 0
    first: object = None
    for item, _size in pieces.items():
        first = item if objects + others == 0 else first
        objects += isinstance(item, dict)
        others += not isinstance(item, dict)
        if others == 0 and objects == SURELY:
            break
        if others > LONGEST_OTHERS:
            raise TooLong(_("a list of other things than films"))
    titled = isinstance(first, dict) and names_title(first)
    return objects if not others and (titled or objects == SURELY) else 0, first


def _whole(text: TextIO) -> str:
    whole = within_limit(text.read(LONGEST_OBJECT + 1), LONGEST_OBJECT)
    if sum(map(whole.count, ",{[")) > MOST_VALUES:
        raise ValueError(
            _("one object has more than %(most)s values; save the films as a list")
            % written(most=MOST_VALUES)
        )
    return whole


def _of_lines(start: str, file: TextIO) -> Iterator[Row]:
    for number, line in enumerate(_lines(start, file), start=1):
        if line.strip():
            yield _line(number, line)


def _lines(start: str, file: TextIO) -> Iterator[str]:
    """Lines end at line feeds alone: texts may hold what else Python takes for the end of one."""
    rest = start
    while chunk := file.read(CHUNK):
        *lines, rest = within_limit(rest + chunk, LONGEST_FILM + CHUNK).split("\n")
        yield from lines
    yield from rest.split("\n")


def _line(number: int, line: str) -> Row:
    try:
        return _row(number, loads(line), len(line))
    except (ValueError, RecursionError) as error:
        return Row(number, problem=_("it is no JSON (%(error)s)") % {"error": error})


def _films_of(found: Any) -> list[Any]:
    films = _within(found)
    return [found] if films is None else films


def _within(found: Any) -> list[Any] | None:
    """The films of an object around them, of whatever shape; None where it is a film itself."""
    return None if not isinstance(found, dict) or not found else films_in(found)
