"""Puts Spanish into English word by word, for an embedder that has learned English only."""

import re
from functools import cache, lru_cache
from pathlib import Path

from . import stopwords
from .folding import fold
from .forms import listed_forms
from .stems import english_stem, spanish_stem, stem

FILE = Path(__file__).with_name("es-en.tsv")
WORD = re.compile(r"[^\W\d_]+")


def in_english(text: str) -> str:
    """The text with its Spanish words in English.

    Words that could be either ("once", "red") are read as the rest of the text is; names, and words
    that the glossary lacks, stay as they are.
    """
    spanish = is_spanish(text)
    return WORD.sub(lambda found: _english(found[0], spanish, _is_name(found)), text)


def is_spanish(text: str) -> bool:
    """Whether a text is Spanish rather than English, by its stop words, else by the glossary."""
    leanings = [_leaning(word) for word in WORD.findall(text)]
    return (sum(by_stop_word for by_stop_word, _ in leanings), sum(listed for _, listed in leanings)) > (0, 0)


@lru_cache(maxsize=200_000)
def _leaning(word: str) -> tuple[int, int]:
    """1 where a word is Spanish alone, -1 where it is English alone: as a stop word, in the glossary."""
    folded = fold(word)
    return (
        (folded in stopwords.SPANISH) - (folded in stopwords.ENGLISH),
        bool(_listed(folded)) - _is_english(folded),
    )


@lru_cache(maxsize=200_000)
def leaning(text: str) -> int:
    """1 where a few words, in any of their forms, are Spanish rather than English; -1 where English; or 0."""
    words = [fold(word) for word in WORD.findall(text)]
    spanish = sum(word in stopwords.SPANISH or spanish_stem(word) in _by_stem() for word in words)
    english = sum(word in stopwords.ENGLISH or stem(word) in _english_stems() for word in words)
    return (spanish > english) - (english > spanish)


def translations(word: str, spanish: bool) -> tuple[str, ...]:
    """The words of the other language for a folded word; none where the glossary lacks it.

    Spanish words that are English ones too ("red") are left out: they would find other things.
    """
    if spanish:
        return tuple(part for part in _looked_up(word).split() if part not in stopwords.ENGLISH)
    return _spanish_by_stem().get(stem(word), ())


def in_english_alone(word: str) -> str:
    """English for a folded Spanish word, without stop words; the word where the glossary lacks it."""
    return " ".join(translations(word, True)) or word


def is_listed(word: str) -> bool:
    """Whether a folded word, or another form of it, stands in the glossary in either language."""
    return (
        word in stopwords.ENGLISH
        or word in stopwords.SPANISH
        or word in _folded()
        or spanish_stem(word) in _by_stem()
        or stem(word) in _english_stems()
    )


def _is_name(found: re.Match[str]) -> bool:
    """Whether a word has a capital that no beginning of a sentence explains."""
    if not found[0][0].isupper():
        return False
    before = found.string[max(0, found.start() - 4) : found.start()].rstrip("\"'“«(¿¡ ")
    return bool(before) and before[-1] not in ".!?…:\n"


@lru_cache(maxsize=200_000)
def _english(word: str, spanish: bool, name: bool) -> str:
    folded = fold(word)
    if not spanish and (_is_english(folded) or folded in stopwords.ENGLISH):
        return word
    if name or not spanish:  # by its forms, many an English word might be Spanish: "tires" would be thrown
        return _glossary().get(word.lower()) or _folded().get(folded) or word
    return _looked_up(word.lower()) or word


@lru_cache(maxsize=200_000)
def _looked_up(word: str) -> str:
    """English for a Spanish word: as it is spelled, without accents, or by the word that it is a form of.

    The stem is the last resort, since it takes much for one word ("pelean", fight, and "pelo", hair), and
    none for English words in a Spanish text ("human" and "humo", smoke).
    """
    if listed := _listed(word):
        return listed
    folded = fold(word)
    return "" if _is_english(folded) else _by_stem().get(spanish_stem(folded), "")


def _is_english(word: str) -> bool:
    """Whether a folded word, or another form of it, is English for any listed word."""
    return word in _english_words() or english_stem(word) in _stems_of_english_words()


def _listed(word: str) -> str:
    """English for a word that the glossary lists, or for the one that it is a form of; else empty."""
    folded = fold(word)
    if listed := _glossary().get(word) or _folded().get(folded):
        return listed
    for spelled, known in ((word, _glossary()), (folded, _folded())):
        if form := next((form for form in listed_forms(spelled) if form in known), None):
            return known[form]
    return ""


@cache
def _glossary() -> dict[str, str]:
    """English for each Spanish word, as the file has it."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def _folded() -> dict[str, str]:
    """The same for words without their accents; one that never had any comes before others."""
    spellings = sorted(_glossary(), key=lambda word: word != fold(word))
    return {fold(word): _glossary()[word] for word in reversed(spellings)}


@cache
def _by_stem() -> dict[str, str]:
    """English for the stem of each word, for forms that the file does not list; the shortest word wins."""
    longest_first = sorted(_folded(), key=len, reverse=True)
    return {spanish_stem(word): _folded()[word] for word in longest_first}


@cache
def _spanish_by_stem() -> dict[str, tuple[str, ...]]:
    """The Spanish words, folded, for the stem of each English one."""
    found: dict[str, set[str]] = {}
    for spanish, english in _folded().items():
        if spanish not in _english_words() and spanish not in stopwords.ENGLISH | stopwords.SPANISH:
            for part in english.split():
                found.setdefault(stem(part), set()).add(spanish)
    return {english: tuple(sorted(words)) for english, words in found.items()}


@cache
def _english_stems() -> frozenset[str]:
    return frozenset(map(stem, _english_words()))


@cache
def _stems_of_english_words() -> frozenset[str]:
    """By the rules of English alone, which leave the Spanish "astronautas" apart from "astronaut"."""
    return frozenset(map(english_stem, _english_words()))


@cache
def _english_words() -> frozenset[str]:
    return frozenset(word for english in _glossary().values() for word in english.split())
