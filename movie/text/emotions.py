"""The emotions that films leave behind, what each language calls them, and the words that speak of them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .folding import clean, fold
from .language import is_spanish
from .stemming import spanish_stem, stem

FILE = Path(__file__).with_name("emotions.toml")
PORTUGUESE = Path(__file__).with_name("emotions.pt.toml")
STATES = Path(__file__).with_name("emotional_states.toml")
FEELINGS = Path(__file__).with_name("feelings.toml")
WORDS_AND_STOPS = re.compile(r"[^\W_]+|[.,;:!?]")
MOST = 8
LONGEST = 30
LONGEST_PHRASE = 5
# A word that says of the next few that they are not meant.
NEGATIONS = frozenset(
    """
    no not never nothing without stop less isn don anymore forget
    nada nunca ni dejar deja menos tampoco olvidar
    """.split()  # noqa: SIM905
)
REACH = 3


@dataclass(frozen=True)
class Family:
    """An emotion with its shades; `cues` are words in English and in Spanish that speak of it."""

    name: str
    spanish: str
    emojis: str
    cues: tuple[str, str]


@cache
def families() -> dict[str, Family]:
    """All families by their English name."""
    return {
        name: Family(name, entry["es"], entry["emojis"], (entry["en"], entry["spanish"]))
        for name, entry in _file().items()
    }


@cache
def _file() -> Mapping[str, dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Every listed emotion: English name -> Spanish name, family."""
    shades = {
        name: (spanish, family)
        for family, entry in _file().items()
        for name, spanish in entry["names"].items()
    }
    return shades | {family: (entry["es"], family) for family, entry in _file().items()}


@cache
def _portuguese() -> Mapping[str, str]:
    return tomllib.loads(PORTUGUESE.read_text(encoding="utf-8"))


@cache
def _english() -> dict[str, str]:
    """The English name for each folded name in any language; English and families come first."""
    by_portuguese = {fold(said): name for name, said in reversed(_portuguese().items())}
    by_spanish = {fold(spanish): name for name, (spanish, _) in reversed(_names().items())}
    by_family = {fold(family.spanish): family.name for family in families().values()}
    return by_portuguese | by_spanish | by_family | {fold(name): name for name in _names()}


def english(emotion: str) -> str:
    """The English name of a listed emotion; any other in small letters, without what is no word."""
    emotion = " ".join(clean(emotion).split()).strip(" .\"'[]").lower()
    return _english().get(fold(emotion), emotion)


def label(emotion: str, language: str) -> str:
    """An emotion's name in a language ("en", "es" or "pt"); one that is not listed stays as it is."""
    name = english(emotion)
    if language.startswith("pt"):
        return _portuguese().get(name, name)
    return _names()[name][0] if language.startswith("es") and name in _names() else name


def family_of(emotion: str) -> str | None:
    """The family that a listed emotion belongs to."""
    known = _names().get(english(emotion))
    return known[1] if known else None


def split_emotions(text: str) -> list[str]:
    """The emotions in "a, b" or "[a, b]" or "['a', 'b']", each once, at most eight."""
    parts = (" ".join(part.split()).strip(" '\"[]") for part in clean(text).split(","))
    return list(dict.fromkeys(part for part in parts if 0 < len(part) <= LONGEST))[:MOST]


def mood_text(emotions: Iterable[str]) -> str:
    """What is embedded of a mood: its emotions in English, so that both languages meet."""
    return ", ".join(map(english, emotions))


def spoken_of(text: str) -> dict[str, int]:
    """How often a text speaks of each family, in the order of their first words; negated ones not."""
    spanish = is_spanish(text)
    found = _counted(_said(text, spanish))
    return found if found or spanish else _counted(_said(text, True))


def heard_of(words: str) -> tuple[list[str], list[str]]:
    """Families for what a visitor says of themselves, in its order: what they name or need, and deny.

    Beside the words that name emotions, those count that tell how somebody is (emotional_states.toml).
    """
    said = [pair for heard in _of_themselves(words)[1] for pair in heard.said]
    denied = [family for family, negated in said if negated]
    return list(_counted(said)), list(dict.fromkeys(denied))


def feelings_and_rest(words: str) -> tuple[set[str], list[str]]:
    """Families that a visitor's words name as feelings or states, rather than as what a story is about; and
    the folded words, in their order, that say something else.
    """
    named: set[str] = set()
    rest: list[str] = []
    spanish, pieces = _of_themselves(words)
    for piece in pieces:
        if piece.said and _stems(piece.words, spanish) in _feelings(spanish):
            named.update(family for family, _ in piece.said)
        else:
            rest += [word for word in piece.words if word.isalnum()]
    return named, rest


