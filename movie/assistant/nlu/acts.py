"""Tells what words want, from examples: a turn of a talk, and what is left of one that has been read."""

import logging
import re
import zlib
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ...errors import MovieError
from ...perceptron import Perceptron
from ...text import WORD, fold
from ...vectors import Vector
from .question_kinds import Ask

if TYPE_CHECKING:
    from ...embedders.offline import OfflineEmbedder

logger = logging.getLogger(__name__)

WISH = "wish"  # the kind of turns against which the odds of all others stand
STORY = "story"  # that of what is left of a turn
AGAIN = "again"  # what was asked before, of another film
QUESTIONS = frozenset((*Ask, AGAIN))
A_TITLE, A_NAME = "Casablanca", "Humphrey Bogart"  # what stands for every title, every name, that is here
SLOT = re.compile(r"\{\w+\}")
LONGEST = 300  # characters; whoever says more tells a story
BUCKETS = 2048
SCALE = np.float32(20)  # so scaled, numbers of a row of length 1 are of the size that learning wants


class Act(NamedTuple):
    """What words want, and how probable that is."""

    kind: str
    chance: float


class Hearing:
    """Tells kinds of words apart, `first` where nothing can be told; `train_acts` makes the weights."""

    def __init__(self, name: str, first: str) -> None:
        self.examples = Path(__file__).with_name(f"{name}.txt")
        self.weights = Path(__file__).with_name(f"{name}.npz")
        self.first = first
        self.of = lru_cache(maxsize=256)(self._of)
        self.words_of = cache(self._words_of)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that the examples tell apart, the first one first."""
        lines = self.examples.read_text(encoding="utf-8").splitlines()
        found = [line[1:-1] for line in lines if line.startswith("[") and not line.startswith("[{")]
        return (self.first, *(kind for kind in found if kind != self.first))

    def _of(self, said: str) -> list[Act]:
        """All kinds, the most probable first; costs the encoding of the text, a few milliseconds."""
        try:
            vector = _encoder().embed_query(said[:LONGEST].lower())
        except MovieError as error:
            logger.warning("What a turn wants is heard as a %s: %s", self.first, error)
            return [Act(self.first, 1.0)]
        odds = np.append(np.float32(0), self._network.log_odds(row_of(said, vector)[None])[0])
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        return sorted(map(Act, self.kinds, chances.tolist()), key=lambda act: -act.chance)

    def _words_of(self, some: frozenset[str]) -> frozenset[str]:
        """The folded words of the examples of some kinds."""
        kind, found = "", set()
        for line in self.examples.read_text(encoding="utf-8").splitlines():
            kind = line[1:-1] if line.startswith("[") else kind
            if kind in some and not line.startswith(("#", "[")):
                found.update(WORD.findall(fold(SLOT.sub(" ", line))))
        return frozenset(found)

    @cached_property
    def _network(self) -> Perceptron:
        return Perceptron.read(self.weights)


ACTS = Hearing("acts", WISH)
LEFTOVER = Hearing("leftover", STORY)


def act_of(said: str) -> Act:
    """The kind of a turn, a key of the sections in acts.txt; WISH without the offline encoder's package."""
    return ACTS.of(said)[0]


def acts_of(said: str) -> list[Act]:
    """All kinds of a turn, the most probable first."""
    return ACTS.of(said)


def row_of(said: str, vector: Vector) -> Vector:
    """Gives the features (d + BUCKETS,) of words whose vector is (d,): their meaning and their letters."""
    letters = np.zeros(BUCKETS, dtype=np.float32)
    for run in _runs(said[:LONGEST]):
        letters[zlib.crc32(run.encode()) % BUCKETS] = 1
    letters /= max(float(np.linalg.norm(letters)), 1.0)
    return np.concatenate([vector, letters]) * SCALE


def _runs(said: str) -> set[str]:
    """The words, pairs of words and runs of three letters in a turn, and whether it is put as a question."""
    words = WORD.findall(fold(said)) or [""]
    pairs = (f"{one} {two}" for one, two in zip(["^", *words], [*words, "$"], strict=True))
    letters = (f"-{word}-"[place : place + 3] for word in words for place in range(len(word)))
    return {*words, *pairs, *letters, *("?" for sign in said if sign == "?"), f"#{min(len(words), 12)}"}


@cache
def _encoder() -> "OfflineEmbedder":
    from ...embedders.offline import OfflineEmbedder

    return OfflineEmbedder()


def asking_words() -> frozenset[str]:
    """The folded words of which questions are made, whatever film they are asked of."""
    return words_of(QUESTIONS)


def words_of(some: frozenset[str]) -> frozenset[str]:
    """The folded words of the examples of some kinds of turns."""
    return ACTS.words_of(some)
