"""A turn of a talk: a prompt that may also speak to the bot itself."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...search.query_parser.prompt import BLANKS, Prompt, compiled, parts_of_phrases, phrases

FILE = Path(__file__).with_name("phrases.toml")


class Utterance(Prompt):
    """The words of a turn, of which each rule takes away what it has understood."""

    def pattern(self, name: str) -> re.Pattern[str]:
        """The phrases of this name in a talk, else those of any prompt."""
        return talk_phrases(name) if name in _talk() else phrases(name)

    def find(self, name: str) -> Iterator[re.Match[str]]:
        """Where the phrases of this name stand in what is left; a story says none of those of a talk."""
        return iter(()) if self.is_long and name in _talk() else super().find(name)

    def begins(self, name: str) -> bool:
        """Whether the turn, as it was said, begins with one of these phrases."""
        start = 0
        for before in ("greeting", "interjection"):
            match = talk_phrases(before).match(self.whole, start)
            start = BLANKS.match(self.whole, match.end() if match else start).end()
        return bool(self.pattern(name).match(self.whole[start:]))


@cache
def talk_phrases(name: str) -> re.Pattern[str]:
    """The phrases of this name that are said in talks, as one pattern for folded text."""
    known = _talk()
    return compiled(known[name], parts_of_phrases() | known["parts"])


@cache
def _talk() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