def _of_themselves(words: str) -> tuple[bool, list["Heard"]]:
    """All words of a visitor, read as Spanish or else as English: in which of them something is heard."""
    spanish = is_spanish(words)
    heard = list(_heard(words, spanish, of_themselves=True))
    if any(piece.said for piece in heard):
        return spanish, heard
    return not spanish, list(_heard(words, not spanish, of_themselves=True))


def _counted(said: Iterable[tuple[str, bool]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for family, negated in said:
        if not negated:
            counts[family] = counts.get(family, 0) + 1
    return counts


class Heard(NamedTuple):
    """A word or phrase, folded, and the families that it speaks of, each with whether it is negated."""

    words: tuple[str, ...]
    said: tuple[tuple[str, bool], ...]


def _said(text: str, spanish: bool) -> Iterator[tuple[str, bool]]:
    """Families that a text speaks of, word by word, each with whether it is negated."""
    return (pair for heard in _heard(text, spanish) for pair in heard.said)


def _heard(text: str, spanish: bool, of_themselves: bool = False) -> Iterator[Heard]:
    """All words of a text in their order, those of a phrase that speaks of emotions together."""
    folded = WORDS_AND_STOPS.findall(fold(text.replace("’", "'")))
    reduce = spanish_stem if spanish else stem
    words = tuple(map(reduce, folded))
    cues, place = _cues_of_visitors(spanish) if of_themselves else _cues(spanish), 0
    while place < len(words):
        length = next((n for n in range(LONGEST_PHRASE, 0, -1) if words[place : place + n] in cues), 0)
        end = place + (length or 1)
        negated = bool(length) and _is_negated(folded, place)
        said = tuple((family, negated) for family in cues[words[place:end]]) if length else ()
        yield Heard(tuple(folded[place:end]), said)
        place = end


def _is_negated(words: list[str], place: int) -> bool:
    before = words[max(0, place - REACH) : place]
    for stop in (n for n in range(len(before) - 1, -1, -1) if not before[n].isalnum()):
        before = before[stop + 1 :]
        break
    return not NEGATIONS.isdisjoint(before) or (bool(before) and before[-1] == "sin")


def _stems(words: Iterable[str], spanish: bool) -> tuple[str, ...]:
    return tuple(map(spanish_stem if spanish else stem, words))


@cache
def _feelings(spanish: bool) -> frozenset[tuple[str, ...]]:
    """The stems of the words and phrases that speak of feelings and states alone."""
    listed = tomllib.loads(FEELINGS.read_text(encoding="utf-8"))["es" if spanish else "en"].split(",")
    phrases = [WORDS_AND_STOPS.findall(fold(phrase)) for phrase in listed]
    # To whom anything is welcome, an emotion is no more so than another.
    return frozenset(_stems(phrase, spanish) for phrase in phrases) | _states(spanish, without="open").keys()


@cache
def _cues(spanish: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Families by the stems of a word or phrase that speaks of them."""
    reduce = spanish_stem if spanish else stem
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for family, phrase in _phrases(spanish):
        key = tuple(reduce(word) for word in WORDS_AND_STOPS.findall(fold(phrase)))
        if family not in found.get(key, ()):
            found[key] = (*found.get(key, ()), family)
    return found


@cache
def _cues_of_visitors(spanish: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The same, with the phrases for states in the place of what their words say by themselves."""
    return _cues(spanish) | _states(spanish)


@cache
def _states(spanish: bool, without: str = "") -> dict[tuple[str, ...], tuple[str, ...]]:
    """Families by the stems of a phrase that tells how somebody is; one state left out."""
    listed = tomllib.loads(STATES.read_text(encoding="utf-8"))
    states = [state for name, state in listed.items() if name != without]
    phrases = ((phrase, state) for state in states for phrase in state["es" if spanish else "en"].split(","))
    return {
        _stems(WORDS_AND_STOPS.findall(fold(phrase)), spanish): tuple(state["emotions"])
        for phrase, state in phrases
    }


def _phrases(spanish: bool) -> Iterator[tuple[str, str]]:
    for family in families().values():
        yield from ((family.name, phrase) for phrase in family.cues[spanish].split(","))
    for name, (in_spanish, family) in _names().items():
        yield family, in_spanish if spanish else name
