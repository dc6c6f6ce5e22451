"""Reads JSON, a list of films such as the workshop's or an object around it, and JSON Lines."""

import io
import json
from collections.abc import Iterator
from typing import Any, TextIO

from ...errors import CatalogueError
from .encodings import encoding_of
from .opening import File
from .rows import Row

CHUNK = 1 << 20
# A packed file may unpack to more than any memory.
LONGEST_FILM = 20_000_000
LONGEST_OBJECT = 500_000_000  # of one that holds all films
DECODER = json.JSONDecoder()


def read(file: File) -> Iterator[Row]:
    """Rows of the list, numbered from 1, or of the lines; what is no object is a problem."""
    encoding = encoding_of(file)
    encoding = encoding if encoding.startswith("utf") else "utf-8"
    with file.open() as stream, io.TextIOWrapper(stream, encoding) as text:
        try:
            start = text.read(CHUNK).lstrip()
            if not start and not text.read(1):
                return
            if start.startswith("{"):
                yield from _lines_or_object(start, text)
            else:
                yield from _numbered(_items(start, text))
        except (ValueError, RecursionError) as error:
            raise CatalogueError(f"{file} is no JSON list of films: {error}") from error


def _numbered(items: Iterator[object]) -> Iterator[Row]:
    for number, item in enumerate(items, start=1):
        yield _row(number, item)


def _row(line: int, item: object) -> Row:
    if isinstance(item, dict):
        return Row(line, _unwrapped(item))
    return Row(line, problem="it is no object with a title")


def _unwrapped(item: dict[str, Any]) -> dict[str, Any]:
    """The film in {"rank": 1, "movie": {"title": …}}, as lists of other programs wrap it."""
    if any(str(name).casefold() == "title" for name in item):
        return item
    wrapped = [name for name, value in item.items() if isinstance(value, dict) and "title" in value]
    if len(wrapped) != 1:
        return item
    return {name: value for name, value in item.items() if name != wrapped[0]} | item[wrapped[0]]


def _items(buffer: str, file: TextIO) -> Iterator[object]:
    """The items of the list, without holding the whole file in memory.

    Raises ValueError where the text is no list, or ends in the middle of one.
    """
    if not buffer.startswith("["):
        raise ValueError("it does not begin with [")
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer.startswith("]"):
            return
        try:
            item, end = DECODER.raw_decode(buffer)
        except ValueError:
            # As much again as there is: a long film is not read from its beginning for every piece.
            more = file.read(max(CHUNK, len(buffer)))
            if not more:
                raise
            buffer = _within_limit(buffer + more, LONGEST_FILM)
            continue
        yield item
        buffer = buffer[end:]


def _lines_or_object(start: str, file: TextIO) -> Iterator[Row]:
    """JSON Lines where the first line is an object by itself, else one object with the films within."""
    first = start.partition("\n")[0]
    try:
        alone = json.loads(first)
    except ValueError:
        alone = None
    if alone is None or ("\n" not in start.strip() and _within(alone) is not None):
        whole = start + file.read(LONGEST_OBJECT)
        yield from _numbered(iter(_films_of(json.loads(_within_limit(whole, LONGEST_OBJECT)))))
        return
    for number, line in enumerate(_lines(start, file), start=1):
        if line.strip():
            yield _line(number, line)


def _lines(start: str, file: TextIO) -> Iterator[str]:
    """Lines end at line feeds alone: texts may hold what else Python takes for the end of one."""
    rest = start
    while chunk := file.read(CHUNK):
        *lines, rest = _within_limit(rest + chunk, LONGEST_FILM).split("\n")
        yield from lines
    yield from rest.split("\n")


def _within_limit(text: str, longest: int) -> str:
    if len(text) > longest + CHUNK:
        raise ValueError(f"one entry has more than {longest:,} characters")
    return text


def _line(number: int, line: str) -> Row:
    try:
        return _row(number, json.loads(line))
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
