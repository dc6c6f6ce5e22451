"""Puts right how people type in a chat: "whats", "1ra", and slips in the few words that a talk is made of."""

import re
import tomllib
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from ...lookup.spelling import Spelling
from ...search.query_parser.context import Context
from ...search.query_parser.spelling import as_written, is_known_here
from ...text import fold, fold_in_place
from ...text.genres import genres
from ...text.language import is_listed
from .acts import ACTS

WITHOUT_APOSTROPHE = re.compile(
    r"\b(what|who|how|when|where|that|he|she)(s)\b|\b(i|we|you|they)(ve|m)\b|\b(do|does|did|is|was|ca|wo)(nt)\b",
    re.IGNORECASE,
)
DRAWN_OUT = re.compile(r"\w*([^\W\d_ivx])\1{2}\w*", re.IGNORECASE)  # "chauuu", but no numeral
NUMBERED = re.compile(r"\b([1-6])(?:ra|da|era|ta|a|st|nd|rd|th|[ªº])(?!\w)", re.IGNORECASE)
# As the whole turn it finds fault: "muy larga".
FAULT = re.compile(
    r"^\W*(?:(?:es|son|est[aá]n?|uy|uf),? )*muy (?=(?:larg|cort|viej|antigu)[oa]s?\W*$)", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]{5,}")
TYPED = re.compile(r"(?<![\w'.-])[^\W\d_]{4,}(?![\w'.-])")
SHORTEST = 5  # letters of a word that may be meant by one with a slip
DIMINUTIVE = re.compile(r"(\w{2,}?)(?:c|qu|gu)?it([oa]s?)")
FILE = Path(__file__).with_name("rewordings.toml")
LONGEST = 30  # words of a turn that is reworded; more tell a story
EDGE = r"(?:(?<!\w)|(?!\w))"  # of a word, or beside none
CLAUSE, OVER = r"(?:^|(?<=[.,;:!?] ))", r"(?=\s*(?:$|[.,;:!?]))"


def as_meant(said: str) -> str:
    """A turn with apostrophes, places and genres as they are written; a word with a capital is left alone."""
    said = DRAWN_OUT.sub(lambda match: _not_drawn_out(match[0]), said)
    said = WITHOUT_APOSTROPHE.sub(_with_apostrophe, said)
    said = NUMBERED.sub(r"number \1", said)
    said = FAULT.sub("demasiado ", said)
    said = as_written(WORD.sub(lambda match: _grown_up(match[0]), said), Context())
    said = TYPED.sub(lambda match: _as_asked(match[0]), said)
    return _reworded(said) if len(said.split()) <= LONGEST else said


def _not_drawn_out(word: str) -> str:
    """ "so" for "soooo", "good" for "gooood"."""
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word, flags=re.IGNORECASE)
    return twice if is_listed(fold(twice)) else re.sub(r"(.)\1{2,}", r"\1", word, flags=re.IGNORECASE)


def _with_apostrophe(match: re.Match[str]) -> str:
    begins, ends = (part for part in match.groups() if part)
    return f"{begins}n't" if ends.lower() == "nt" else f"{begins}'{ends}"


def _grown_up(word: str) -> str:
    """ "larga" for "larguita", and "corta" for "cortita": what an unknown word is the little form of."""
    folded = fold(word)
    little = DIMINUTIVE.fullmatch(folded)
    if not little or not word.islower() or is_listed(folded):
        return word
    ends = (little[2], "e" + little[2][1:], little[2])
    stems = (little[1], little[1] + "g", little[1] + "c")
    words = (stem + end for stem in stems for end in ends)
    return next((one for one in words if is_listed(one)), word)


def _as_asked(word: str) -> str:
    """For a word of no language and of no film the one of those of talks that it nearly is."""
    folded = fold(word)
    if not word.islower() or is_listed(folded) or folded in ACTS.words_of(frozenset(ACTS.kinds)):
        return word
    near = [one for one in _asked().like(folded, 1) if OSA.distance(folded, one) == 1]
    return near[0] if near and not is_known_here(folded, Context()) else word


@cache
def _asked() -> Spelling:
    return Spelling(sorted(word for word in ACTS.words_of(frozenset(ACTS.kinds)) if len(word) >= SHORTEST))


def _reworded(said: str) -> str:
    """A turn with what people say in a chat as the rules read it."""
    for pattern, meant in _rewordings():
        for match in reversed(list(pattern.finditer(fold_in_place(said)))):
            said = said[: match.start()] + match.expand(meant) + said[match.end() :]
    return " ".join(said.split()).lstrip(" ,;.")


@cache
def _rewordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))["rewording"]
    genre = "|".join(
        sorted({word for genre in genres().values() for word in genre.words}, key=len, reverse=True)
    )
    parts = {"clause": CLAUSE, "over": OVER, "genre": f"(?:{genre})"}
    found = []
    for one in known:
        lines = "|".join(one["said"])
        for name, part in parts.items():
            lines = lines.replace(f"{{{name}}}", part)
        found.append((re.compile(rf"{EDGE}(?:{lines}){EDGE}"), one["meant"]))
    return tuple(found)
