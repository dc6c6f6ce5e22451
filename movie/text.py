"""What is embedded of a film, and the ways a text is made comparable."""

import hashlib
import re
import unicodedata
from typing import Protocol

# Begins every digest: raise it when movie_text changes, and every stored embedding is stale.
RECIPE = "1"
SEPARATORS = re.compile(r"[,;/|·•]|\s+[-–]\s+")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")


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


def fold(text: str) -> str:
    """Lower case without accents, for comparing: "Amélie" and "AMELIE" are both "amelie"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def split_genres(text: str) -> list[str]:
    """The genres in a text such as "Drama, Crime", ": Drama/Crimen." or "Drama - War".

    Stray punctuation goes, the first letter becomes a capital, repetitions and sentences (more than
    30 characters) are dropped; the order stays.
    """
    genres: dict[str, str] = {}
    for part in SEPARATORS.split(text):
        name = part.strip(" .:-–\t\n\"'()[]")
        if name and len(name) <= 30:
            genres.setdefault(fold(name), name[0].upper() + name[1:])
    return list(genres.values())


def clean(text: str) -> str:
    """The text without control and zero-width characters, with no blanks around it."""
    return CONTROL_CHARACTERS.sub(" ", text).strip()
