"""Takes the spellings of one keyword for one."""

from collections.abc import Mapping
from functools import lru_cache

from ..text.folding import fold
from ..text.stemming import stem


@lru_cache(maxsize=50_000)
def keyword_key(keyword: str) -> str:
    """The same for all spellings and numbers of a keyword: "Time-Travel", "time travels"."""
    return " ".join(map(stem, fold(keyword).replace("-", " ").split()))


def usual_name(spellings: Mapping[str, int]) -> str:
    """The most frequent spelling; of equally frequent ones always the same, and that with accents."""
    return max(spellings, key=lambda name: (spellings[name], name))
