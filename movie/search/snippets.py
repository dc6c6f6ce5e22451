"""Says why a film was found: the sentence of its description that says most of the request's words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from math import fsum

from ..text import WORD, fold_in_place, stem
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
    said = [wanted.among(WORD.findall(fold_in_place(sentence))) for sentence in told]
    spread = Counter(chain.from_iterable(said))
    scores = [fsum(_weight(stem, spread[stem]) for stem in stems) for stems in said]
    return _marked(_shortened(told[scores.index(max(scores))], wanted), wanted)


@dataclass(frozen=True)
class Wanted:
    """The words of a request: their stems, and how words of these stems begin."""

    stems: frozenset[str]
    beginnings: frozenset[str]

    def among(self, words: Sequence[str]) -> frozenset[str]:
        """The stems that some folded words have in common with them; few words begin so."""
        beginnings = self.beginnings
        return self.stems.intersection(stem(word) for word in words if word[:BEGINNING] in beginnings)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where forms of them start and end in a text."""
        for found in WORD.finditer(fold_in_place(text)):
            if found[0][:BEGINNING] in self.beginnings and stem(found[0]) in self.stems:
                yield found.span()


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> Wanted:
    """What a request's folded words are known by in other texts."""
    stems = frozenset(map(stem, words))
    return Wanted(stems, frozenset(chain.from_iterable(map(_beginnings, (*stems, *words)))))


def _beginnings(word: str) -> Iterator[str]:
    letters = ("iy" if letter in "iy" else letter for letter in word[:BEGINNING])  # "fly", "flies"
    return map("".join, product(*letters))


def _weight(stem: str, sentences: int) -> float:
    """What a word counts that so many sentences say: the rarer, the more; and rare words are long (Zipf)."""
    return len(stem) / sentences


def _shortened(sentence: str, wanted: Wanted) -> str:
    """A long sentence cut to what surrounds its first word in common."""
    if len(sentence) <= LONGEST:
        return sentence
    first, _ = next(wanted.places(sentence), (0, 0))
    start = max(0, first - LONGEST // 3)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    piece = sentence[start : end if end > start else start + LONGEST]
    return f"{'… ' if start else ''}{piece}{' …' if end < len(sentence) else ''}"


def _marked(sentence: str, wanted: Wanted) -> list[Segment]:
    segments: list[Segment] = []
    place = 0
    for start, end in wanted.places(sentence):
        _add(segments, sentence[place:start], False)
        _add(segments, sentence[start:end], True)
        place = end
    _add(segments, sentence[place:], False)
    return segments


def _add(segments: list[Segment], text: str, marked: bool) -> None:
    if text:
        segments.append(Segment(text, marked))


def plain(segments: Sequence[Segment]) -> str:
    """The sentence without its marks."""
    return "".join(segment.text for segment in segments)
