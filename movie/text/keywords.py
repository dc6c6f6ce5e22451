"""Takes a keyword in Spanish and the same in English for one, as a catalogue may tell its films in both."""

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from .folding import fold
from .glossary import in_english

FILE = Path(__file__).with_name("phrases.tsv")


@lru_cache(maxsize=50_000)
def keyword_key(keyword: str) -> str:
    """The keyword in English and folded, the same in both languages where phrases or glossary know it."""
    folded = fold(keyword.strip())
    return _phrases().get(folded) or fold(in_english(keyword.strip()))


def usual_names(spellings: Mapping[str, int], key: str) -> dict[str, str]:
    """The most frequent English and Spanish spelling of one keyword, by language.

    Both are the same where there is none in the other; `spellings` tells how often each is used.
    """
    counted = Counter(spellings)
    translated = [name for name in counted if fold(name) != key]
    english = [name for name in counted if fold(name) == key]
    names = {"en": english or translated, "es": translated or english}
    # Of equally frequent ones always the same, and that with accents.
    return {code: max(those, key=lambda name: (counted[name], name)) for code, those in names.items()}


@cache
def _phrases() -> dict[str, str]:
    """English by folded Spanish, for what the glossary would put into English word by word, and wrongly."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {fold(spanish): english for spanish, english in (line.split("\t") for line in lines)}
