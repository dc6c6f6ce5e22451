"""Says why a film was found: the sentence of its description that says most of the request's words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ..text import WORD, fold, stem
from ..text.sentences import sentences

LONGEST = 260  # characters


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
    told = _told(description)
    if not told:
        return []
    stems = _stems_of(words)
    said = [stems & of_sentence for _, of_sentence in told]
    spread = Counter(chain.from_iterable(said))
    scores = [sum(_weight(stem, spread[stem]) for stem in stems) for stems in said]
    return _marked(_shortened(told[scores.index(max(scores))][0], stems), stems)


def _weight(stem: str, sentences: int) -> float:
    """What a word counts that so many sentences say: the rarer, the more; and rare words are long (Zipf)."""
    return len(stem) / sentences


@lru_cache(maxsize=256)
def _stems_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=2000)
def _told(description: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of a description, each with the stems of its words; what is found is found often."""
    return tuple(
        (sentence, frozenset(map(_stem_of, WORD.findall(sentence)))) for sentence in sentences(description)
    )


@lru_cache(maxsize=100_000)
def _stem_of(word: str) -> str:
    return stem(fold(word))


def _shortened(sentence: str, stems: frozenset[str]) -> str:
    """A long sentence cut to what surrounds its first word in common."""
    if len(sentence) <= LONGEST:
        return sentence
    hits = (found.start() for found in WORD.finditer(sentence) if _stem_of(found[0]) in stems)
    start = max(0, next(hits, 0) - LONGEST // 3)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    piece = sentence[start : end if end > start else start + LONGEST]
    return f"{'… ' if start else ''}{piece}{' …' if end < len(sentence) else ''}"


def _marked(sentence: str, stems: frozenset[str]) -> list[Segment]:
    segments: list[Segment] = []
    place = 0
    for found in WORD.finditer(sentence):
        if _stem_of(found[0]) in stems:
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
