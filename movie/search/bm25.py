"""Full text in memory: which films share words with a request, by BM25 (Robertson and Zaragoza, 2009).

Numpy alone, so that it is the same on every database; a request costs a millisecond or two on ten
thousand films. Words of one meaning, such as a word and its translations, count as one: the best of
them, which no sum over full-text matches can say.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text import WORD, fold
from .features import K1, most_bm25, rarity

# Forms of a word share their first letters. Cutting finds as much as the Snowball stemmers do, in either
# language, and costs nothing.
LETTERS = 5
# What a word weighs in the title, keywords, genre and description: whole numbers, which take little memory.
FIELD_WEIGHTS = (1, 2, 1, 1)
MOST_WEIGHT = np.iinfo(np.uint16).max
# How far long texts are marked down.
B = 0.75
# A translation counts less than the word itself: of several, most mean something else.
TRANSLATED = 0.8

Fields = Sequence[str]  # of one film, as many as there are weights
Translate = Callable[[str], Iterable[str]]  # folded words of the other language for a folded word


@dataclass(frozen=True)
class BM25:
    """Where each word stands in n films: of posting i the film is `places[i]`, its weight `weights[i]`.

    Postings lie word by word, those of word w from `starts[w]` to `starts[w + 1]`.
    """

    ids: NDArray[np.int64]  # (n,)
    lengths: NDArray[np.int32]  # (n,): how many words a film has
    vocabulary: Mapping[str, int]
    starts: NDArray[np.int64]
    places: NDArray[np.uint16] | NDArray[np.int32]
    weights: NDArray[np.uint16]

    def compare(self, words: Sequence[str], translate: Translate = lambda word: ()) -> tuple[NDArray, float]:
        """The BM25 of every film, (n,), for folded words without stop words, and what none could pass."""
        scores, told = np.zeros(len(self.ids), dtype=np.float32), []
        for forms in _by_beginning(words).values():
            # The root: in a long request a name said five times is not five times as telling.
            times = len(forms) ** 0.5
            told.append((times, self._add(scores, times, forms[0], translate(forms[0]))))
        return scores, most_bm25(told)

    def aligned(self, scores: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The scores of the films with these ids, in this order; 0 for a film that is not here."""
        if not len(self.ids):
            return np.zeros(len(ids), dtype=np.float32)
        if np.array_equal(ids, self.ids):
            return scores
        found = np.minimum(np.searchsorted(self.ids, ids, sorter=self._order), len(self._order) - 1)
        places = self._order[found]
        return np.where(self.ids[places] == ids, scores[places], 0).astype(np.float32)

    def _add(self, scores: NDArray, times: float, word: str, others: Iterable[str]) -> float:
        """Add what a word said so many times is worth to the films that have it, or a translation of it.

        Returns its rarity, or that of the translation.
        """
        beginnings = {other[:LETTERS]: TRANSLATED for other in others} | {word[:LETTERS]: 1.0}
        found = [self._gains(*told) for told in beginnings.items() if len(self._postings(told[0]))]
        if len(found) == 1:
            _rare, places, gained = found[0]
            scores[places] += times * gained
        elif found:
            gains = np.zeros(len(scores), dtype=np.float32)
            for _rare, places, gained in found:
                gains[places] = np.maximum(gains[places], gained)
            scores += times * gains
        return max((rare for rare, *_ in found), default=rarity(0, len(self.ids)))

    def _gains(self, beginning: str, share: float) -> tuple[float, NDArray[np.intp], NDArray[np.float32]]:
        """How rare the words of a beginning are, the places of the films that have them, what each gains."""
        postings = self._postings(beginning)
        first, last = postings.start, postings.stop
        places = self.places[first:last].astype(np.intp)
        weights = self.weights[first:last].astype(np.float32)
        rare = share * rarity(last - first, len(self.ids))
        gained = rare * (K1 + 1) * weights / (weights + self._norms[places])
        return rare, places, gained.astype(np.float32)

    @cached_property
    def _norms(self) -> NDArray[np.float64]:
        """What the length of each film makes of its words' weights, (n,)."""
        return K1 * (1 - B + B * self.lengths / max(self.lengths.mean(), 1))

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.ids)

    def _postings(self, beginning: str) -> range:
        """Which postings are those of a beginning."""
        word = self.vocabulary.get(beginning, len(self.starts))
        # What the vocabulary has learned since is in no film of these.
        return range(*self.starts[word : word + 2].tolist()) if word + 1 < len(self.starts) else range(0)

    def updated(self, changed: Iterable[int], films: Iterable[tuple[int, Fields]]) -> "BM25":
        """The same without the changed films (ids), and with these films, by id, after all others."""
        kept = ~np.isin(self.ids, list(changed))
        held = kept[self.places]
        new_places = (np.cumsum(kept, dtype=np.int32) - 1)[self.places[held]]
        words = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))[held]
        added = _postings(films, self.vocabulary)
        places = np.arange(len(added.ids), dtype=np.int32) + kept.sum(dtype=np.int32)
        return _sorted(
            np.concatenate([self.ids[kept], added.ids]),
            np.concatenate([self.lengths[kept], added.lengths]),
            self.vocabulary,
            np.concatenate([words, added.words]),
            np.concatenate([new_places, np.repeat(places, added.numbers)]),
            np.concatenate([self.weights[held], added.weights]),
        )


