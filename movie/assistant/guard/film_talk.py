"""Knows the words in which people talk of films, and names that are neither a film's nor anybody's."""

import tomllib
from functools import cache
from pathlib import Path

from ...text.folding import fold
from ...text.stemming import stem

FILE = Path(__file__).with_name("film_talk.toml")


def is_film_talk(word: str) -> bool:
    """Whether a folded word speaks of what films are made of or of what they do to people."""
    return stem(word) in _talk()


def is_ordinary_name(word: str) -> bool:
    """Whether a folded word has a capital, yet names neither a film nor a person: "Japanese", "June"."""
    return word in _words("names") or word.removesuffix("s") in _words("names")


def offering(kind: str) -> list[str]:
    """Folded phrases: "verbs" that offer a film, "more" that may follow these."""
    return [" ".join(phrase.split()) for phrase in _file()["offering"][kind].split(",")]


def untitled() -> frozenset[str]:
    """Folded words with which no title begins, behind a verb that offers."""
    return _words("untitled")


@cache
def _talk() -> frozenset[str]:
    return frozenset(map(stem, _words("talk")))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold(" ".join(_file()[kind].values())).split())


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
