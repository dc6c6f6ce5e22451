"""Reads on which side of a figure films should be: years and minutes are bounded by the same words.

A comparison stands before the figure and may be refused ("older than 1990", "nothing older than 1990"), or
what would do as well stands behind it ("1990 or later", "90 minutes tops").
"""

import re
from dataclasses import dataclass
from typing import Self

from ...text.genres import genres_in

# A refusal of what is made or lasts so and so: "nothing that goes on for", "nada de pelis de".
REFUSAL = re.compile(
    r"(?<!\w)(?:no|not|nothing|none|never|nada|nunca|ni|ningun[oa]?s?|sin|without|nor|refuse|\w+n'?t)"
    r"(?P<between>(?: [\w']+){0,5}) ?$"
)


def refusal_before(folded: str, place: int) -> int | None:
    """Where a refusal of what stands at a place begins; None where there is none, or one of a genre."""
    found = REFUSAL.search(folded, 0, place)
    return found.start() if found and not genres_in(found["between"]) else None


@dataclass(frozen=True)
class Bound:
    """A side of a figure, or both; `strict` where the figure itself is on the other side."""

    below: bool = False
    above: bool = False
    strict: bool = False

    @classmethod
    def said(cls, match: re.Match[str], refused: bool = False) -> Self | None:
        """The bound that the groups of a match of phrases tell; None where they tell none.

        `refused` where what is said stands behind a refusal.
        """
        heard = {name for name, words in match.groupdict().items() if words}
        refused = refused or "refused" in heard
        if compared := heard & {"less", "more"}:
            return cls(
                below=("less" in compared) != refused,
                above=("more" in compared) != refused,
                strict=not refused,
            )
        if "roughly" in heard:
            return cls(below=True, above=True)
        for below, above in (("most", "least"), ("or_less", "or_more")):
            if heard & {below, above}:
                return cls(below=below in heard, above=above in heard)
        return None

    def around(self, first: int, last: int, roughly: int) -> tuple[int | None, int | None]:
        """The lowest and the highest figure allowed, where the one named reaches from first to last.

        `roughly` is how far off those may be that are only said to be near.
        """
        if self.below and self.above:
            return first - roughly, last + roughly
        low, high = (last + 1, first - 1) if self.strict else (first, last)
        return (low, None) if self.above else (None, high)


# What of films is bounded on either side, as Ranges and Filters call it.
LIMITS = tuple(f"{figure}_{end}" for figure in ("year", "runtime", "rating") for end in ("from", "to"))


@dataclass
class Ranges:
    """Years, minutes, ratings; `compares` where another film says them, `unknown` where its length is."""

    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None
    runtime_to: int | None = None
    rating_from: float | None = None
    rating_to: float | None = None
    compares: bool = False
    unknown: bool = False
