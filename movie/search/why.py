"""Says why a film was found: the sentence of its description nearest to the request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..embedders import Embedder
from ..text import fold, stem
from ..vectors import Vector
from .prompts import WORD, Request

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"“«(¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
LONGEST = 260  # characters
# What one word in common is worth beside the cosine similarity of a sentence.
WORD_BONUS = 0.15


@dataclass(frozen=True)
class Segment:
    """A piece of a sentence; `marked` where the request says the same word."""

    text: str
    marked: bool


def why(
    description: str, request: Request, embedder: Embedder | None = None, query: Vector | None = None
) -> list[Segment]:
    """The sentence nearest to the request, in pieces; empty where there is no description.

    Nearness is the number of words in common and, where an embedder is given, cosine similarity.
    """
    sentences = [sentence.strip() for sentence in SENTENCE_END.split(description) if sentence.strip()]
    if not sentences:
        return []
    stems = _stems_of(request.words)
    scores = [
        WORD_BONUS * len(stems.intersection(map(_stem_of, WORD.findall(sentence)))) for sentence in sentences
    ]
    if embedder and query is not None:
        nearness = embedder.embed_documents(sentences) @ query
        scores = [score + float(near) for score, near in zip(scores, nearness, strict=True)]
    return _marked(_shortened(sentences[scores.index(max(scores))], stems), stems)


@lru_cache(maxsize=256)
def _stems_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


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
