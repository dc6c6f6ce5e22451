"""Reads JSON, a list of films such as the workshop's or an object around it, and JSON Lines."""

import io
from collections.abc import Iterator
from typing import Any, TextIO

from ...errors import CatalogueError
from .encodings import marked_encoding
from .opening import File
from .pieces import CHUNK, LONGEST_FILM, Pieces, TooLong, loads, within_limit
from .rows import Row

# Of an object whose films lie in columns, which is read as a whole: what is in it takes more memory than its
# text, a number or a bracket many times as much.
LONGEST_OBJECT = 100_000_000
MOST_VALUES = 1_500_000
SURELY = 1_000  # objects in a list: it is that of the films
LONGEST_OTHERS = 100_000


def read(file: File) -> Iterator[Row]:
    """Rows of the list, numbered from 1, or of the lines; what is no object is a problem."""
    encoding = marked_encoding(file) or "utf-8"
    try:
        with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
            start = text.read(CHUNK).lstrip()
            if not start and not text.read(1):
                return
            if not start.startswith("{"):
                yield from _numbered(Pieces(text, start).items())
                return
            alone = _first_line(start)
            if alone is not None and ("\n" in start.strip() or _within(alone) is None):
                yield from _of_lines(start, text)
                return
        yield from _numbered(_films_of_object(file, encoding))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{file} is no JSON list of films: {error}") from error


def _first_line(start: str) -> Any:
    """What the first line holds; None where that goes on in the next one."""
    try:
        return loads(start.partition("\n")[0])
    except ValueError:
        return None


def _numbered(items: Iterator[tuple[object, int]]) -> Iterator[Row]:
    for number, (item, size) in enumerate(items, start=1):
        yield _row(number, item, size)


def _row(line: int, item: object, size: int) -> Row:
    if isinstance(item, dict):
        return Row(line, _unwrapped(item), size=size)
    return Row(line, problem="it is no object with a title", size=size)


def _unwrapped(item: dict[str, Any]) -> dict[str, Any]:
    """The film in {"rank": 1, "movie": {"title": …}}, as lists of other programs wrap it."""
    if any(str(name).casefold() == "title" for name in item):
        return item
    wrapped = [name for name, value in item.items() if isinstance(value, dict) and "title" in value]
    if len(wrapped) != 1:
        return item
    return {name: value for name, value in item.items() if name != wrapped[0]} | item[wrapped[0]]


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
    for _ in pieces.items():
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
    for item, _ in pieces.items():
        objects += isinstance(item, dict)
        others += not isinstance(item, dict)
        if others == 0 and objects == SURELY:
            break
        if others > LONGEST_OTHERS:
            raise TooLong("a list of other things than films")
    return 0 if others else objects


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
        return Row(number, problem=f"it is no JSON ({error})")


def _films_of(found: Any) -> list[Any]:
    films = _within(found)
    return [found] if films is None else films


def _within(found: Any) -> list[Any] | None:
    """The films of {"movies": […]}, or of pandas' {"title": {"0": …}, …}; None where it is a film itself."""
    if not isinstance(found, dict) or not found:
        return None
    if all(isinstance(column, dict) for column in found.values()):
        places = dict.fromkeys(place for column in found.values() for place in column)
        return [{name: column.get(place) for name, column in found.items()} for place in places]
    lists = [value for value in found.values() if isinstance(value, list) and _are_objects(value)]
    return max(lists, key=len) if lists and "title" not in {str(name).casefold() for name in found} else None


def _are_objects(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) for item in items)
