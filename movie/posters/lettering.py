"""Titles in the font of the posters: what of them it can set, in how many lines and how large."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from ..text import clean

TEXT_WIDTH = 408  # pixels
TITLE_HEIGHT = 172  # pixels, all lines together
LARGEST, SMALLEST = 200, 26  # font sizes in pixels
MOST_LINES = 5
WIDEST = TEXT_WIDTH / SMALLEST  # the longest line at all, in font sizes
YEAR_GAP = 18  # pixels between the year and the title
CAPITAL = 0.7  # height of a capital letter of Bebas Neue, in font sizes
ACCENT = 0.1  # what an accent needs above a capital beyond the usual gap, in font sizes
LEADING, ACCENTED_LEADING = 0.82, 0.93  # distance of base lines, in font sizes
FONT = Path(__file__).parent / "fonts" / "BebasNeue-Bold.otf"
NO_LETTER = "\U0010fffd"  # no font has it, so it shows what a missing letter looks like
ELLIPSIS = "…"


class Block(NamedTuple):
    """A title broken into lines."""

    lines: list[str]
    size: int  # font size in pixels
    leading: float  # distance of base lines in font sizes

    @property
    def height(self) -> int:
        """Pixels from the top of the first line's capitals to the last base line."""
        return round(self.size * (CAPITAL + self.leading * (len(self.lines) - 1))) if self.lines else 0

    @property
    def gap(self) -> int:
        """Pixels between the year and the first line's capitals, accents on them included."""
        accented = any(unicodedata.decomposition(char) for char in "".join(self.lines[:1]))
        return YEAR_GAP + round(self.size * ACCENT) if accented else YEAR_GAP


def settable(title: str) -> str:
    """The title in capitals without what the font lacks; empty if that is most of its letters."""
    text = unicodedata.normalize("NFC", clean(title).upper())
    kept = "".join(replace_missing(char) for char in text)
    asked, set_letters = (sum(char.isalnum() for char in line) for line in (text, kept))
    return " ".join(kept.split()) if set_letters * 2 >= asked else ""


def replace_missing(char: str) -> str:
    """The character itself, else its parts without accents, else nothing."""
    if char.isspace() or has_letter(char):
        return char
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if has_letter(part) and not unicodedata.combining(part))


@cache
def has_letter(char: str) -> bool:
    """Whether the font has a picture of its own for the character."""
    return unicodedata.category(char)[0] != "C" and letter_picture(char) != letter_picture(NO_LETTER)


def letter_picture(char: str) -> bytes:
    """The pixels the font gives for one character."""
    return bytes(load_font(SMALLEST).getmask(char))


@cache
def load_font(size: int) -> ImageFont.FreeTypeFont:
    """The title's font in a size in pixels."""
    return ImageFont.truetype(FONT, size)


def fit_title(title: str) -> Block:
    """The title in the largest type that fits in at most five lines; cut only if the smallest does not."""
    words = [part for word in title.split() for part in break_word(word)]
    if not words:
        return Block([], SMALLEST, LEADING)
    counts = range(1, min(MOST_LINES, len(words)) + 1)
    best = max((size_lines(balance(words, count)) for count in counts), key=lambda block: block.size)
    return best if best.size >= SMALLEST else cut_title(words)


def size_lines(lines: list[str]) -> Block:
    """The lines in the largest type that keeps them in the text's width and height."""
    accented = any(unicodedata.decomposition(char) for line in lines[1:] for char in line)
    leading = ACCENTED_LEADING if accented else LEADING
    widest = max(text_width(line) for line in lines)
    high = TITLE_HEIGHT / (CAPITAL + leading * (len(lines) - 1))
    return Block(lines, int(min(LARGEST, TEXT_WIDTH / widest, high)), leading)


def balance(words: list[str], count: int) -> list[str]:
    """The words in at most `count` lines, the longest of which is as short as possible."""
    low, high = max(map(text_width, words)), text_width(" ".join(words)) + 0.01
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(words, middle)) <= count else (middle, high)
    return wrap(words, high)


def wrap(words: list[str], limit: float) -> list[str]:
    """The words in lines no wider than the limit, in font sizes."""
    lines, width = [words[:1]], text_width(words[0])
    for word in words[1:]:
        longer = width + text_width(" ") + text_width(word)
        if longer <= limit:
            lines[-1].append(word)
            width = longer
        else:
            lines.append([word])
            width = text_width(word)
    return [" ".join(line) for line in lines]


def cut_title(words: list[str]) -> Block:
    """As many words as five lines of the smallest type hold, then an ellipsis."""
    lines = wrap(words, WIDEST)[:MOST_LINES]
    last = lines[-1]
    while text_width(last + ELLIPSIS) > WIDEST:
        last = last[:-1].rstrip()
    return Block([*lines[:-1], last + ELLIPSIS], SMALLEST, ACCENTED_LEADING)


def break_word(word: str) -> list[str]:
    """The word, or pieces of it if it is wider than a line of the smallest type."""
    pieces = [""]
    for char in word:
        if text_width(pieces[-1] + char) > WIDEST:
            pieces.append("")
        pieces[-1] += char
    return pieces


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The width of a line in font sizes."""
    return load_font(LARGEST).getlength(text) / LARGEST
