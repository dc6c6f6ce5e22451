"""Holds many short texts as one: of a list of strings each process that reads it comes to have its own.

Python counts in each string who refers to it, so that reading one writes to the page of memory it lies on.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

# What stands between two: the blanks tell whole words by the blanks around them.
BETWEEN = " \n "


class Lines(Sequence[str]):
    """Texts without line breaks, in their order."""

    def __init__(self, texts: Iterable[str]) -> None:
        listed = list(texts)
        self._all = "".join((BETWEEN[1:], *(f"{text}{BETWEEN}" for text in listed)))
        self._starts = array("i", accumulate((len(text) + len(BETWEEN) for text in listed), initial=2))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> str:
        return self._all[self._starts[place] : self._starts[place + 1] - len(BETWEEN)]

    def __iter__(self) -> Iterator[str]:
        return (self._all[start : end - len(BETWEEN)] for start, end in pairwise(self._starts))

    def having(self, words: str) -> Iterator[tuple[int, str]]:
        """The places of the texts that have these words in a row, each with what stands before the words."""
        for place, found in self._found(f" {words} "):
            yield place, self._all[self._starts[place] : found].strip()

    def beginning(self, text: str) -> list[int]:
        """The places of the texts that begin so."""
        return [place for place, found in self._found(f" {text}") if found + 1 == self._starts[place]]

    def with_word(self, text: str) -> list[int]:
        """The places of the texts in which a word begins so, once for each such word."""
        return [place for place, _found in self._found(f" {text}")]

    def _found(self, pattern: str) -> Iterator[tuple[int, int]]:
        """Where a pattern stands in all texts, with the place of the text that it stands in."""
        found = self._all.find(pattern)
        while found >= 0:
            yield bisect_right(self._starts, found + len(BETWEEN) - 1) - 1, found
            found = self._all.find(pattern, found + 1)
