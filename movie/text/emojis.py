"""Tells what a text speaks of in emojis."""

from functools import cache
from pathlib import Path

from .folding import fold
from .language import LETTER_WORD
from .stemming import stem

FILE = Path(__file__).with_name("emojis.tsv")


def emojis_of(text: str) -> list[str]:
    """The emojis for the words of a text in English or Spanish, each once, in their order."""
    known = _by_stem()
    found = (known.get(stem(fold(word))) for word in LETTER_WORD.findall(text))
    return list(dict.fromkeys(emoji for emoji in found if emoji))


@cache
def _by_stem() -> dict[str, str]:
    lines = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {stem(fold(word.strip())): emoji for emoji, words in lines for word in words.split(",")}
