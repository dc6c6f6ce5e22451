"""Parts a turn that says two things: a question, and another one or a wish behind it."""

import re
from collections.abc import Iterator

from ...text import fold_in_place
from .free_order import pattern_of

# "Who directed it? And something like it", "how long is it and who plays in it".
JOINT = re.compile(r"(?P<end>\?)[\s?]*|,?\s+(?:and|y|e|also|plus|ademas|y tambien)\s+", re.IGNORECASE)
LEADING = re.compile(r"(?:and|y|e|also|plus|,)\s+", re.IGNORECASE)


def halves(said: str) -> Iterator[tuple[str, str]]:
    """Gives each way to part a turn in two, where the second half begins as a question or a wish does."""
    for joint in JOINT.finditer(said):
        first, rest = said[: joint.start()], said[joint.end() :]
        rest = rest[lead.end() :] if (lead := LEADING.match(rest)) else rest
        begins = rest.strip() if joint["end"] else _begins(fold_in_place(rest))
        if first.strip() and begins:
            yield first + (joint["end"] or ""), rest


def _begins(rest: str) -> bool:
    asks, wishes = pattern_of("parts", "interrogative"), pattern_of("parts", "wishes")
    return bool(asks.match(rest) or wishes.match(rest))
