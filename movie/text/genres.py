"""Knows the genres of films: one vocabulary in English and Spanish, by families."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from . import split_genres
from .folding import WORD, fold

FILE = Path(__file__).with_name("genres.toml")
LABELLED = ("en", "es", "pt")
# What is made for everybody, and what is not for children, by keys.
FOR_FAMILY = frozenset(("family", "animation"))
NOT_FOR_CHILDREN = frozenset(("horror", "thriller", "crime", "war"))


@dataclass(frozen=True)
class Genre:
    """A genre with its names; `films` and `kinds` are regular expressions for folded text."""

    key: str  # "science_fiction"
    labels: dict[str, str]  # what a page calls it, by language: "en", "es", "pt"
    names: tuple[str, ...]  # as catalogues have it, folded, in either language
    begins: tuple[str, ...]  # how words begin in names of it that nobody listed, folded: "noir"
    films: tuple[str, ...]  # how people call films of it: a noun that needs no "film" beside it
    kinds: tuple[str, ...]  # nouns that stand beside "film" or behind "peli de"
    adjectives: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All patterns of words for it."""
        return (*self.films, *self.kinds, *self.adjectives)


@cache
def genres() -> Mapping[str, Genre]:
    """All genres by their keys."""
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        key: Genre(
            key,
            {code: words[code] for code in LABELLED},
            *(tuple(words[part]) for part in ("names", "begins", "films", "kinds", "adjectives")),
        )
        for key, words in known.items()
    }


def genre_key(name: str) -> str:
    """The key of a genre by any of its names; the folded name of one that nobody listed."""
    folded = fold(name).strip()
    return _keys().get(folded, folded)


@lru_cache(maxsize=4096)
def genres_in(name: str) -> tuple[str, ...]:
    """The keys of all genres that a name speaks of: of "Comedia romántica" comedy and romance."""
    words = " " + " ".join(WORD.findall(fold(name)))
    return tuple(
        key for key, genre in genres().items() if any(f" {start}" in words for start in genre.begins)
    )


@lru_cache(maxsize=4096)
def genre_in(language: str, name: str) -> str:
    """A genre's name in a language, by what another one calls it: "Acción" in "en" is "Action", "Fantasía" in
    "pt" is "Fantasia".

    The name itself where nobody lists it, or where it is no other language's word for the genre.
    """
    genre = genres().get(genre_key(name))
    own = genre.labels.get(language, name) if genre else name
    foreign = genre and name.casefold() != own.casefold() and fold(name) in map(fold, genre.labels.values())
    return own if foreign else name


def genres_shown(language: str, text: str) -> list[str]:
    """The genres of a genre field one by one, named in a language as far as its words for them are known."""
    return list(dict.fromkeys(genre_in(language, name) for name in split_genres(text)))


def same_genre(name: str) -> frozenset[str]:
    """All folded names of the genre that is called so, in both languages."""
    key = genre_key(name)
    return frozenset((key.replace("_", " "), *genres()[key].names)) if key in genres() else frozenset((key,))


def all_names(keys: Iterable[str]) -> frozenset[str]:
    """The folded names of several genres together."""
    return frozenset(name for key in keys for name in same_genre(key))


@cache
def _keys() -> Mapping[str, str]:
    return {
        **{name: key for key, genre in genres().items() for name in genre.names},
        **{key.replace("_", " "): key for key in genres()},
        **{key: key for key in genres()},
    }
