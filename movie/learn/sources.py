"""Gives the very code that the page of lessons speaks of, so that it never shows another."""

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .. import vectors
from ..search import score
from ..search.matrix import Index
from ..text import movie_text

TOP = Path(__file__).parents[2]
SHOWN: dict[str, Callable] = {
    "text": movie_text,
    "bytes": vectors.to_bytes,
    "cosine": vectors.cosine_similarity,
    "matrix": Index.similarities,
    "best": vectors.top_k,
    "mixed": score.mixed,
}


@dataclass(frozen=True)
class Source:
    """A function of this program, where it stands, and its text."""

    key: str
    name: str
    file: str  # from the project's folder on
    line: int
    text: str


@cache
def sources() -> tuple[Source, ...]:
    """All functions that the page shows, in the order of its lessons; none where no source is installed."""
    try:
        return tuple(_source(key, function) for key, function in SHOWN.items())
    except OSError:
        return ()


def _source(key: str, function: Callable) -> Source:
    lines, first = inspect.getsourcelines(function)
    file = Path(inspect.getsourcefile(function) or "").relative_to(TOP).as_posix()
    return Source(key, function.__qualname__, file, first, textwrap.dedent("".join(lines)).rstrip())
