"""Reads JSON, a list of films such as the workshop's or an object around it, and JSON Lines."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from .encodings import marked_encoding
from .opening import File
from .pieces import CHUNK, LONGEST_FILM, Pieces, TooLong, loads, within_limit
from .rows import Row
from .shapes import films_in, flat, names_title
from .tables import has_title, told_apart

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
                yield from _numbered(Pieces(text, start).items(), columns)
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


def _films_of_object(file: File, encoding: str) -> Iterator[tuple[object, int]]:
    """The films of the longest list in an object, read one by one; else those of the object as a whole."""
    with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
        name = _longest_list(Pieces(text))
    with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
        if name is None:
            films = _films_of(loads(_whole(text)))
            yield from ((film, LONGEST_FILM // max(20, len(films))) for film in films)
            return
        pieces = Pieces(text)
        for found in pieces.names():
            if found == name:
                yield from pieces.items()
                return
            _pass_over(pieces)


def _pass_over(pieces: Pieces) -> None:
    if not pieces.at_list():
        pieces.value()
        return
    for _item in pieces.items():
        pass


def _longest_list(pieces: Pieces) -> str | None:
    """The name of the list with the most objects, and nothing but objects; None where there is none, or the
    object is a film itself.
    """
    lengths: dict[str, int] = {}
    for name in pieces.names():
        if name.casefold() == "title":
            return None
        try:
            if pieces.at_list():
                lengths[name] = _objects_in(pieces)
            else:
                pieces.value()
        except TooLong:
            return None
        if lengths.get(name, 0) >= SURELY:
            return name
    return max((name for name, length in lengths.items() if length), key=lengths.__getitem__, default=None)


def _objects_in(pieces: Pieces) -> int:
    """How many objects are in a list, counted as far as it takes to be sure; 0 where there is anything else.

    Raises TooLong for a long list that is none of films.
    """
    objects = others = 0
    titled = False
    for item, _size in pieces.items():
        objects += isinstance(item, dict)
        others += not isinstance(item, dict)
        titled = titled or (objects == 1 and others == 0 and names_title(item))
        if others == 0 and objects == SURELY:
            break
        if others > LONGEST_OTHERS:
            raise TooLong("a list of other things than films")
    return objects if not others and (titled or objects == SURELY) else 0


def _whole(text: TextIO) -> str:
    whole = within_limit(text.read(LONGEST_OBJECT + 1), LONGEST_OBJECT)
    if sum(map(whole.count, ",{[")) > MOST_VALUES:
        raise ValueError(f"one object has more than {MOST_VALUES:,} values; save the films as a list")
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
