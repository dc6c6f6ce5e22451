"""Reads how long a film lasts: in figures, in words, compared with another film."""

import re

from ...models import Movie
from .bounds import Bound, Ranges, refusal_before
from .fillers import trimmed
from .numbers import number_of
from .prompt import TAKEN, Prompt

MINUTES_AROUND = 10
SHORT, NOT_LONG, SHORT_FILM, LONG = 95, 125, 45, 135  # minutes
LEAST_FIGURE, MOST_FIGURE = 40, 240  # minutes that are said without the word
MOST_HOURS = 5  # "between 2 and 3 hours"; larger figures are minutes
ROUGHLY = Bound(below=True, above=True)
# "It takes 95 minutes, so the film can't be longer than that."
NO_LONGER = re.compile(r"(?:\bnot?|n'?t|cannot)(?: \w+){0,3} (?:longer|mas|more)\b")


def take_length(prompt: Prompt, ranges: Ranges) -> None:
    """Take the minutes and hours that a prompt bounds."""
    for match in list(prompt.find("between_lengths")):
        least = int(number_of(match["from"]))
        ranges.runtime_from = least * 60 if least <= MOST_HOURS else least
        ranges.runtime_to = _minutes(match)
        prompt.take(*match.span())
    for match in list(prompt.find("length")):
        refusal = refusal_before(prompt.folded, match.start())
        bound = Bound.said(match, refused=refusal is not None)
        if bound is None and not trimmed(prompt.folded[: match.start()] + prompt.folded[match.end() :]):
            bound = None if TAKEN in prompt.folded else ROUGHLY
        if bound is None and NO_LONGER.search(prompt.folded):
            bound = Bound(below=True)
        if bound and _may_be_minutes(match):
            low, high = bound.around(_minutes(match), _minutes(match), MINUTES_AROUND)
            ranges.runtime_from = low if low is not None else ranges.runtime_from
            ranges.runtime_to = high if high is not None else ranges.runtime_to
            prompt.take(match.start() if refusal is None else refusal, match.end())


def _may_be_minutes(match: re.Match[str]) -> bool:
    """Whether a figure without a unit is that of a film's length: "under 90"."""
    return not match["figure"] or match.group("less", "more") != (None, None) and _is_length(match["figure"])


def _is_length(figure: str) -> bool:
    return LEAST_FIGURE <= int(figure) <= MOST_FIGURE


def _minutes(match: re.Match[str]) -> int:
    if minutes := match["minutes"] or match.groupdict().get("figure"):
        return int(number_of(minutes.split()[-1]))
    hours, rest = (match["hours"] or "1").replace(",", "."), match["rest"]
    half = 30 if match["half"] or match["halved"] else 0
    return int(60 * number_of(hours) + (number_of(rest.split()[-1]) if rest else 0)) + half


def take_compared_length(prompt: Prompt, ranges: Ranges, film: Movie | None) -> None:
    """Take "shorter", of a film that was spoken of, and "a short one"."""
    minutes = getattr(film, "runtime", None)
    for name, attribute, step in (("shorter", "runtime_to", -1), ("longer", "runtime_from", 1)):
        if prompt.heard_alone(name):
            ranges.compares = True
            if getattr(ranges, attribute) is None:  # else "shorter, under 90 minutes" says how much
                ranges.unknown = not minutes
                setattr(ranges, attribute, minutes + step if minutes else None)
            return
    if ranges.runtime_from is None and prompt.heard("long"):
        ranges.runtime_from = LONG
    for name, most in (("shorts", SHORT_FILM), ("short", SHORT)):
        if ranges.runtime_to is None and (match := prompt.heard(name)):
            ranges.runtime_to = NOT_LONG if re.search(r"long|larg", match[0]) else most
