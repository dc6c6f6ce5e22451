"""Compares a request with films word by word, which a vector of a whole text cannot."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from ..embedders import Embedder
from ..text import fold, stem, stopwords
from ..text.glossary import in_english_alone, is_spanish
from ..vectors import Vector
from .prompts import WORD, Request

# What the share of a film's words that the request has counts, beside the request's that the film has.
PRECISION = 0.5


def coverage(request: Request, texts: Sequence[str], embedder: Embedder) -> Vector:
    """How far each text and the request have the same words or words like them, (n,), from -1 to 1.

    Each word of one side counts as much as the other's likest word is like it: 1 for the same word in
    either language, else their vectors' cosine similarity. It is the late interaction of ColBERT
    (Khattab and Zaharia, 2020) both ways, as in BERTScore (Zhang and others, 2020), with vectors that
    know no context.
    """
    wanted = _english(request.words, request.spanish)
    said = [_words_of(text) for text in texts]
    listed = list(dict.fromkeys(chain.from_iterable(said)))
    if not wanted or not listed:
        return np.zeros(len(texts), dtype=np.float32)
    places = {word: place for place, word in enumerate(listed)}
    likeness = _likeness(listed, wanted, embedder)[[places[word] for words in said for word in words]]
    lengths = [len(words) for words in said]
    starts = np.cumsum([0, *lengths[:-1]])
    recall = np.maximum.reduceat(likeness, starts).mean(axis=1)
    precision = np.add.reduceat(likeness.max(axis=1), starts) / np.float32(lengths)
    return (recall + PRECISION * precision) / (1 + PRECISION)


def _likeness(listed: Sequence[str], wanted: Sequence[str], embedder: Embedder) -> Vector:
    """Of each word that is listed with each that is wanted, (listed, wanted)."""
    rows, queries = (
        np.concatenate([_vector(word, embedder) for word in words]).reshape(len(words), -1)
        for words in (listed, wanted)
    )
    likeness = rows @ queries.T
    columns: dict[str, list[int]] = {}
    for column, word in enumerate(wanted):
        columns.setdefault(_stems(word), []).append(column)
    for row, word in enumerate(listed):
        if same := columns.get(_stems(word)):
            likeness[row, same] = 1
    return likeness


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    """The different words of a film's text, in English; never none."""
    spanish = is_spanish(text)
    stop_words = stopwords.SPANISH if spanish else stopwords.ENGLISH
    return _english((word for word in WORD.findall(fold(text)) if word not in stop_words), spanish) or ("",)


def _english(words: Iterable[str], spanish: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(in_english_alone(word) if spanish else word for word in words))


@lru_cache(maxsize=50_000)
def _vector(word: str, embedder: Embedder) -> Vector:
    return embedder.word_vector(word)


@lru_cache(maxsize=100_000)
def _stems(words: str) -> str:
    return " ".join(map(stem, words.split()))
