"""Hears genres in either language, and finds the one that the catalogue has for them."""

import re
import tomllib
from collections.abc import Iterator
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
ALONE = r"(?=\s*(?:$|[\n.!?]))"
ONLY = r"(?:only|just|solo|solamente|unicamente)"
NO = r"(?:not?(?: more| an?)?|nothing|without(?: any)?|sin|nada de|no (?:quiero|more|an?|una?)|ni)"


def genre_here(name: str) -> str | None:
    """The catalogue's genre for a name in either language and any spelling; None where it has none."""
    here = _genres.get()
    wanted = fold(name).strip()
    family = _families().get(wanted, "")
    names = [wanted, *(family and _known()[family]["names"])]
    found = [genre for genre in here if fold(genre) in names]
    return max(found, key=lambda genre: (fold(genre) == wanted, here[genre]), default=None)


def take_genre(said: Said) -> tuple[str, str]:
    """The genre that is asked for, and the one that is refused; of two at once neither is taken."""
    refused = ""
    for match in list(_refusals().finditer(said.folded)):
        refused = next(name for name in _names_in(match[0]))
        said.take(*match.span())
    found = list(_mentions().finditer(said.folded))
    families = {_family(match): match for match in found}
    if len(families) != 1:
        return "", refused
    for match in found:
        said.take(*match.span())
    family, match = next(iter(families.items()))
    return genre_here(family.replace("_", " ")) or _words_for(family, match[0]), refused


def _words_for(family: str, text: str) -> str:
    """What of a text names the family."""
    words = (*_known()[family]["films"], *_known()[family]["kinds"])
    named = re.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", text)
    return named[0] if named else text


def _names_in(text: str) -> Iterator[str]:
    """Families of which a word stands in a text, by the catalogue's names where it has them."""
    for family, words in _known().items():
        if re.search(rf"(?<!\w)(?:{'|'.join([*words['films'], *words['kinds']])})(?!\w)", text):
            name = family.replace("_", " ")
            yield genre_here(name) or name


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
            rf"|(?:cine|peliculas?|pelis?) {kinds}|{ONLY} (?:de )?{kinds}|(?:^|\n)\s*(?:de )?{kinds}{ALONE}"
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
