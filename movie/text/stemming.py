"""Brings the forms of a word together."""

import threading
from functools import lru_cache

# A Snowball stemmer keeps the word that it works on in itself, so that two threads must not share one.
_of_thread = threading.local()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What a folded word has in common with its other forms, in English or Spanish.

    "robaron" and "robar" give one stem, so do "memories" and "memory": the English Snowball stemmer
    first, the Spanish one on what it leaves, since nobody says which language a word is in.
    """
    return spanish_stem(english_stem(word))


@lru_cache(maxsize=100_000)
def english_stem(word: str) -> str:
    """The same for a folded word that is English."""
    return _stemmer("english").stemWord(word)


@lru_cache(maxsize=100_000)
def spanish_stem(word: str) -> str:
    """The same for a folded word that is Spanish."""
    return _stemmer("spanish").stemWord(word)


def _stemmer(language: str):
    stemmer = getattr(_of_thread, language, None)
    if stemmer is None:
        import snowballstemmer  # its thirty languages are loaded with it: not at the start of every command

        stemmer = snowballstemmer.stemmer(language)
        setattr(_of_thread, language, stemmer)
    return stemmer
