"""Leads the forms of Spanish words back to those that a dictionary lists."""

import re
from collections.abc import Iterator

# What stands behind a noun or adjective, and what a dictionary has there instead.
NOUNS = {
    "ces": ("z",),
    "es": ("", "e"),
    "as": ("a", "o", ""),
    "s": ("",),
    "a": ("o", ""),
    "mente": ("", "o"),
    "amente": ("o",),
    "isimo": ("o", "e", ""),
    "isima": ("o", "e", ""),
}
SMALL = re.compile(r"(?:e?c)?it[oa]s?$")
# Endings of verbs; the stem has at least two letters before them.
AR = re.compile(
    r"""(?<=..)(?:and?o|ad[oa]s?|o|as?|amos|an|e[sn]?|emos|aba(?:[sn]|mos)?|aste|aron
    |ar(?:[ae]n?|as|emos|ia(?:[sn]|mos)?|on)?|ases?|asen)$""",
    re.VERBOSE,
)
ER_IR = re.compile(
    r"""(?<=..)(?:[iy]endo|id[oa]s?|o|e[sn]?|[ei]mos|as?|amos|an|ia(?:[sn]|mos)?|i|iste|[iy]o|[iy]eron
    |[ei]r(?:[ae]n?|as|emos|ia(?:[sn]|mos)?)|[iy]er(?:an?|as)|[iy]esen?)$""",
    re.VERBOSE,
)
CLITICS = re.compile(r"(?<=r|o)(?:[mts]e|nos|l[aeo]s?){1,2}$")
# How the ends of stems change before an ending: what is written, what the infinitive has.
SPELLINGS = (("qu", "c"), ("gu", "g"), ("zc", "c"), ("c", "z"), ("j", "g"), ("z", "c"), ("y", ""))
# The same for the last vowel, where the stress falls on it.
VOWEL = re.compile(r"(ie|ue|i|(?<![gq])u)(?=(?:[^aeiou]|(?<=[gq])u)*$)")
VOWELS = {"ie": ("e",), "ue": ("o", "u"), "i": ("e",), "u": ("o",)}


def listed_forms(word: str) -> Iterator[str]:
    """What a folded word may stand under in a dictionary, the likeliest first: "negros" under "negro",
    "niegan" under "negar". Most of what comes is no word at all: the dictionary has to say.
    """
    yield from _endings_changed(word)
    yield from _infinitives(word)
    bare = CLITICS.sub("", word)
    if bare != word:
        yield bare
        yield from _infinitives(bare)
    small = SMALL.sub("", word)
    if small != word:
        for stem in _spelled(small):
            yield from (stem + vowel for vowel in ("o", "a", "e", ""))


def _endings_changed(word: str) -> Iterator[str]:
    for ending, instead in NOUNS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield from (word.removesuffix(ending) + other for other in instead)


def _infinitives(word: str) -> Iterator[str]:
    for endings, infinitives in ((AR, ("ar",)), (ER_IR, ("er", "ir"))):
        for start in _starts(endings, word):
            for stem in _stems(word[:start]):
                yield from (stem + infinitive for infinitive in infinitives)


def _starts(endings: re.Pattern[str], word: str) -> Iterator[int]:
    """Where an ending may begin: the longest first, then shorter ones."""
    return (start for start in range(2, len(word)) if endings.match(word, start))


def _stems(stem: str) -> Iterator[str]:
    for spelled in _spelled(stem):
        yield spelled
        if found := VOWEL.search(spelled):
            yield from (
                spelled[: found.start()] + vowel + spelled[found.end() :] for vowel in VOWELS[found[0]]
            )


def _spelled(stem: str) -> Iterator[str]:
    yield stem
    for written, infinitive in SPELLINGS:
        if stem.endswith(written):
            yield stem.removesuffix(written) + infinitive
