"""Full-text matches: which films share words with a request, by the database's own index and BM25."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ..text import WORD, clean
from ..text.stemming import spanish_stem
from .postgres import full_text as postgres
from .sqlite import full_text as sqlite
from .terms import Term
from .vendors import chosen

# A shorter stem begins too many other words.
SHORTEST_STEM = 4


def matching(words: Sequence[str], *, spanish: bool = False, limit: int = 1000) -> list[tuple[int, float]]:
    """Films that contain any of the folded words, as (film id, BM25 score), the best first.

    A word said twice counts twice, and its other forms count too. Nothing that a visitor writes is query
    syntax.
    """
    return chosen(sqlite, postgres).matching(_terms(words, spanish), limit) if words else []


def with_all(words: Sequence[str], *, spanish: bool = False) -> list[int]:
    """The ids of the films whose texts have all of these folded words, in any form."""
    return chosen(sqlite, postgres).with_all(_terms(words, spanish)) if words else []


def one_has_all(words: Sequence[str], *, spanish: bool = False) -> bool:
    """Tells whether the texts of one film have all of these folded words, in any form."""
    return bool(words) and chosen(sqlite, postgres).one_has_all(_terms(words, spanish))


def phrase_names(words: Sequence[str]) -> bool:
    """Tells whether these folded words, one behind the other, name anything here: not told, but called so."""
    return bool(words) and chosen(sqlite, postgres).phrase_names(" ".join(words))


def titled(text: str, limit: int = 500) -> list[int]:
    """Films whose title has all these words, the last of them perhaps only begun."""
    # Folding is left to the database here: its own is what the titles were indexed by.
    words = WORD.findall(clean(unicodedata.normalize("NFC", text)))
    terms = [Term(word, begun=place == len(words)) for place, word in enumerate(words, start=1)]
    return chosen(sqlite, postgres).titled(terms, limit) if terms else []


def _terms(words: Sequence[str], spanish: bool) -> list[Term]:
    return list(map(_spanish_term if spanish else Term, words))


@lru_cache(maxsize=20_000)
def _spanish_term(word: str) -> Term:
    """All words that begin with the stem, since the databases' stemmer knows English endings only."""
    stem = spanish_stem(word)
    return Term(stem, begun=True) if len(stem) >= SHORTEST_STEM else Term(word)
