"""What can be asked of films that are here, and the words by which a question points at one."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("questions.toml")


class Ask(StrEnum):
    """What somebody wants to know."""

    DIRECTOR = "director"
    CAST = "cast"
    LENGTH = "length"
    DATE = "date"
    PLOT = "plot"
    RATING = "rating"
    VOTES = "votes"
    GENRE = "genre"
    LANGUAGE = "language"
    COUNTRY = "country"
    STUDIO = "studio"
    MONEY = "money"
    TITLE = "title"
    SAD = "sad"
    VIOLENT = "violent"
    SCARY = "scary"
    FUNNY = "funny"
    CHILDREN = "children"
    HERE = "here"
    OTHER = "other"  # what no catalogue stores: prizes, where it was shot
    COUNT = "count"
    SHORTEST = "shortest"
    LONGEST = "longest"
    BEST = "best"
    WORST = "worst"
    NEWEST = "newest"
    OLDEST = "oldest"
    KNOWN = "known"


# Of the films that are shown, or of all: which of them has most, or least, of a stored figure.
FIGURES = {
    Ask.SHORTEST: ("runtime", False),
    Ask.LONGEST: ("runtime", True),
    Ask.BEST: ("vote_average", True),
    Ask.WORST: ("vote_average", False),
    Ask.NEWEST: ("year", True),
    Ask.OLDEST: ("year", False),
    Ask.KNOWN: ("vote_count", True),
}


GROUPS = ("most", "stored")


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The words of this name as whole words of folded text; those of GROUPS have a group of each kind."""
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))
    lines = known[name]
    if name in GROUPS:
        lines = "|".join(f"(?P<{figure}>{words})" for figure, words in lines.items())
    return re.compile(rf"(?<!\w)(?:{lines})(?!\w)")
