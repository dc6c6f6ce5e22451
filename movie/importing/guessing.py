"""Finds the field whose names are near to one that nobody has listed, by its letters."""

from functools import cache, lru_cache

from rapidfuzz import fuzz

from .header_names import COUNT_WORDS, FIRST, SECOND, telling
from .readers.rows import MOST_COLUMNS
from .titles import FIELDS as TITLE_FIELDS

NAMES = {name: (*FIRST[name], *SECOND[name]) for name in FIRST}
CLOSE_ENOUGH = 85  # of 100: one letter wrong in seven
NEVER_GUESSED = {"embedding", "embedding_model", "embedding_digest", "tmdb_id", "show", "role", "people"}
VOTES = {"vote_average", "vote_count"}
NEVER_GUESSED |= {"credited_cast", "credited_crew", "genre_ids", "guids", "titles", *TITLE_FIELDS}


@cache
def _telling_names() -> list[tuple[str, str, bool]]:
    """The field, the words that tell, and whether a slip in them is allowed, of each name that is known."""
    return [
        (field, words, len(words) > 4)
        for field, names in NAMES.items()
        if field not in NEVER_GUESSED
        for words in dict.fromkeys(map(telling, names))
        if words
    ]


@lru_cache(maxsize=MOST_COLUMNS)
def guess(name: str) -> tuple[str, float]:
    """The field whose names are nearest to one never seen, and how near, of 100; ("", 0) if none is safe.

    Near is: the same letters but for a slip or two in a longer word, or for an s, or the same words beside
    some that say nothing. The number of anything but votes is told by no film.
    """
    words = telling(name)
    if (counted := set(words.split()) & COUNT_WORDS) and len(counted) < len(words.split()):
        field, near = guess(" ".join(word for word in words.split() if word not in counted))
        return ("vote_count", near) if field in VOTES else ("", 0.0)
    best = max(
        (fuzz.ratio(words, known), field)
        for field, known, slips in _telling_names()
        if slips or words.removesuffix("s") == known.removesuffix("s")
    )
    least = CLOSE_ENOUGH if len(words) > 4 else 100
    return (best[1], best[0]) if words and best[0] >= least else ("", 0.0)
