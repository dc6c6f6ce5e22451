"""Reads from a visitor's words which emotions a film for them should leave."""

import re

from .emotions import MOST, NEGATIONS, WORDS_AND_STOPS, heard_of
from .folding import fold

# Whoever says that they feel these, and something else that a film can leave, wants the other.
BURDENS = {"anxiety", "fear", "dread", "unease", "tension", "despair", "disgust", "guilt"}
OF_THEMSELVES = re.compile(r"\b(?:i|im|my|me|estoy|siento|tengo|soy|he|ando)\b")
# For whoever only says what they do not feel, or do not want.
LIFTING = ["warmth", "hope", "amusement"]
# What follows says how somebody wishes to feel; what comes before, how they feel.
WISH = re.compile(
    r"""\b(?: want | wanna | need | would\ like | i'd\ like | looking\ for | feel\ like | in\ the\ mood\ for
    | make\ me | cheer\ me | help\ me | give\ me | let\ me | something | anything
    | quiero | quisiera | necesito | me\ apetece | ganas\ de | busco | hazme | dame | algo | me\ gustaria
    | que\ me
    )\b""",
    re.VERBOSE,
)


def wished_emotions(words: str) -> list[str]:
    """Emotions that words name, eight at most, by their English names; none where they name none.

    Those that are wished for stand for those that are there; where emotions are only denied, lifting ones do.
    """
    wish = WISH.search(fold(words))
    before, after = (words[: wish.start()], words[wish.end() :]) if wish else (words, "")
    if wish and _denied(before):
        named, denied = heard_of(before)[0], heard_of(after)[0]
    else:
        named, denied = heard_of(words)
        named = heard_of(after)[0] or _unburdened(named, words)
    return (named or (LIFTING if denied else []))[:MOST]


def _unburdened(named: list[str], words: str) -> list[str]:
    if not OF_THEMSELVES.search(fold(words)):
        return named
    return [name for name in named if name not in BURDENS] or named


def _denied(before: str) -> bool:
    """Whether a wish with these words before it is what somebody does not want."""
    last = WORDS_AND_STOPS.findall(fold(before))[-2:]
    return not NEGATIONS.isdisjoint(last) and not {",", ".", ";", "!"}.intersection(last)
