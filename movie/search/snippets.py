"""Says why a film was found: the sentence of its description that says most of the request's words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import fsum

from ..text import WORD, fold, stem
from ..text.sentences import sentences

LONGEST = 260  # characters
# Stemming a word costs as much as looking at a hundred: stems keep so many of its first letters.
BEGINNING = 3


@dataclass(frozen=True)
class Segment:
    """A piece of a sentence; `marked` where the request says the same word."""

    text: str
    marked: bool


def why(description: str, words: tuple[str, ...]) -> list[Segment]:
    """The sentence with the most of a request's folded words, the first of equals, in pieces.

    Empty where there is no description. Nothing is embedded for it: ten films' sentences would cost more
    than the whole search.
    """
    told = sentences(description)
    if not told:
        return []
    wanted = _wanted(words)
    said = [wanted.among(WORD.findall(fold(sentence))) for sentence in told]
    spread = Counter(chain.from_iterable(said))
    scores = [fsum(_weight(stem, spread[stem]) for stem in stems) for stems in said]
    return _marked(_shortened(told[scores.index(max(scores))], wanted), wanted)


@dataclass(frozen=True)
class Wanted:
    """The words of a request: their stems, and how words of these stems begin."""

    stems: frozenset[str]
    beginnings: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether a folded word is a form of one of them; few words begin so that they have to be stemmed."""
        return _beginning(word) in self.beginnings and stem(word) in self.stems

    def among(self, words: Sequence[str]) -> set[str]:
        """The stems that some folded words have in common with them."""
        return {stem(word) for word in words if self.has(word)}


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> Wanted:
    """What a request's folded words are known by in other texts."""
    stems = frozenset(map(stem, words))
    return Wanted(stems, frozenset(map(_beginning, (*stems, *words))))


def _beginning(word: str) -> str:
    return word[:BEGINNING].replace("y", "i")  # "fly", "flies"


def _weight(stem: str, sentences: int) -> float:
    """What a word counts that so many sentences say: the rarer, the more; and rare words are long (Zipf)."""
    return len(stem) / sentences


def _shortened(sentence: str, wanted: Wanted) -> str:
    """A long sentence cut to what surrounds its first word in common."""
    if len(sentence) <= LONGEST:
        return sentence
    hits = (found.start() for found in WORD.finditer(sentence) if wanted.has(fold(found[0])))
    start = max(0, next(hits, 0) - LONGEST // 3)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    piece = sentence[start : end if end > start else start + LONGEST]
    return f"{'… ' if start else ''}{piece}{' …' if end < len(sentence) else ''}"


def _marked(sentence: str, wanted: Wanted) -> list[Segment]:
    segments: list[Segment] = []
    place = 0
    for found in WORD.finditer(sentence):
        if wanted.has(fold(found[0])):
            _add(segments, sentence[place : found.start()], False)
            _add(segments, found[0], True)
            place = found.end()
    _add(segments, sentence[place:], False)
    return segments


def _add(segments: list[Segment], text: str, marked: bool) -> None:
    if text:
        segments.append(Segment(text, marked))


def plain(segments: Sequence[Segment]) -> str:
    """The sentence without its marks."""
    return "".join(segment.text for segment in segments)
