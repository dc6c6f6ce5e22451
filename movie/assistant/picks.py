"""Reads which films a chat model picks, and why, while it is still writing."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

MOST_PICKS = 5
LONGEST_ANSWER = 6000  # characters; what comes behind is not read
REASON = {"type": "string"}
PICK = {
    "type": "object",
    "additionalProperties": False,
    "required": ["number", "reason"],
    "properties": {"number": {"type": "integer"}, "reason": REASON},
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["picks"],
    "properties": {"picks": {"type": "array", "items": PICK}},
}
OBJECT = re.compile(r"\{[^{}]*\}")
# "2. a reason", "- [[2]]: a reason", "Film 2 – a reason", "**#2** a reason"
LINE = re.compile(
    r"^[\s>*_•-]*(?:film|movie|number|pick|pel[ií]cula|n[uú]mero)?\s*[\[(#*_]*(\d{1,2})[\])*_]*\s*[.:)–—,-]*\s+(\S.*)$",
    re.IGNORECASE,
)
NUMBERS = ("number", "film", "movie", "id", "numero", "número")
REASONS = ("reason", "why", "because", "text", "razon", "razón", "motivo")


class Pick(NamedTuple):
    """A film by its number in the list that the model was given, and the model's reason for it."""

    number: int
    reason: str


def picks(pieces: Iterable[str]) -> Iterator[Pick | None]:
    """Each pick once its end has come, of an answer in JSON or else in numbered lines.

    None comes while there is nothing new. What is cut in the middle is left out.
    """
    held, read, given = "", 0, 0
    for piece in pieces:
        held += piece
        if len(held) > LONGEST_ANSWER or given == MOST_PICKS:
            break
        yield None
        for pick, end in _whole(held, read):
            read, given = end, given + 1
            yield pick


def _whole(text: str, start: int) -> Iterator[tuple[Pick, int]]:
    """The picks that are complete, each with its end in the text."""
    if "{" in text:
        for found in OBJECT.finditer(text, start):
            if pick := _pick(found[0]):
                yield pick, found.end()
        return
    while (end := text.find("\n", start)) >= 0:
        if line := LINE.match(text[start:end]):
            yield Pick(int(line[1]), line[2]), end + 1
        start = end + 1


def _pick(text: str) -> Pick | None:
    """The pick of a JSON object, whatever its fields are called."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        number = next((found[name] for name in NUMBERS if name in found), None)
        reason = next((found[name] for name in REASONS if name in found), None)
        if isinstance(reason, str) and str(number).strip("[]# ").isdecimal():
            return Pick(int(str(number).strip("[]# ")[:9]), reason)
    return None
