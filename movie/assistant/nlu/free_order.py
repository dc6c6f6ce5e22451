"""Reads a question by its words, in whatever order: what is asked, of which film, and nothing beside."""

import re
from dataclasses import dataclass
from functools import cache

from ...search.query_parser.fillers import SMALL
from ...search.query_parser.prompt import Prompt
from ...text import WORD, fold, stopwords
from ...text.language import is_listed
from .question_kinds import FIGURES, Ask, question_words
from .utterance import talk_phrases

MOST_WORDS = 16
# Words of a question that name nothing.
ASKING = frozenset(
    """
    bien well much many people go goes going gets thing stuff exactly pone ponen vale viene queda watch verla
    mean suppose think creo dice dicen mas menos year old anos
     cuanto cuanta cuantos cuantas gente name nombre main principal wait espera
    actually exactamente
    """.split()  # noqa: SIM905
)
SAYS_NOTHING = SMALL | stopwords.EITHER | ASKING


@dataclass(frozen=True)
class Loose:
    """A question whose words stand in any order, and how it names the film that it is about."""

    asks: Ask | None  # None where only the film is named, or what is asked is not understood
    most: Ask | None = None  # "the longest one": the film that is meant, or the question itself
    film: str = ""  # "the second one", "the one with the shark", or what may be a title
    placed: bool = False  # whether that is "the second one" or "the one with the shark"
    points: bool = False  # whether it says "it" or "that one"


def loosely(prompt: Prompt) -> Loose | None:
    """The question that a turn's words are; None where it asks nothing, or wishes for films.

    A wish is told by its mood, "que dure", and its words, "something"; a question by "who" or its sign.
    """
    if not prompt.words or len(prompt.words) > MOST_WORDS or not _asks(prompt):
        return None
    left = Prompt(prompt.text)
    superlative = _taken(left, _most())
    told = "" if superlative else _described(left) or _place(left)
    asks = [Ask(name) for name in question_words()["cues"] if _taken(left, pattern_of("cues", name))]
    if not asks and pattern_of("parts", "who_in").search(prompt.folded):
        asks = [Ask.CAST]
    most = (
        next((Ask(name) for name, words in superlative.groupdict().items() if words), None)
        if superlative
        else None
    )
    points = bool(pattern_of("parts", "pointing").search(prompt.folded))
    return Loose(asks[0] if asks else None, most, told or _title(left), bool(told), points)


def says_nothing(words: str) -> bool:
    """Whether words name no film: all of them small, or ordinary ones that were typed without a capital."""
    found = WORD.findall(fold(words))
    return words == words.lower() and all(
        word in SAYS_NOTHING or word.isdigit() or is_listed(word) for word in found
    )


def _asks(prompt: Prompt) -> bool:
    if pattern_of("parts", "wishes").search(prompt.folded):
        return False
    return prompt.folded.endswith("?") or bool(pattern_of("parts", "interrogative").search(prompt.folded))


def _taken(left: Prompt, pattern: re.Pattern[str]) -> re.Match[str] | None:
    match = pattern.search(left.folded)
    if match:
        left.take(*match.span())
    return match


def _described(left: Prompt) -> str:
    """The words of a film that is told by what is in it, to where the question goes on."""
    match = pattern_of("parts", "described").search(left.folded)
    if not match:
        return ""
    end = pattern_of("parts", "interrogative").search(left.folded, match.end())
    last = end.start() if end else len(left.folded)
    told = left.text[match.start() : last].strip(" ,;?")
    left.take(match.start(), last)
    return told


def _place(left: Prompt) -> str:
    match = _taken(left, talk_phrases("ordinal"))
    return match[0].strip() if match else ""


def _title(left: Prompt) -> str:
    """What no kind of words has taken, as it was typed; empty where nothing is left that says anything."""
    content = [word for word in WORD.finditer(left.folded) if word[0] not in SAYS_NOTHING]
    return left.text[content[0].start() : content[-1].end()] if content else ""


@cache
def pattern_of(kind: str, name: str) -> re.Pattern[str]:
    """The words of this name in one table of the file, as one pattern of whole words of folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(question_words()[kind][name])})(?!\w)")


@cache
def _most() -> re.Pattern[str]:
    known = question_words()["most"]
    named = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in known.items() if name in FIGURES)
    return re.compile(
        rf"(?<!\w)(?:(?:the|la|las|el) )?(?:{named})(?: (?:one|ones|film|movie|peli|pelicula))?(?!\w)"
    )
