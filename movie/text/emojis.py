"""Tells what a text speaks of in emojis, and what emojis say in words."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from .folding import fold
from .language import LETTER_WORD
from .stemming import stem

# Flags are pairs; others may be joined by U+200D, coloured, or followed by the sign that asks for colours.
ONE = r"(?:[\U0001F000-\U0001FAFF\u2300-\u23FF\u2600-\u27BF\u2B00-\u2BFF][\uFE0F\U0001F3FB-\U0001F3FF]*)"
EMOJI = re.compile(rf"[\U0001F1E6-\U0001F1FF]{{2}}|{ONE}(?:\u200D{ONE})*")
# What says how an emoji is drawn, not what it is.
LOOKS = re.compile(r"[\uFE0F\u200D\U0001F3FB-\U0001F3FF]")
UNSAID = frozenset(
    "face sign symbol with of and the black white heavy regional indicator letter".split()  # noqa: SIM905
)
FILE = Path(__file__).with_name("emojis.tsv")


def emojis_of(text: str) -> list[str]:
    """The emojis for the words of a text in English or Spanish, each once, in their order."""
    known = _by_stem()
    found = (known.get(stem(fold(word))) for word in LETTER_WORD.findall(text))
    return list(dict.fromkeys(emoji for emoji in found if emoji))


def emojis_in(text: str) -> list[str]:
    """The emojis that stand in a text, each once, in their order, whatever their colour."""
    found = (LOOKS.sub("", emoji) for emoji in EMOJI.findall(text))
    return list(dict.fromkeys(emoji for emoji in found if emoji))


def without_emojis(text: str) -> str:
    """The text without them."""
    return " ".join(EMOJI.sub(" ", text).split())


def spoken(emoji: str) -> str:
    """What an emoji shows, by its name in Unicode: "shark"."""
    words = " ".join(unicodedata.name(sign, "") for sign in emoji).lower().split()
    return " ".join(word for word in dict.fromkeys(words) if len(word) > 1 and word not in UNSAID)


@cache
def _by_stem() -> dict[str, str]:
    lines = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {stem(fold(word.strip())): emoji for emoji, words in lines for word in words.split(",")}