class Postings(NamedTuple):
    """Films as they are read: ids, lengths, numbers of different words; words and weights, film by film."""

    ids: NDArray[np.int64]
    lengths: NDArray[np.int32]
    numbers: NDArray[np.int32]
    words: NDArray[np.int32]
    weights: NDArray[np.uint16]


def _postings(films: Iterable[tuple[int, Fields]], vocabulary: dict[str, int]) -> Postings:
    """The words of films, as numbers from the first on: as objects they would fill half a gigabyte."""
    ids, lengths, numbers, words, weights = (array(kind) for kind in "qiiiH")
    for pk, fields in films:
        read, length = _read(fields, vocabulary)
        ids.append(pk)
        lengths.append(length)
        numbers.append(len(read))
        words.extend(read)
        weights.extend(min(weight, MOST_WEIGHT) for weight in read.values())
    return Postings(*map(np.asarray, (ids, lengths, numbers, words, weights)))


def bm25_of(films: Iterable[tuple[int, Fields]]) -> BM25:
    """The words of films by id, in their order."""
    none = np.empty(0, dtype=np.int64)
    empty = BM25(
        none,
        none.astype(np.int32),
        {},
        np.zeros(1, dtype=np.int64),
        none.astype(np.int32),
        none.astype(np.uint16),
    )
    return empty.updated((), films)


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for word in words:
        forms.setdefault(word[:LETTERS], []).append(word)
    return forms


def _read(fields: Fields, vocabulary: dict[str, int]) -> tuple[dict[int, int], int]:
    """How much each word of a film weighs, by its number in the vocabulary, which learns it; their number."""
    weights: dict[int, int] = {}
    length = 0
    for text, weight in zip(fields, FIELD_WEIGHTS, strict=True):
        words = [word[:LETTERS] for word in WORD.findall(fold(text))]
        length += len(words)
        for word, times in Counter(words).items():
            number = vocabulary.setdefault(word, len(vocabulary))
            weights[number] = weights.get(number, 0) + weight * times
    return weights, length


def _sorted(ids, lengths, vocabulary, words, places, weights) -> BM25:
    order = np.argsort(words, kind="stable")
    starts = np.searchsorted(words[order], np.arange(len(vocabulary) + 1))
    if len(ids) <= np.iinfo(np.uint16).max:
        places = places.astype(np.uint16)
    return BM25(ids, lengths, vocabulary, starts, places[order], weights[order])
