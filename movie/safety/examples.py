"""Examples of people in distress, and of requests for films that speak of the same things."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WRITTEN = Path(__file__).with_name("examples.json")
REQUESTS = ROOT / "search" / "out_of_scope" / "examples.json"
SAMPLE = ROOT / "sample"
SENTENCE = re.compile(r"(?<=[.!?]) ")
# What a request or a film's text counts beside an example that was written to be hard.
EASY = 0.3


class Example(NamedTuple):
    """A text, the kind of distress it tells ("none" of films), and how much it counts."""

    text: str
    kind: str
    weight: float


def examples() -> list[Example]:
    """Gives all examples, each text once, the same each time."""
    easy = [Example(text, "none", EASY) for text in (*_requests(), *_of_films())]
    hard = [Example(text, kind, 1.0) for kind, text in _written()]
    return list({example.text: example for example in (*easy, *hard)}.values())


def plain(text: str) -> str:
    """Writes a text as hurried people do: small letters, no apostrophe, no sign at its ends."""
    return re.sub("['’]", "", text.lower()).strip("¿¡?!. ") or text


def _read(path: Path) -> list | dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _written() -> Iterator[tuple[str, str]]:
    for kind, languages in _read(WRITTEN).items():
        yield from ((kind, text) for texts in languages.values() for text in texts)


def _requests() -> Iterator[str]:
    """Requests for films and for other things."""
    for languages in _read(REQUESTS).values():
        yield from chain.from_iterable(languages.values())


def _of_films() -> Iterator[str]:
    """Titles of the sample's films, their descriptions, and each sentence of these."""
    for language in ("en", "es"):
        for movie in _read(SAMPLE / f"movies.{language}.json"):
            yield from (movie["title"], movie["description"], *SENTENCE.split(movie["description"]))
    for movie in _read(SAMPLE / "titles.json"):
        yield from (title["name"] for title in movie["titles"])
