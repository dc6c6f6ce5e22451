"""A prompt as it was typed, of which each rule takes away what it has understood."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ...text import WORD, clean, fold_in_place

FILE = Path(__file__).with_name("phrases.toml")
TAKEN = "\n"  # stands in the text for each character that was taken
LONGEST = 4000
# A prompt of more words is somebody's memory of a film: what it says of others and of time is its story.
LONG = 40
QUOTES = str.maketrans("’‘`´“”„«»", '\'\'\'\'"""""')
BLANKS = re.compile(r"[ ,.!?¡¿]*")
FILM = re.compile(r" ?(?:films?|movies?|ones?|pelis?|peliculas?|cine)?(?!\w)")
# What may come after words that are complete by themselves.
END = r"(?=\s*(?:$|[\n.,;:!?)\"]|\b(?:{})\b))"
ENDING_WORDS = (
    "but|pero|and|y|or|o|please|pls|por favor|again|either|this time|otra vez|tampoco|anymore|any more|from"
    "|de|del|with|con|too|tambien|than|que|by|without|sin|then|entonces|instead|also|ya|now|ahora|thanks|gracias"
    "|what else|anything else|que mas|algo mas"
    "|in|en|set|about|sobre|like|como|not|no|for|para|only|solo|just|has|is|are|has|where|donde|which|that"
)


class Prompt:
    """The words of a prompt, and the same folded: a place in one is that place in the other."""

    def __init__(self, words: str) -> None:
        straight = unicodedata.normalize("NFC", clean(words[:LONGEST])).translate(QUOTES)
        self.text = " ".join(straight.split()).lstrip("¿¡.,;:-! ")
        self.folded = fold_in_place(self.text)
        self.words = WORD.findall(self.folded)
        self.whole = self.folded
        letters = [char for char in self.text if char.isalpha()]
        # Who writes in capitals throughout says nothing by them.
        self.shouted = len(letters) > 3 and all(char.isupper() for char in letters)

    @property
    def is_long(self) -> bool:
        """Whether it tells a story rather than asks."""
        return len(self.words) > LONG

    @property
    def left(self) -> str:
        """What no rule has taken, without blanks and punctuation around it."""
        return " ".join(self.text.split()).strip(" .,;:!?¿¡\"'")

    def pattern(self, name: str) -> re.Pattern[str]:
        """The phrases of this name, as one pattern for folded text."""
        return phrases(name)

    def find(self, name: str) -> Iterator[re.Match[str]]:
        """Where the phrases of this name stand in what is left."""
        return self.pattern(name).finditer(self.folded)

    def found(self, name: str) -> Iterator[re.Match[str]]:
        """The same one after the other: whoever takes one changes what is before the next."""
        place = 0
        while match := self.pattern(name).search(self.folded, place):
            yield match
            place = match.end()

    def take(self, start: int, end: int) -> None:
        """What stands there is understood."""
        taken = TAKEN * (end - start)
        self.text = self.text[:start] + taken + self.text[end:]
        self.folded = self.folded[:start] + taken + self.folded[end:]

    def heard(self, name: str) -> re.Match[str] | None:
        """The first of these phrases, which all are taken."""
        found = list(self.find(name))
        for match in found:
            self.take(*match.span())
        return found[0] if found else None

    def heard_alone(self, name: str) -> bool:
        """Whether a comparison is of films, which then is taken: "older", not "an older brother"."""
        for match in list(self.find(name)):
            film = FILM.match(self.folded, match.end())
            if self.ends_at(film.end() if film else match.end()):
                self.take(match.start(), match.end())
                return True
        return False

    def ends_at(self, place: int) -> bool:
        """Whether what ends there is complete: no further word belongs to it."""
        return bool(_end().match(self.folded, place))

    def has_capital(self, start: int, end: int) -> bool:
        """Whether a word there is written as a name is."""
        return not self.shouted and any(word[0][0].isupper() for word in WORD.finditer(self.text, start, end))


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The phrases of this name in the file, as one pattern for folded text."""
    return compiled(_known()[name], parts_of_phrases())


def compiled(lines: list[str], parts: dict[str, list[str]]) -> re.Pattern[str]:
    """Phrases as one pattern of whole words; {name} stands for the alternatives of that part."""
    for placeholder, alternatives in parts.items():
        lines = [line.replace(f"{{{placeholder}}}", f"(?:{'|'.join(alternatives)})") for line in lines]
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?:(?<!\w)|(?!\w))")


def parts_of_phrases() -> dict[str, list[str]]:
    """The alternatives that phrases of other files may refer to, too."""
    return _known()["parts"]


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _end() -> re.Pattern[str]:
    return re.compile(END.format(ENDING_WORDS))
