"""Reads what a server says when it refuses: its sentence in any shape, its meaning, how long to wait."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from pathlib import Path
from typing import Any

LONGEST_WAIT = 300.0  # seconds, whatever a server asks for
SHORT_WAIT = 1.0  # where it names none
LONGEST_SENTENCE = 300
DEEPEST = 6
# Where servers put their sentence, and the sentence of each part: OpenAI, LM Studio, FastAPI, Gemini, TEI.
PLACES = ("error", "message", "detail", "msg", "errors", "error_description", "reason")
MEANINGS = {
    meaning: re.compile("|".join(patterns), re.IGNORECASE)
    for meaning, patterns in tomllib.loads(
        Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8")
    ).items()
}
WAIT = re.compile(
    r"(?:retry|try again|wait|available)\D{0,20}"
    r"((?:\d+(?:\.\d+)?\s*(?:ms|milli[a-z]*|s[a-z]*|m[a-z]*|h[a-z]*)[\s,]*(?:and\s+)?)+)",
    re.I,
)
PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milli|s|m|h)", re.I)
UNITS = {"ms": 0.001, "milli": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
TAG = re.compile(r"<[^>]{0,200}>")


def sentence_in(body: Any) -> str:
    """The server's own sentence, in one line; empty where it says nothing."""
    for text in _sentences(body, DEEPEST):
        if said := " ".join(TAG.sub(" ", text[: 4 * LONGEST_SENTENCE]).split()):
            return said[:LONGEST_SENTENCE]
    return ""


def _sentences(body: Any, deepest: int) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, list) and deepest:
        for part in body[:3]:
            yield from _sentences(part, deepest - 1)
    elif isinstance(body, Mapping) and deepest:
        for name in PLACES:
            yield from _sentences(body.get(name), deepest - 1)


def means(meaning: str, sentence: str) -> bool:
    """Tells whether a server's sentence means this: "wrong_key", "too_long" … (see refusals.toml)."""
    return bool(MEANINGS[meaning].search(sentence))


def code_in(body: Any) -> Any:
    """The code that an error is given inside an answer, such as 429 or "insufficient_quota", or its type;
    None without.
    """
    while isinstance(body, list) and body:
        body = body[0]
    if not isinstance(body, Mapping):
        return None
    return (
        code_in(body["error"])
        if isinstance(body.get("error"), Mapping)
        else body.get("code") or body.get("type")
    )


def wait_in(headers: Mapping[str, str], body: Any) -> float | None:
    """Seconds that an answer asks to wait, by its headers, its details or its sentence; None without.

    Never below 0 nor above LONGEST_WAIT; what is not finite is no number of seconds.
    """
    named = [_number(headers.get("retry-after-ms"), 0.001), _number(headers.get("retry-after"), 1.0)]
    named += [_until(headers.get("retry-after")), *_delays(body, DEEPEST), _told(sentence_in(body))]
    known = [seconds for seconds in named if seconds is not None]
    return min(max(known[0], 0.0), LONGEST_WAIT) if known else None


def _number(text: Any, unit: float) -> float | None:
    try:
        seconds = float(text) * unit
    except (OverflowError, TypeError, ValueError):
        return None
    return seconds if isfinite(seconds) else None


def _until(date: str | None) -> float | None:
    """Seconds until a date; None where that is no time to wait for: clocks differ."""
    try:
        then = parsedate_to_datetime(date or "")
        seconds = (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (OverflowError, TypeError, ValueError):
        return None
    return seconds if 0 <= seconds <= LONGEST_WAIT else None


def _delays(body: Any, deepest: int) -> Iterator[float]:
    """What stands under "retryDelay", as Google's RetryInfo writes it: "30s"."""
    if isinstance(body, Mapping) and deepest:
        delay = body.get("retryDelay")
        seconds = _number(delay.removesuffix("s"), 1.0) if isinstance(delay, str) else None
        if seconds is not None:
            yield seconds
        for part in list(body.values())[:20]:
            yield from _delays(part, deepest - 1)
    elif isinstance(body, list) and deepest:
        for part in body[:20]:
            yield from _delays(part, deepest - 1)


def _told(sentence: str) -> float | None:
    """What a sentence asks for: "Please retry in 1m2.5s." """
    found = WAIT.search(sentence)
    if not found:
        return None
    return sum(float(number) * UNITS[unit.lower()] for number, unit in PART.findall(found[1]))
