"""Tells what is left of a turn that has been read: a story, no more than talk, or a genre."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...search.query_parser.feelings import emotions_alone
from ...search.query_parser.fillers import trimmed
from ...search.query_parser.genres import genre_here
from ...search.query_parser.negation import Refused
from ...search.query_parser.prompt import TAKEN, Prompt
from ...text import WORD, fold
from ...text.language import is_listed
from .acts import LEFTOVER, STORY
from .named import SAYS_NOTHING, genres_in, people_in, titles_in
from .utterance import Utterance

RUN = re.compile(rf"[^{TAKEN}\n.,;:!?¿¡]+")
SURE = 0.65  # that words say nothing
SURER = 0.8  # that they mean a genre
NOTHING, FAMILY, SAD = "nothing", "family", "sad"
# What a film does to people is all that these words tell of it; others tell more than the genre.
FELT = frozenset(("comedy", "horror", SAD, FAMILY))


NUMBER = re.compile(r"\d+")
GROWN_UP = 14  # years
TOLD = re.compile(
    r"(?:(?:and|but|y|pero) )*(?:with|where|con|donde|en (?:la|el) que)\b"
)  # what follows is in the film
BECAUSE = re.compile(r",? (?:que|porque|because|since|cos|as)\b", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:about|sobre)\b")


class Leftover(NamedTuple):
    """What words mean that name it otherwise."""

    genres: tuple[str, ...] = ()  # as the catalogue calls them
    for_family: bool = False
    sad: bool = False


def take_leftover(said: Utterance, genres: tuple[str, ...]) -> Leftover:
    """What is left of a turn that tells of no film is taken, and what means a genre is heard as one.

    Where genres are named already, no other one is meant, but what a film does to people.
    """
    meant = []
    for start, end in [] if said.is_long else list(_runs(said)):
        kind = _kind_of(said.text[start:end].strip())
        if kind in FELT or kind == NOTHING:
            said.take(start, end)
        meant.append(kind)
    kinds = [kind for kind in dict.fromkeys(meant) if kind in FELT or not genres]
    return Leftover(tuple(filter(None, map(_genre, kinds))), FAMILY in meant, SAD in meant)


def _kind_of(words: str) -> str:
    """What words tell; a story where that is not sure."""
    kind, chance = LEFTOVER.of(words)[0]
    if _is_strange(words, kind):
        return STORY
    if kind == NOTHING:
        return kind if chance > SURE and _says_nothing(trimmed(words)) else STORY
    return kind if chance > SURER else STORY


def _is_strange(words: str, kind: str) -> bool:
    """Whether words cannot be of their kind: grown-ups are no children, and what a film is about is in it."""
    if kind == FAMILY:
        ages = [int(number) for number in NUMBER.findall(words)]
        known = LEFTOVER.words_of(frozenset((FAMILY,))) - SAYS_NOTHING
        return bool(ages) and min(ages) >= GROWN_UP or known.isdisjoint(Utterance(words).words)
    return bool(TOLD.match(fold(words)) or kind != NOTHING and ABOUT.search(fold(words)))


def genres_meant(words: str) -> tuple[str, ...]:
    """The genre that words mean: "explosions", "a tearjerker"."""
    kind, chance = LEFTOVER.of(words)[0]
    genre = _genre("drama" if kind == SAD else kind)
    return (genre,) if genre and chance > SURER else ()


def without_leftover(refused: Refused, wished: tuple[str, ...]) -> None:
    """Of words that are refused, those that mean a genre refuse it, and those that say nothing go.

    Who wishes for a genre and refuses what means the same tells which films of it are not meant. What stands
    behind "que" or "because" says why: "nada de amor, que me deja triste".
    """
    words, refused.words = refused.words, []
    for each in words:
        if named := genres_in(Prompt(BECAUSE.split(each)[0])):
            refused.genres += named
            continue
        kind, chance = LEFTOVER.of(each)[0]
        genre = _genre(kind) if chance > SURER else None
        if genre and genre not in wished:
            refused.genres.append(genre)
        elif kind != NOTHING or chance < SURE or emotions_alone(each)[0]:
            refused.words.append(each)


def _genre(kind: str) -> str | None:
    return genre_here(kind) if kind not in (NOTHING, STORY, SAD, FAMILY) else None


def _runs(said: Utterance) -> Iterator[tuple[int, int]]:
    """Where words stand together of which nothing was taken, and no pause parts them."""
    for match in RUN.finditer(said.text):
        if WORD.search(trimmed(match[0])):
            yield match.span()


def _says_nothing(words: str) -> bool:
    """Whether words by themselves name nobody and no film, nor tell of any."""
    prompt = Utterance(words)
    named = next(titles_in(prompt, ()), None) or next(people_in(prompt), None)
    known = LEFTOVER.words_of(frozenset((NOTHING,)))
    strange = not any(word in known or is_listed(word) for word in prompt.words)
    return not (named or strange) and LEFTOVER.of(words)[0].kind == NOTHING
