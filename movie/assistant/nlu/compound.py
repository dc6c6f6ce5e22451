"""Parts a turn that says two things: a question, and another one or a wish behind it."""

import re
from collections.abc import Iterator

from ...search.query_parser.fillers import SMALL
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.title_spans import WITHIN
from ...text import WORD, fold
from .acts import AGAIN, QUESTIONS, WISH, act_of
from .clauses import ASIDE, COURSE, MANNERS, OF_FILMS
from .named import masked

# "Who directed it? And something like it", "how long is it and who plays in it".
JOINT = re.compile(
    r"(?P<end>[?!.;])[\s?!.;]+|,?\s+(?:and|y|e|n|also|plus|ademas|y tambien|&)\s+|,\s+", re.IGNORECASE
)
LEADING = re.compile(r"(?:and|y|e|also|plus|,)\s+", re.IGNORECASE)
SURE = 0.6


def halves(said: str) -> Iterator[tuple[str, str]]:
    """Gives each way to part a turn in two, of which the first is a question and the second not empty."""
    for joint in JOINT.finditer(said) if not Prompt(said).is_long else ():
        first, rest = said[: joint.start()] + (joint["end"] or ""), said[joint.end() :]
        rest = rest[lead.end() :] if (lead := LEADING.match(rest)) else rest
        if first.strip() and rest.strip() and _asks(first) and (joint["end"] or _says_something(rest)):
            yield first, rest


def without_asides(said: str) -> str:
    """A turn without what stands before its question, where that asks, wishes and tells nothing."""
    for joint in JOINT.finditer(said) if not Prompt(said).is_long else ():
        before, rest = said[: joint.start()], said[joint.end() :]
        kind, chance = act_of(masked(Prompt(before), ())) if before.strip() else (WISH, 1.0)
        idle = chance <= SURE and kind not in OF_FILMS or kind in MANNERS | {ASIDE}
        if idle and rest.strip() and _asks(rest):
            return rest
    return said


def only_names(said: str) -> bool:
    """Whether words say which film is meant, and nothing of it."""
    return act_of(masked(Prompt(said), ())).kind == AGAIN


def _asks(said: str) -> bool:
    kind, chance = act_of(masked(Prompt(said), ()))
    return kind in QUESTIONS and chance > SURE


def _says_something(rest: str) -> bool:
    """Whether words are no mere name: they ask, or have a word with which people wish."""
    kind, chance = act_of(rest)
    words = [fold(word) for word in WORD.findall(rest)]
    return chance > SURE and (
        kind in QUESTIONS | COURSE or len(words) > 2 and any(word in SMALL - WITHIN for word in words)
    )
