"""What is embedded of a film, and the ways a text is made comparable."""

import hashlib
import re
from typing import Protocol

from . import stopwords
from .folding import WORD, clean, fold, fold_in_place
from .stemming import stem

# Begins every digest: raise it when movie_text changes, and every stored embedding is stale.
RECIPE = "1"
SEPARATORS = re.compile(r"[,;/|·•]|(?<=\s)[-–]\s+")


class Described(Protocol):
    """Anything with the texts of a film."""

    title: str
    genre: str
    keywords: str
    description: str


def movie_text(movie: Described) -> str:
    """What is embedded of a film: title, genres, keywords, description, each on its line.

    Empty where the film has no description: a title alone says too little to be found by meaning.
    """
    if not movie.description.strip():
        return ""
    parts = (movie.title, ", ".join(split_genres(movie.genre)), movie.keywords, movie.description)
    return "\n".join(part.strip() for part in parts if part.strip())


def text_digest(text: str) -> str:
    """Names a text: the recipe of movie_text, a colon, 32 hexadecimal digits of its BLAKE2b digest."""
    return f"{RECIPE}:{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"


def split_genres(text: str) -> list[str]:
    """The genres in a text such as "Drama, Crime", ": Drama/Crimen." or "Drama - War".

    Stray punctuation goes, the first letter becomes a capital, repetitions and sentences (more than
    30 characters) are dropped; the order stays.
    """
    genres: dict[str, str] = {}
    for part in SEPARATORS.split(text):
        name = part.strip().strip(" .:-–\t\n\"'()[]")
        if name and len(name) <= 30:
            genres.setdefault(fold(name), name[0].upper() + name[1:])
    return list(genres.values())


__all__ = [
    "WORD",
    "clean",
    "fold",
    "fold_in_place",
    "movie_text",
    "split_genres",
    "stem",
    "stopwords",
    "text_digest",
]
