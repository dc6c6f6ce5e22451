"""Keeps from children and grandparents what no genre tells: violence, sex and suicide in a film's text."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..models import Movie
from ..text import WORD, fold
from ..text.emotions import family_of
from ..text.genres import genre_key
from ..text.stemming import stem

FILE = Path(__file__).with_name("audience.toml")
DARK = frozenset(("fear", "dread", "disgust", "despair"))


def is_fit(movie: Movie) -> bool:
    """Whether nothing that is stored of a film keeps it from a child: its words, and its emotions.

    A film for the family may have death and fear in it, as fairy tales do; no other film may.
    """
    words = set(map(stem, _words(movie)))
    if words & _stems("never"):
        return False
    if "family" in set(map(genre_key, movie.genres)):
        return True
    emotions = movie.mood.emotion_list if hasattr(movie, "mood") else []
    return not (words & _stems("family_only") or DARK & set(map(family_of, emotions)))


def _words(movie: Movie) -> Iterable[str]:
    texts = [movie.description, movie.keywords]
    texts += [
        text for each in movie.translations_by_language.values() for text in (each.description, each.keywords)
    ]
    return WORD.findall(fold(" ".join(texts)))


@cache
def _stems(kind: str) -> frozenset[str]:
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))[kind]
    return frozenset(stem(word) for words in known.values() for word in fold(words).split())
