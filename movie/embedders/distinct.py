"""Tells when a model gives different texts one and the same vector, as a broken server does."""

import re
from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike

from ..errors import NonsenseAnswer
from ..text import fold

# Models read no more than the beginning of a long text, and some neither case nor accents nor blanks.
READ = 300
MOST_KEPT = 50_000
# Of fewer numbers vectors may fall together by chance.
FEWEST_NUMBERS = 64
CURE = _("Check EMBEDDING_MODEL and the server's log: the model may be broken, or none that embeds.")
WORD = re.compile(r"\w+")


def essence(text: str) -> str:
    """What of a text every model has to tell apart: the words of its beginning, folded, in any order.

    Models that add up their words' vectors read no order.
    """
    told = " ".join(WORD.findall(fold(text[: 2 * READ])))[:READ]
    return " ".join(sorted(set(told.split())))


class Distinct:
    """Remembers of which text each vector is. All threads of a run share it: one look-up, one write."""

    def __init__(self) -> None:
        self._of_vector: dict[int, str] = {}
        self._texts: set[int] = set()

    def check(self, model: str, texts: Sequence[str], answer: ArrayLike) -> None:
        """Raises NonsenseAnswer where unlike texts have one vector, many texts few vectors, or all zeros.

        A single text's zeros are its own affair; what is no row of numbers for each text is left to whoever
        looks at shape and type.
        """
        try:
            rows = np.asarray(answer, dtype=np.float32)
        except (OverflowError, TypeError, ValueError):
            return
        if rows.ndim != 2 or rows.shape[1] < FEWEST_NUMBERS:
            return
        if len(texts) > 1 and not rows.any():
            raise NonsenseAnswer(_("{model} answered zeros for every text. {cure}"), model=model, cure=CURE)
        if self._falls_together(texts, rows):
            said = _(
                "{model} gave different texts one and the same vector, by which nothing can be found. {cure}"
            )
            raise NonsenseAnswer(said, model=model, cure=CURE)

    def _falls_together(self, texts: Sequence[str], rows: np.ndarray) -> bool:
        if len(self._texts) > MOST_KEPT:
            self._texts.clear()
            self._of_vector.clear()
        for text, row in zip(texts, rows, strict=False):
            if row.any():
                said = essence(text)
                self._texts.add(hash(said))
                if _unlike(self._of_vector.setdefault(hash(row.tobytes()), said), said):
                    return True
        return len(self._texts) > 1 and 2 * len(self._of_vector) <= len(self._texts)


def _unlike(one: str, other: str) -> bool:
    """Whether two texts share less than half of their words: no rounding makes one vector of them."""
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) < len(words | others)
