"""Reads a JSON list of films, such as the workshop's, one film at a time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ...errors import CatalogueError
from .rows import Row

CHUNK = 1 << 20
DECODER = json.JSONDecoder()


def read(path: Path) -> Iterator[Row]:
    """Rows of the list, numbered from 1; an item that is no object is a problem."""
    with path.open(encoding="utf-8-sig") as file:
        try:
            for number, item in enumerate(_items(file), start=1):
                if isinstance(item, dict):
                    yield Row(number, item)
                else:
                    yield Row(number, problem="it is no object with a title")
        except (ValueError, RecursionError) as error:
            raise CatalogueError(f"{path} is no JSON list of films: {error}") from error


def _items(file: TextIO) -> Iterator[object]:
    """The items of the list, without holding the whole file in memory.

    Raises ValueError where the text is no list, or ends in the middle of one.
    """
    buffer = file.read(CHUNK).lstrip()
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
            more = file.read(CHUNK)
            if not more:
                raise
            buffer += more
            continue
        yield item
        buffer = buffer[end:]
