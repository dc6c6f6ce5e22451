"""What can be asked of films that are here, and the words for it."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ...models import Movie

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


def outstanding(asks: Ask, shown: list[int] | None) -> Movie | None:
    """The one of these films, or of all, with most or least of a figure; None where no film has it stored."""
    figure, largest = FIGURES[asks]
    movies = Movie.objects.all() if shown is None else Movie.objects.filter(pk__in=shown)
    return movies.filter(**{f"{figure}__gt": 0}).order_by(f"{'-' if largest else ''}{figure}", "pk").first()


@cache
def question_words() -> dict[str, Any]:
    """How each thing is asked, in English and Spanish: regular expressions for folded text."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
