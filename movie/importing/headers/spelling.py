"""Finds the field whose names are near to one that nobody has listed, by its letters."""

from collections import Counter
from functools import cache, lru_cache

from rapidfuzz import fuzz

from ..readers.rows import MOST_COLUMNS
from ..titles import FIELDS as TITLE_FIELDS
from .names import ELSEWHERE, FIRST, SECOND, WORDS, telling, words_of

NAMES = {name: (*FIRST[name], *SECOND[name]) for name in FIRST}
CLOSE_ENOUGH = 85  # of 100: one letter wrong in seven
CERTAIN = 100.0
NEARLY_ALL = 0.75  # of the names that begin so are those of one field
SHORTEST = 3  # letters of a word that is cut off
COMPOUND = 90.0  # so near is a word that ends in one that is known and so LONG
LONG = 6
NEVER_GUESSED = {"embedding", "embedding_model", "embedding_digest", "tmdb_id", "show", "role", "people"}
MADE_OF_VOTES = {"vote_count": WORDS["count"], "vote_average": WORDS["mean"]}
NEVER_GUESSED |= {"credited_cast", "credited_crew", "genre_ids", "guids", "titles", *TITLE_FIELDS}


def _is_compound(words: str, known: str) -> bool:
    """Whether a name says of which sort the known thing at its end is, as German does: "Kurzinhalt"."""
    return len(known) >= LONG and words != known and words.endswith(known) and " " not in words


@cache
def _telling_names() -> list[tuple[str, str, bool]]:
    """The field, the words that tell, and whether a slip in them is allowed, of each name that is known; ""
    of what no field holds: "distributor" is no slip of "distribution".
    """
    known = {field: names for field, names in NAMES.items() if field not in NEVER_GUESSED} | {"": ELSEWHERE}
    return [
        (field, words, len(words) > 4)
        for field, names in known.items()
        for words in dict.fromkeys(map(telling, names))
        if words
    ]


def _abbreviated(name: str) -> str:
    """The field of nearly all names that begin with a word that ends in a point, as "Dir." and "Dur." do."""
    begun = words_of(name) if name.strip().endswith(".") else []
    if len("".join(begun)) < SHORTEST:
        return ""
    fields = Counter(field for field, words in _words() if _begins(words, begun))
    (field, most), *_rest = fields.most_common(1) or [("", 0)]
    return field if most >= NEARLY_ALL * fields.total() else ""


@cache
def _words() -> list[tuple[str, list[str]]]:
    """The field and the words of each name that is known; of "titulo_original" and its like, too."""
    named = [(field, words_of(name)) for field in TITLE_FIELDS if field in NAMES for name in NAMES[field]]
    return [(field, words.split()) for field, words, _ in _telling_names()] + named


def _begins(words: list[str], begun: list[str]) -> bool:
    """Whether words begin with these, each with one; a word alone with the first of several."""
    if len(begun) == 1:
        return "".join(words).startswith(begun[0])
    return len(words) == len(begun) and all(map(str.startswith, words, begun))


@lru_cache(maxsize=MOST_COLUMNS)
def guess(name: str) -> tuple[str, float]:
    """The field whose names are nearest to one never seen, and how near, of 100; ("", 0) if none is safe.

    Near is: the beginning of the names of one field, with a point, or the same letters but for a slip or two
    in a longer word, or for an s, or the same words beside some that say nothing. The number, and the mean,
    of anything but votes is told by no film.
    """
    if abbreviated := _abbreviated(name):
        return abbreviated, CERTAIN
    words = telling(name)
    for made, signs in MADE_OF_VOTES.items():
        rest = [word for word in words.split() if word not in signs]
        if 0 < len(rest) < len(words.split()):
            field, near = guess(" ".join(rest))
            return (made, near) if field in MADE_OF_VOTES else ("", 0.0)
    best = max(
        (COMPOUND if _is_compound(words, known) else fuzz.ratio(words, known), field)
        for field, known, slips in _telling_names()
        if slips or words.removesuffix("s") == known.removesuffix("s")
    )
    least = CLOSE_ENOUGH if len(words) > 4 else 100
    return (best[1], best[0]) if words and best[1] and best[0] >= least else ("", 0.0)
