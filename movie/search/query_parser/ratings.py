"""Reads how films are rated that are asked for: "over 7.5", "8 puntos o más", "well reviewed"."""

import re

from ...text.genres import genres_in
from .bounds import Bound, Ranges, refusal_before
from .prompt import Prompt

GOOD = 7.0  # of ten: what is well rated
# Figures of which nothing says that they are ratings: "over 8".
LIKELY = (5.0, 9.9)
NEXT = re.compile(r"(?: [\w-]+){0,2}")
OF_SELF = re.compile(r"\b(?:tengo|have|got)\b")  # "tengo 9" is somebody's age
OF_FIVE = re.compile(r"5|five|cinco|star|estrella")


def take_rating(prompt: Prompt, ranges: Ranges) -> None:
    """Take the ratings that a prompt bounds; a figure that nothing bounds is the least."""
    for match in list(prompt.find("rating")):
        refusal = refusal_before(prompt.folded, match.start())
        bound = Bound.said(match, refused=refusal is not None)
        bounded = bound or match["plus"]
        if not (_is_said(match) or bounded and _is_likely(prompt, match)):
            continue
        prompt.take(match.start() if refusal is None else refusal, match.end())
        setattr(ranges, "rating_to" if bound and bound.below else "rating_from", _of_ten(match))
        return
    if prompt.heard("well_rated"):
        ranges.rating_from = GOOD


def _is_said(match: re.Match[str]) -> bool:
    """Whether words beside a figure say that it is a rating."""
    return any(match[name] for name in ("judged", "scale", "judging"))


def _is_likely(prompt: Prompt, match: re.Match[str]) -> bool:
    """Whether a figure that is bounded, of nothing but a genre, is a rating: "over 7.5", "8+ drama"."""
    if OF_SELF.search(match[0]) or not LIKELY[0] <= _of_ten(match) <= LIKELY[1]:
        return False
    return prompt.ends_at(match.end()) or bool(genres_in(NEXT.match(prompt.folded, match.end())[0]))


def _of_ten(match: re.Match[str]) -> float:
    mark, scale = float(match["mark"].replace(",", ".")), match["scale"] or ""
    if "%" in scale:
        return mark / 10
    return mark * 2 if OF_FIVE.search(scale) and mark <= 5 else mark
