"""The features by which a title or somebody's name is told from a wish: its vector, and how it is written."""

import re

import numpy as np
from numpy.typing import NDArray

from ...text import WORD, fold, stopwords
from ...text.language import is_listed, is_spanish
from ...vectors import Vector
from .features import FILM_WORDS

NUMERAL = re.compile(r"[0-9]+|ii|iii|iv|v|vi|vii|viii|ix")
# "The birds" may be a title, "some birds" are wished for.
DEFINITE = frozenset("the el la los las le les l il lo gli i der die das o os".split())  # noqa: SIM905
INDEFINITE = frozenset("a an some un una unos unas uno une um uma".split())  # noqa: SIM905
WISHES = FILM_WORDS | frozenset(
    "algo something anything para sobre about con que quiero want historia story stories".split()  # noqa: SIM905
)
# Small words, of which a feature each says whether they stand first, last, and anywhere.
SMALL = tuple(
    """
    the a an of and in to for on with at from by my is it i you we not no el la los las un una de del y en con
    para sin que por mi su al lo se es
    """.split()  # noqa: SIM905
)


def name_features(prompt: str, vector: Vector) -> NDArray[np.float64]:
    """Gives the features (d + n,) of a prompt whose vector is (d,)."""
    return np.concatenate([np.asarray(vector, dtype=np.float64), look_of_name(prompt)])


def look_of_name(prompt: str) -> list[float]:
    """Describes how a short text is written: its capitals, its ordinary and its small words, its signs."""
    spelled = WORD.findall(prompt) or [""]
    words = [fold(word) for word in spelled]
    return [*_capitals(spelled), *_kinds(words), *_beginning(words, spelled), *_signs(prompt), *_small(words)]


def _capitals(spelled: list[str]) -> list[float]:
    """Which words have a capital: all, the first, others; a single word, two words, the first alone."""
    upper = [word[:1].isupper() for word in spelled]
    others, number = sum(upper[1:]), len(spelled)
    return [
        sum(upper) / number,
        upper[0],
        others / max(1, number - 1),
        number > 1 and all(upper),
        number == 1 and upper[0],
        number == 2 and all(upper),
        number > 1 and upper[0] and not others,
    ]


def _kinds(words: list[str]) -> list[float]:
    """How many words there are, how long, and how many are no ordinary ones."""
    strange = [not is_listed(word) and not word.isdigit() for word in words]
    number = len(words)
    return [
        float(np.log1p(number)),
        number == 1,
        number == 2,
        sum(strange) / number,
        all(strange),
        any(strange),
        number == 1 and strange[0],
        sum(word not in stopwords.EITHER for word in words) / number,
        sum(map(len, words)) / number,
    ]


def _beginning(words: list[str], spelled: list[str]) -> list[float]:
    """Articles before, plurals and numerals behind, words that a wish begins with."""
    first, last, number = words[0], words[-1], len(words)
    return [
        first in DEFINITE,
        first in INDEFINITE,
        first in DEFINITE and not any(word[:1].isupper() for word in spelled),
        first in DEFINITE and number == 2,
        first in DEFINITE and number > 2,
        not WISHES.isdisjoint(words),
        bool(NUMERAL.fullmatch(last)),
        any(word.isdigit() for word in words),
        last.endswith("s"),
        number == 1 and last.endswith("s"),
    ]


def _signs(prompt: str) -> list[float]:
    return [
        ":" in prompt,
        "," in prompt,
        "'s" in prompt,
        bool(re.search(r"[!?¡¿.']", prompt)),
        is_spanish(prompt),
    ]


def _small(words: list[str]) -> list[float]:
    return [
        *(word in words for word in SMALL),
        *(word == words[0] for word in SMALL),
        *(word == words[-1] for word in SMALL),
    ]
