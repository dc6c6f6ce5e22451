"""Decides what a chat model may say of films: what it was given to know of them, and nothing else.

Whatever a model writes, be it that it errs or that a film's description has talked it out of its job, is
held against the films that were found. A sentence that names another film, another person, another year
or an address may not be said, nor one that is about something else.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...text import fold, stopwords
from ...text.emotions import spoken_of
from ...text.sentences import pieces
from ...text.stemming import stem
from .entities import LINKS, NAME_WORD, is_known, names, words_of
from .film_talk import is_film_talk
from .patterns import BEING, DISGUISED, FOREIGN, OFFER, OFFERED, ORDER, POINTING

FILM = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands where a sentence names a film by its mark
LONGEST_SENTENCE = 600
# A parrot says so many words of its orders in a row.
PARROT = 7
SPELLED = 4  # letters in a row, each for itself
SHORTEST_SQUEEZED = 6  # letters of a title that is known without its blanks
QUOTED = re.compile(
    r"[“\"«]([^”\"»\n]+)[”\"»]|(?<!\w)[‘']([^’'\n]+(?:[’']\w+[^’'\n]*)*)[’'](?!\w)"
    r"|(?<![*\w])\*{1,3}([^*\n]+)\*{1,3}|(?<![_\w])_{1,3}([^_\n]+)_{1,3}(?!\w)"
)
NUMBER = re.compile(r"\d+(?:[.,]?\d)*")
MIXED = re.compile(r"\d+(?:s|st|nd|rd|th|h|min|mins|m|k|d|[ao])|\w+'s")


@dataclass(frozen=True)
class Evidence:
    """What may be said of films; all texts are as `words_of` gives them."""

    common: str  # titles, years, people, genres
    texts: Sequence[str]  # of each film, in the order of their numbers from 1
    wish: str = ""  # what the visitor wants
    unknown: Collection[str] = ()  # titles that are not here
    orders: str = ""  # what the model was told to do

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [_stems(text) for text in self.texts]

    def know(self, words: str, numbers: Iterable[int] = ()) -> bool:
        """Whether such words were said of all films, or of those with these numbers."""
        return words in self.common or any(words in self.texts[number - 1] for number in numbers)

    def touch(self, words: str, numbers: Iterable[int]) -> bool:
        """Whether words have something in common with the wish or with what these films are about."""
        said = _stems(words)
        return bool(said & _stems(self.wish)) or any(said & self._stems[number - 1] for number in numbers)


def is_decent(text: str, facts: Evidence) -> bool:
    """Whether a sentence, FILM in the place of its marks, hides nothing, and offers no other film."""
    words, folded = words_of(text), fold(text)
    squeezed = words.replace(" ", "")
    return not (
        len(text) > LONGEST_SENTENCE
        or DISGUISED.search(text)
        or FOREIGN.search(folded)
        or OFFERED.search(folded)
        or any(title in words for title in facts.unknown)
        or any(_squeezed(title) in squeezed for title in facts.unknown)
        or _spells(words.split())
        or _parrots(words.split(), facts.orders)
    )


def may_be_said(text: str, facts: Evidence, named: Sequence[int], about: Sequence[int]) -> bool:
    """Whether a sentence, FILM in the place of its marks, holds.

    `named` are the numbers of the films that it names, `about` those that the sentences before it named.
    """
    near = [*named, *about]
    return (
        is_decent(text, facts)
        and all(_is_known_number(number, facts, named) for number in NUMBER.findall(text))
        and all(_is_known_mixture(word, facts, near) for word in NAME_WORD.findall(fold(text)))
        and all(_is_known_phrase("".join(filter(None, found)), facts, near) for found in QUOTED.findall(text))
        and all(is_known(name, begins, facts, near) for name, begins in names(text))
        and (bool(named) or _is_about_films(text, facts, about))
    )


def harmless(text: str) -> str:
    """A film's text without the sentences that are no story but orders to whoever reads them."""
    return "".join(
        sentence
        for sentence in pieces(text)
        if not (FOREIGN.search(fold(sentence)) or ORDER.search(fold(sentence)))
    ).strip()


def _stems(words: str) -> frozenset[str]:
    ignored = stopwords.ENGLISH | stopwords.SPANISH
    return frozenset(stem(word) for word in words.split() if word not in ignored and len(word) > 2)


def _is_about_films(text: str, facts: Evidence, about: Sequence[int]) -> bool:
    """Whether a sentence that names no film goes on about those named before."""
    words, folded = words_of(text), fold(text)
    if ORDER.search(folded) or _offers(text, folded, facts):
        return False
    return (
        bool(POINTING.search(folded))
        or facts.touch(words, about)
        or any(map(is_film_talk, words.split()))
        or bool(spoken_of(text))
        or any(len(name) > 1 and facts.know(words_of(" ".join(name))) for name, _ in names(text))
    )


def _offers(text: str, folded: str, facts: Evidence) -> bool:
    """Whether a sentence praises what it begins with, and that is neither a mark nor somebody known."""
    if OFFER.search(folded):
        return True
    name, begins = next(names(text), ([], False))
    if not begins or len(name) < 2 or facts.know(words_of(" ".join(name))):
        return False
    start = folded.find(fold(name[-1])) + len(fold(name[-1]))
    return bool(BEING.match(folded, start))


def _squeezed(title: str) -> str:
    letters = title.replace(" ", "")
    return letters if len(letters) >= SHORTEST_SQUEEZED else FILM


def _spells(words: Sequence[str]) -> bool:
    """Whether a sentence has a word letter by letter."""
    run = 0
    for word in words:
        run = run + 1 if len(word) == 1 and word.isalpha() else 0
        if run == SPELLED:
            return True
    return False


def _parrots(words: Sequence[str], orders: str) -> bool:
    runs = (" ".join(words[place : place + PARROT]) for place in range(len(words) - PARROT + 1))
    return any(f" {run} " in orders for run in runs)


def _is_known_number(number: str, facts: Evidence, named: Sequence[int]) -> bool:
    """Small numbers count things; a decade is known where one of its years is."""
    if len(number) < 3:
        return True
    decade = number[:3] if len(number) == 4 and number[3] == "0" else None
    return facts.know(f" {number} ", named) or bool(decade and re.search(rf" {decade}\d ", facts.common))


def _is_known_mixture(word: str, facts: Evidence, near: Sequence[int]) -> bool:
    """Whether a word of letters and digits, if it is one, is a usual one or the films'."""
    if word.isalpha() or word.isdigit() or not any(letter.isdigit() for letter in word):
        return True
    return bool(MIXED.fullmatch(word)) or facts.know(words_of(word), near)


def _is_known_phrase(text: str, facts: Evidence, near: Sequence[int]) -> bool:
    """Whether words in quotes or emphasis are a title or a name, be it with another article, or film talk."""
    if FILM in text or text.rstrip().endswith(":"):
        return True
    words = words_of(text)
    first, *rest = words.split() or [""]
    said = [word for word in words.split() if word not in stopwords.ENGLISH | stopwords.SPANISH]
    return (
        facts.know(words, near)
        or bool(first in LINKS and rest and facts.know(f" {' '.join(rest)} "))
        or all(is_film_talk(word) for word in said)
    )
