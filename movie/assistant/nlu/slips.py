"""Puts right how people type in a chat: "whats", "1ra", and slips in the few words that a talk is made of."""

import re
import tomllib
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ...text import fold, fold_in_place
from ...text.genres import genres
from ...text.language import is_listed

WITHOUT_APOSTROPHE = re.compile(
    r"\b(what|who|how|when|where|that|he|she)(s)\b|\b(i|we|you|they)(ve|m)\b|\b(do|does|did|is|was|ca|wo)(nt)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b([1-6])(?:ra|da|era|ta|a|st|nd|rd|th|[ªº])(?!\w)", re.IGNORECASE)
ROMCOM = re.compile(r"\brom-?com(s?)\b", re.IGNORECASE)
# As the whole turn it finds fault: "muy larga".
FAULT = re.compile(
    r"^\W*(?:(?:es|son|est[aá]n?|uy|uf),? )*muy (?=(?:larg|cort|viej|antigu)[oa]s?\W*$)", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]{5,}")
# What is typed for short.
SHORT = {
    **dict.fromkeys(("q", "k"), "que"),
    "d": "de",
    "pa": "para",
    **dict.fromkeys(("tb", "tmb"), "también"),
    **dict.fromkeys(("xq", "pq"), "porque"),
    **dict.fromkeys(("pls", "plz"), "please"),
    **dict.fromkeys(("xfa", "plis", "porfis"), "por favor"),
    **dict.fromkeys(("smth", "sth"), "something"),
    "u": "you",
}
SHORTHAND = re.compile(rf"(?<![\w&'’.-])(?:{'|'.join(SHORT)})(?![\w&'’-]|\.\w)")
FILMS = ("pelicula", "peliculas", "movie", "movies")
DIMINUTIVE = re.compile(r"(\w{2,}?)(?:c|qu|gu)?it([oa]s?)")
FILE = Path(__file__).with_name("rewordings.toml")
LONGEST = 30  # words of a turn that is reworded; more tell a story
EDGE = r"(?:(?<!\w)|(?!\w))"  # of a word, or beside none
CLAUSE, OVER = r"(?:^|(?<=[.,;:!?] ))", r"(?=\s*(?:$|[.,;:!?]))"


def as_meant(said: str) -> str:
    """A turn with apostrophes, places and genres as they are written; a word with a capital is left alone."""
    said = WITHOUT_APOSTROPHE.sub(_with_apostrophe, said)
    said = SHORTHAND.sub(lambda match: SHORT[match[0]], said)
    said = NUMBERED.sub(r"number \1", said)
    said = ROMCOM.sub(lambda match: "romantic comedies" if match[1] else "romantic comedy", said)
    said = FAULT.sub("demasiado ", said)
    said = WORD.sub(lambda match: _spelled(_grown_up(match[0])), said)
    return _reworded(said) if len(said.split()) <= LONGEST else said


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


@cache
def _genre_names() -> tuple[str, ...]:
    names = (name for genre in genres().values() for name in genre.names)
    return (*FILMS, *(name for name in names if len(name) >= 5 and " " not in name))
