"""What columns are called, as `headers.toml` lists it: the words that name each field of a film."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from ...text import fold

MOST = 5_000  # names kept: in some files they are data
_told = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))
_lists = _told.pop("words")


@lru_cache(maxsize=MOST)
def key_of(name: str) -> str:
    """A column's name for comparing: "Series Title", "séries_title" and "seriesTitle" are one."""
    return re.sub(r"[\W_]+", "", fold(name))


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


FIRST = {field: _listed(told["first"]) for field, told in _told.items()}
SECOND = {field: _listed(told.get("second", "")) for field, told in _told.items()}
FIELDS = tuple(FIRST)
# (field, place): names of a lower place go first; all `first` names have place 0.
PLACES: dict[str, list[tuple[str, int]]] = {}
for _field in FIELDS:
    for _place, _name in [*((0, name) for name in FIRST[_field]), *enumerate(SECOND[_field], 1)]:
        PLACES.setdefault(key_of(_name), []).append((_field, _place))
# A title in one language is the film's where none other is told.
for _place, _field in enumerate(("title_es", "title_en", "original_title", "title_latam"), 50):
    for _name in FIRST[_field]:
        PLACES.setdefault(key_of(_name), []).append(("title", _place))
WORDS = {name: frozenset(words.split()) for name, words in _lists.items()}
VIEWERS, THEN_VIEWERS = (frozenset(map(key_of, WORDS[name])) for name in ("viewers", "then_viewers"))
ELSEWHERE = _listed(_lists["elsewhere"])
# How cells are written, as some say behind a name: "Release date (month/day/year)", "Note (/5)".
FORM = re.compile(
    r"\s*[(\[](?:[\W\d_]|(?:day|month|year|d+|m+|y+|j+|t+|a+|out of|sur|su|von|sobre|de|max)\b)*[)\]]\s*$",
    re.I,
)
SCALE = re.compile(r"(?:/|\b(?:out of|sur|su|von|sobre|de|max\.?)|[01] ?[-–])\s*(5|10|20|100)\b", re.I)
MONTH_FIRST = re.compile(r"\b(?:month|mm|mes|mois|monat)\W+(?:day|dd|d[ií]a|jour|tag)\b", re.I)
DOLLARS = re.compile(r"US\s?\$")  # in which no country is meant
LAST = 60  # the place of a name that says nothing but "title" beside words that say nothing
_CAMEL = re.compile(r"(?<=[a-zé])(?=[A-Z])")


@lru_cache(maxsize=MOST)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a column's name: "Runtime (mins)" has runtime and mins, "startYear" start and year."""
    return tuple(fold(word) for word in re.split(r"[\W_]+", _CAMEL.sub(" ", name.strip())) if word)


def telling(name: str) -> str:
    """The words of a name that tell what is in the column; each once: a number is that of a scale."""
    words = dict.fromkeys(words_of(name))
    return " ".join(word for word in words if word not in WORDS["idle"] and not word.isdecimal())


@lru_cache(maxsize=MOST)
def fields_of(name: str) -> tuple[tuple[str, int], ...]:
    """The fields that a column of this name may be, each with the place of the name among its own.

    "peliculaLabel" is what "pelicula" is; "Nombre de la película" and "film_name" say "name" and no more.
    """
    if found := PLACES.get(key_of(name)):
        return tuple(found)
    if (short := FORM.sub("", name)) != name and (found := PLACES.get(key_of(short))):
        return tuple(found)
    *before, last = words_of(name) or ("",)
    if last in WORDS["behind"] and (found := PLACES.get("".join(before))):
        return tuple(found)
    return (("title", LAST),) if telling(name) in TITLE_WORDS else ()


TITLE_WORDS = frozenset(words for name in FIRST["title"] if (words := telling(name)))


def of_a_viewer(name: str) -> bool:
    """Whether a column tells, by its name alone, what one viewer did or thought."""
    words = words_of(name)
    seen = not WORDS["seen"].isdisjoint(words) and not WORDS["idle"] >= {*words} - WORDS["seen"]
    return (
        key_of(name) in VIEWERS or seen or bool(WORDS["viewer"] & {*words[:-1]})
    )  # "Films watched" are films


def of_a_part(name: str) -> bool:
    """Whether a column holds a part of a sum: what a film made in one country, on one weekend."""
    return bool(WORDS["part"] & set(words_of(DOLLARS.sub("$", name))))


def scale_of(name: str) -> int | None:
    """The highest vote that the name of a column tells: 5 of "Note (/5)" and "Score (0-5)"."""
    found = SCALE.search(name)
    return int(found[1]) if found else None


@lru_cache(maxsize=MOST)
def in_millions(name: str) -> bool:
    """Whether the sums of a column are told in millions: "Revenue (Millions)", "Gross in $ mill"."""
    return bool(WORDS["millions"] & set(words_of(name)))
