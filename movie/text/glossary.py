"""Puts Spanish into English word by word, for an embedder that has learned English only."""

import re
from functools import cache, lru_cache
from pathlib import Path

from . import stopwords
from .folding import fold
from .stems import spanish_stem, stem

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
        (folded in _folded()) - (folded in _english_words()),
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
        english = _folded().get(word) or _by_stem().get(spanish_stem(word), "")
        return tuple(part for part in english.split() if part not in stopwords.ENGLISH)
    return _spanish_by_stem().get(stem(word), ())


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
    lower = word.lower()
    folded = fold(word)
    if not spanish and (folded in _english_words() or folded in stopwords.ENGLISH):
        return word
    listed = _glossary().get(lower) or _folded().get(folded)
    if listed or name:
        return listed or word
    return _by_stem().get(spanish_stem(folded), word)


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
def _english_words() -> frozenset[str]:
    return frozenset(word for english in _glossary().values() for word in english.split())
