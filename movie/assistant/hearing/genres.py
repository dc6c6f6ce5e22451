"""Hears genres in either language, and finds the one that the catalogue has for them."""

import re
import tomllib
from functools import cache
from pathlib import Path

from ...search.facts import genre_films
from ...search.index import latest_change
from ...search.memory import Memory
from ...text import fold
from .said import Said

FILE = Path(__file__).with_name("genres.toml")
FILM = r"(?:movies?|films?|flicks?|stor(?:y|ies))"
PELI = r"(?:pelis?|peliculas?|filmes|filme|films?|cine|algo|historias?|alguna|una|unas|otra|otras)"
ONLY = r"(?:only|just|solo|solamente|unicamente)"
NO = r"(?:not?(?: more| an?)?|nothing|without(?: any)?|sin|nada de|no (?:quiero|more|an?|una?)|ni|any)"


def genre_here(name: str) -> str | None:
    """The catalogue's genre for a name in either language and any spelling; None where it has none."""
    here = _genres.get()
    wanted = fold(name).strip()
    family = _families().get(wanted, "")
    names = [wanted, *(family and _known()[family]["names"])]
    found = [genre for genre in here if fold(genre) in names]
    return max(found, key=lambda genre: (fold(genre) == wanted, here[genre]), default=None)


def take_genre(said: Said) -> tuple[str, bool]:
    """The genre that is asked for, and whether one is refused; of two at once, and of one that no film has,
    none is taken.
    """
    refused = False
    for match in list(_refusals().finditer(said.folded)):
        refused = True
        said.take(*match.span())
    found = list(_mentions().finditer(said.folded))
    families = {_family(match): match for match in found}
    if len(families) != 1:
        return "", refused
    genre = genre_here(next(iter(families)).replace("_", " "))
    for match in found if genre else ():
        said.take(*match.span())
    return genre or "", refused


def _family(match: re.Match[str]) -> str:
    return next(name[1:] for name, value in match.groupdict().items() if value is not None)


@cache
def _mentions() -> re.Pattern[str]:
    """Each family has two groups: as a film's noun, and beside such a noun."""
    parts = []
    for name, words in _known().items():
        kinds = f"(?:{'|'.join(words['kinds'])})"
        beside = (
            rf"(?:{ONLY} )?{kinds} {FILM}|{PELI} (?:muy |mas |buena |buenas )?(?:de )?{kinds}"
            rf"|(?:cine|peliculas?|pelis?) {kinds}|{ONLY} (?:de )?{kinds}|(?:^|\n)\s*(?:de )?{kinds}(?=\s*(?:$|[\n.!?]))"
        )
        parts.append(rf"(?P<b{name}>{beside})")
        if words["films"]:
            parts.append(rf"(?P<a{name}>(?:{ONLY} )?(?:{'|'.join(words['films'])})(?: {FILM})?)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


@cache
def _refusals() -> re.Pattern[str]:
    every = {kind for words in _known().values() for kind in (*words["films"], *words["kinds"])}
    names = "|".join(
        sorted(every - {"love", "amor", "family", "scary", "reir", "risa"}, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w){NO} (?:{PELI} (?:de )?)?(?:{names})(?: {FILM})?(?!\w)")


@cache
def _families() -> dict[str, str]:
    return {
        **{name: family for family, words in _known().items() for name in words["names"]},
        **{family.replace("_", " "): family for family in _known()},
    }


@cache
def _known() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _read(before: dict[str, int] | None) -> dict[str, int]:
    return genre_films()


_genres = Memory(_read, latest_change)
