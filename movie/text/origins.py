"""Knows where films come from: what countries and languages are called, and what films from there.

An origin is a country by its two letters of ISO 3166 ("DK"), a language by its letters of ISO 639 ("da"),
a part of the world by its number at the United Nations ("419"), or a studio by its name ("Pixar").
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from .folding import WORD, fold

FILE = Path(__file__).with_name("origins.toml")
# Whose names for countries and languages are known.
READ = ("en", "es", "pt", "fr", "de", "it")
LETTERS = 2  # of a country's code


def is_language(origin: str) -> bool:
    """Whether an origin is a language, and no country or part of the world."""
    return origin.islower()


def is_studio(origin: str) -> bool:
    """Whether an origin is the name of a studio."""
    return not (is_language(origin) or origin.isdigit() or len(origin) == LETTERS)


def split_countries(text: str) -> list[str]:
    """The letters of a film's countries, one by one."""
    return [code for each in text.split(",") if (code := each.strip())]


def origin_in(language: str, origin: str) -> str:
    """What a language calls an origin: "DK" is Dinamarca in "es", "da" is danés."""
    locale = Locale.parse(language)
    names = locale.languages if is_language(origin) else locale.territories
    return names.get(origin) or _told(origin) or origin


@lru_cache(maxsize=4096)
def country(name: str) -> str:
    """The code of a country by a name or a code of it; "" where nobody knows it."""
    return name.strip() if name.strip() in _countries().values() else _countries().get(_key(name), "")


@lru_cache(maxsize=4096)
def language(name: str) -> str:
    """The code of a language by a name of it or a code of two or three letters; "" where nobody knows it."""
    return _languages().get(_key(name), "")


@cache
def described() -> Mapping[str, str]:
    """The origins that are said of films, by what is said, folded: "danish", "danesa", "latin american"."""
    return {
        form: origin
        for part in ("countries", "regions")
        for origin, (english, spanish, *_) in _known()[part].items()
        for form in (*_folded(english), *(form for word in _folded(spanish) for form in forms(word)))
    }


@cache
def spoken() -> Mapping[str, str]:
    """The languages of two letters, and those that the file lists, by folded English and Spanish names."""
    return _names("languages", "languages", ("en", "es"), lambda code: len(code) == LETTERS)


@cache
def places() -> Mapping[str, str]:
    """The countries by their folded names in English and Spanish."""
    return {
        name: code
        for name, code in _names("territories", "names", ("en", "es"), str.isalpha).items()
        if len(name) > LETTERS
    }


@cache
def countries_of(origin: str) -> frozenset[str]:
    """The countries of an origin that is no language: those of a part of the world, or itself."""
    region = _known()["regions"].get(origin)
    return frozenset(region[2].split()) if region else frozenset((origin,))


@cache
def spoken_in(origin: str) -> frozenset[str]:
    """The languages in which films of a country are made; empty where any may be."""
    if origin == "US" or origin in _known()["regions"]:
        return frozenset()
    spoken = {code.split("_")[0] for code in get_official_languages(origin, regional=True)}
    return frozenset(spoken | {"yue"} if "zh" in spoken else spoken)


@cache
def home(language: str) -> str:
    """The country in which most who speak a language live; "" where nobody has counted."""
    return get_global("likely_subtags").get(language, "").rpartition("_")[2]


def forms(word: str) -> Iterator[str]:
    """A Spanish adjective, folded, of a woman and of several, too: danes, danesa, daneses, danesas."""
    if word.endswith("o"):
        yield from (word[:-1] + ending for ending in ("o", "a", "os", "as"))
    elif word[-1] in "aei":
        yield from (word, f"{word}s", f"{word}es")
    else:
        yield from (word + ending for ending in ("", "a", "es", "as"))


def _key(name: str) -> str:
    return " ".join(WORD.findall(fold(name)))


@cache
def _known() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _folded(words: str) -> list[str]:
    return [_key(word) for word in words.split(",")]


def _told(origin: str) -> str:
    """The first word that the file has for what CLDR has no name for."""
    said = _known()["names"].get(origin, "")
    return said.split(",")[0].title()


@cache
def _countries() -> Mapping[str, str]:
    codes = {code.lower(): code for code in Locale("en").territories if code.isalpha()}
    return codes | _names("territories", "names", READ, str.isalpha)


@cache
def _languages() -> Mapping[str, str]:
    alpha3 = {code: new for code, new in get_global("language_aliases").items() if len(code) > LETTERS}
    codes = {code: code for code in Locale("en").languages}
    return alpha3 | codes | _names("languages", "languages", READ, lambda code: "_" not in code)


def _names(what: str, listed: str, languages: tuple[str, ...], wanted: Any) -> Mapping[str, str]:
    """Codes by their folded names: CLDR's, then those that the file lists."""
    names = {
        _key(name): code
        for read in reversed(languages)
        for code, name in getattr(Locale(read), what).items()
        if wanted(code)
    }
    return names | {name: code for code, said in _known()[listed].items() for name in _folded(said)}
