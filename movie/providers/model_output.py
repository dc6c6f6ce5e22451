"""Reads what models write around that which they were asked for."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

# What models that think aloud put before their answer.
THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
OPENINGS = ("<think>", "<thinking>")
BEGINNINGS = {opening[:length] for opening in OPENINGS for length in range(1, len(opening))}


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of an answer without what a model that thinks aloud puts before it."""
    held, begun = "", False
    for piece in pieces:
        if begun:
            yield piece
            continue
        held = THOUGHTS.sub("", (held + piece).lstrip(), count=1).lstrip()
        if held and not held.startswith(OPENINGS) and held not in BEGINNINGS:
            begun = True
            yield held
    if not begun and held and not held.startswith(OPENINGS):
        yield held


def object_in(text: str) -> dict[str, Any] | None:
    """The first JSON object in a text, whatever is said before, after and around it."""
    text = THOUGHTS.sub("", text)
    for found in re.finditer(r"\{", text):
        with suppress(ValueError, RecursionError):
            return json.JSONDecoder().raw_decode(text, found.start())[0]
    return None
