"""Puts right how people type in a chat: "whats", "1ra", and slips in the few words that a talk is made of."""

import re
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ...text import fold
from ...text.genres import genres
from ...text.language import is_listed

WITHOUT_APOSTROPHE = re.compile(
    r"\b(what|who|how|when|where|that|he|she)(s)\b|\b(i|we|you|they)(ve|m)\b|\b(do|does|did|is|was|ca|wo)(nt)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b([1-6])(?:ra|da|era|ta|st|nd|rd|th|[ªº])(?!\w)", re.IGNORECASE)
ROMCOM = re.compile(r"\brom-?com(s?)\b", re.IGNORECASE)
# As the whole turn it finds fault: "muy larga".
FAULT = re.compile(
    r"^\W*(?:(?:es|son|est[aá]n?|uy|uf),? )*muy (?=(?:larg|cort|viej|antigu)[oa]s?\W*$)", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]{5,}")


def as_meant(said: str) -> str:
    """A turn with apostrophes, places and genres as they are written; a word with a capital is left alone."""
    said = WITHOUT_APOSTROPHE.sub(_with_apostrophe, said)
    said = NUMBERED.sub(r"number \1", said)
    said = ROMCOM.sub(lambda match: "romantic comedies" if match[1] else "romantic comedy", said)
    said = FAULT.sub("demasiado ", said)
    return WORD.sub(lambda match: _spelled(match[0]), said)


def _with_apostrophe(match: re.Match[str]) -> str:
    begins, ends = (part for part in match.groups() if part)
    return f"{begins}n't" if ends.lower() == "nt" else f"{begins}'{ends}"


def _spelled(word: str) -> str:
    """The name of a genre that a word of no language is one slip from, else the word."""
    folded = fold(word)
    if not word.islower() or is_listed(folded):
        return word
    found = extractOne(folded, _genre_names(), scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


@cache
def _genre_names() -> tuple[str, ...]:
    names = (name for genre in genres().values() for name in genre.names)
    return tuple(name for name in names if len(name) >= 5 and " " not in name)
