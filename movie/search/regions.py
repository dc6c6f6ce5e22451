"""Divides the map into regions, and names each by the keywords that set its films apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from ..text import fold, stem
from ..text.glossary import in_english, is_listed, is_spanish
from .tsne import Points

ROUNDS = 50
WORDS_IN_NAME = 2
# Beyond these shares of Spanish keywords a catalogue has its keywords in one language.
BILINGUAL = (0.2, 0.8)


@dataclass(frozen=True)
class Region:
    """A part of the map: its name ("" where no keyword sets it apart), middle, and films by place."""

    name: str
    x: float
    y: float
    members: list[int]  # places in the points given, the most central first


def regions(points: Points, keywords: Sequence[Sequence[str]], *, spanish: bool = False) -> list[Region]:
    """The regions of a map of points (n, 2) of films with these keywords, the largest first.

    Where the catalogue has keywords in both languages, names are in Spanish or in English as asked.
    """
    if not len(points):
        return []
    labels = _clusters(points, max(1, round(1.3 * len(points) ** (1 / 3))))
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    names = _names([[keywords[place] for place in group] for group in groups], spanish)
    return [_region(name, points, group) for name, group in zip(names, groups, strict=True)]


def _region(name: str, points: Points, group: NDArray[np.intp]) -> Region:
    middle = np.median(points[group], axis=0)
    distances = np.square(points[group] - middle).sum(axis=1)
    return Region(name, *middle.tolist(), group[np.argsort(distances, kind="stable")].tolist())


def _clusters(points: Points, count: int) -> NDArray[np.intp]:
    """k-means; it begins with points that are each far from those before (no chance in it)."""
    centres = points[[int(np.square(points - points.mean(axis=0)).sum(axis=1).argmin())]]
    while len(centres) < count:
        centres = np.vstack([centres, points[_distances(points, centres).min(axis=1).argmax()]])
    for _ in range(ROUNDS):
        labels = _distances(points, centres).argmin(axis=1)
        sizes = np.bincount(labels, minlength=count)
        sums = np.stack([np.bincount(labels, axis, count) for axis in points.T], axis=1)
        moved = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    return labels


def _distances(points: Points, centres: Points) -> NDArray[np.float64]:
    return np.square(points[:, None] - centres[None]).sum(axis=2)


def _names(groups: list[list[Sequence[str]]], spanish: bool) -> list[str]:
    """A name a region, no word in two of them: that which is most frequent here and rare elsewhere."""
    counts = [Counter(word for words in group for word in set(words)) for group in groups]
    total = sum(counts, Counter())
    wanted = _in_language(total, spanish)
    films = sum(map(len, groups))
    taken: set[str] = set()
    names = []
    for group, count in zip(groups, counts, strict=True):
        scores = {
            word: here * log(here / len(group) * films / total[word])
            for word, here in count.items()
            if here > 1 and word in wanted
        }
        names.append(_name(scores, taken))
    return names


def _name(scores: dict[str, float], taken: set[str]) -> str:
    chosen: list[str] = []
    for word in sorted(scores, key=lambda word: (-scores[word], word)):
        stems = {stem(part) for part in fold(in_english(word)).split()}
        if scores[word] > 0 and not stems & taken:
            chosen.append(word)
            taken |= stems
        if len(chosen) == WORDS_IN_NAME:
            break
    return " · ".join(chosen)


def _in_language(words: Counter[str], spanish: bool) -> set[str]:
    """The words of the language asked for, or all of them in a catalogue of one language."""
    in_spanish = {word for word in words if is_spanish(word)}
    share = len(in_spanish) / max(1, len(words))
    if not BILINGUAL[0] < share < BILINGUAL[1]:
        return set(words)
    if spanish:
        return in_spanish
    # A word that the glossary lacks may be of either.
    return {word for word in set(words) - in_spanish if all(map(is_listed, fold(word).split()))}
