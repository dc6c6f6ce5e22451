"""Holds what a chat model gives as a reason against the film that it speaks of.

A reason stands beside a film that the site has named and linked. It may say only what that film's own text,
the visitor's wish and a small lexicon hold: nobody else's title or name, no number, no address and no order
is among these words, whoever has talked the model into writing it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...models import Movie
from ...text import fold, stopwords
from ...text.language import is_listed
from ...text.stemming import stem
from .injection import gives_orders, harmless

FILE = Path(__file__).with_name("lexicon.toml")
LONGEST, FEWEST_WORDS = 220, 2  # characters, words
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# All that a reason is written with: the letters of the two languages, figures, and a sentence's signs.
PLAIN = re.compile(r"[a-zA-Z0-9\u00c0-\u024f\s,.;:!?¡¿'’\"“”«»()%–—…-]+")
JOINED = re.compile(r"[^\W_]\.[^\W_]|//|\d\s*%\d")  # an address, or what would be read as one
QUOTED = re.compile(r"[“\"«][^”\"»\n]*[”\"»]")
SPELLED = re.compile(r"(?:\b[^\W\d_]\b\W{0,3}){3}")
# Where a reason may stop before it comes to something that it may not say.
CLAUSE = re.compile(r"[.!?…]\s+|\s*[,;:(–—]\s+|\s+(?=(?:and|but|while|y|pero|mientras)\s)")
ENDS = 6  # such places that are tried


class Grounds:
    """What a reason for a film may say: words of its own, and words of the wish."""

    def __init__(self, movie: Movie, wish: str = "") -> None:
        told = _text_of(movie)
        self._own = frozenset(map(stem, _words(told)))
        self._exact = frozenset(_words(told))
        self._names = frozenset(fold(word) for word in WORD.findall(told) if word[0].isupper())
        self._title = frozenset(_words(f"{movie.title} {movie.shown.title}"))
        self._wish = _of_wish(wish)

    def held(self, reason: str) -> str:
        """The reason as far as it holds, with a full stop; empty where too little is left."""
        line = " ".join(reason.split()).strip("-•*: ")
        if len(line) > 2 * LONGEST or not PLAIN.fullmatch(line):
            return ""
        if JOINED.search(line) or SPELLED.search(line):
            return ""
        for said in (line, *_shortened(line)):
            if len(said) <= LONGEST and len(WORD.findall(said)) >= FEWEST_WORDS and self._holds(said):
                return said if said[-1] in ".!?…" else f"{said}."
        return ""

    def _holds(self, said: str) -> bool:
        words = list(WORD.finditer(said))
        return any(self._is_own(word[0]) for word in words) and all(
            self._may_say(word[0], _begins(said, word.start())) for word in words
        )

    def _is_own(self, word: str) -> bool:
        """Whether a word says something of this very film, or of the wish; its title stands there anyway."""
        folded = fold(word)
        return folded not in _small() | self._title and stem(folded) in self._own | self._wish

    def _may_say(self, word: str, begins: bool) -> bool:
        folded = fold(word).replace("’", "'").removesuffix("'s")
        if any(char.isdigit() for char in folded):
            return folded in self._exact
        if word[0].isupper() and not begins or len(word) > 1 and word.isupper():
            return folded in self._names
        return folded in _small() or stem(folded) in self._own | self._wish | _lexicon()


def _begins(said: str, place: int) -> bool:
    before = said[:place].rstrip(' "“«(¿¡')
    return not before or before[-1] in ".!?:…"


def _shortened(reason: str) -> Iterator[str]:
    """The reason without its last clause, its last two, and so on."""
    for found in list(CLAUSE.finditer(reason))[: -ENDS - 1 : -1]:
        head = reason[: found.start()].rstrip(" ,;:(")
        if head.count("(") == head.count(")") and not head.count('"') % 2:
            yield head


def _text_of(movie: Movie) -> str:
    """All that is stored of a film in words, without what is no story but an order to whoever reads it."""
    shown = movie.shown
    people = [credit.person.name for credit in movie.credits.all()]
    stories = (harmless(text) for text in (movie.description, shown.description))
    facts = (movie.title, shown.title, movie.genre, *shown.genres, *people)
    numbers = (str(number) for number in (movie.year, movie.runtime) if number)
    keywords = (word for word in (*movie.keyword_list, *shown.keyword_list) if not gives_orders(word))
    return "\n".join((*facts, *numbers, *map(_unquoted, (*stories, *keywords))))


def _unquoted(text: str) -> str:
    """A text without what it quotes, which may be another film's title."""
    return QUOTED.sub(" ", text)


def _of_wish(wish: str) -> frozenset[str]:
    """The stems of the ordinary words of a wish: names, and the words of orders, are not said again."""
    if gives_orders(wish):
        return frozenset()
    words = (fold(word) for word in WORD.findall(_unquoted(wish)) if not word[0].isupper())
    return frozenset(stem(word) for word in words if is_listed(word))


def _words(text: str) -> list[str]:
    return [fold(word).replace("’", "'").removesuffix("'s") for word in WORD.findall(text)]


def _small() -> frozenset[str]:
    return stopwords.ENGLISH | stopwords.SPANISH


@cache
def _lexicon() -> frozenset[str]:
    talk = tomllib.loads(FILE.read_text(encoding="utf-8"))["talk"]
    return frozenset(map(stem, fold(" ".join(talk.values())).split()))
