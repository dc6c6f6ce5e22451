"""Reads the names in a sentence, and tells those that films have from those that nobody gave."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from ...text import fold
from ...text.language import is_listed
from .film_talk import is_film_talk, is_ordinary_name

NAME_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Behind these a capital begins something.
BEGINNING = re.compile(r"[.!?…:¿¡\n•*(–—→>|-]\s*[“\"«‘']?$")
# Small words that stand between the capitals of one name.
LINKS = frozenset(
    ("of", "the", "and", "a", "an", "in", "on", "to", "for", "at", "with", "from", "von", "van", "da", "do")
    + ("de", "la", "el", "los", "las", "del", "y", "e", "en", "al")
)
JOINING = frozenset(("and", "y", "e"))
LONGEST_ACRONYM = 3
# "don't", "heartwarming", "whimsical", "tranquilamente", "disfrútala"
COMMON_FORM = re.compile(
    r"['’]|\w{4}(?:ly|ful|ous|ing|less|ical|able|ible|mente|ndo|os[oa]s?|iv[oa]s?|ísim[oa]s?)$"
    r"|[áéíóú]\w*(?:l[aoe]s?|te|se|me|nos)$"
)


class Vocabulary(Protocol):
    """Anything that knows words that films have."""

    def know(self, words: str, numbers: Iterable[int] = ()) -> bool: ...


def words_of(text: str) -> str:
    """The folded words of a text, a blank before, between and after them."""
    words = (word.removesuffix("'s") for word in NAME_WORD.findall(fold(text).replace("’", "'")))
    return f" {' '.join(words)} "


def names(text: str) -> Iterator[tuple[list[str], bool]]:
    """Runs of words with capitals, small words between them included; and whether a sentence begins so."""
    run: list[str] = []
    begins, end = False, 0
    for found in NAME_WORD.finditer(text):
        gap, word = text[end : found.start()], found[0]
        if run and (gap.strip(" -–'’&.") or not (word[0].isupper() or fold(word) in LINKS)):
            yield _trimmed(run), begins
            run = []
        if run or word[0].isupper():
            begins = begins if run else bool(BEGINNING.search(gap if end else f"\n{gap}"))
            run = [*run, word]
        end = found.end()
    if run:
        yield _trimmed(run), begins


def _trimmed(run: list[str]) -> list[str]:
    """The run without the small words at its end."""
    while fold(run[-1]) in LINKS and not run[-1][0].isupper():
        run = run[:-1]
    return run


def is_known(name: Sequence[str], begins: bool, films: Vocabulary, near: Iterable[int]) -> bool:
    """Whether all films have this name, or one of those near."""
    words = words_of(" ".join(name))
    loud = len(name) == 1 and shouts(name[0]) and len(name[0]) > LONGEST_ACRONYM
    if films.know(words, () if loud else near) or all(map(_says_little, words.split())):
        return True
    if len(name) > 1 and is_ordinary_name(fold(name[0])):
        return is_known(name[1:], False, films, near)
    if (parts := _parts(name)) and all(
        is_known(part, begins and not place, films, near) for place, part in parts
    ):
        return True
    # The capital of a sentence's first word says nothing; capitals throughout do.
    common = begins and not shouts(name[0]) and is_common(name[0])
    return common and (len(name) == 1 or is_known(name[1:], False, films, near))


def _says_little(word: str) -> bool:
    return word in LINKS or is_ordinary_name(word)


def _parts(name: Sequence[str]) -> list[tuple[int, Sequence[str]]]:
    """What "and" joins in a name, each with its place; nothing where it joins nothing."""
    places = [place for place, word in enumerate(name) if word in JOINING]
    if not places:
        return []
    ends = [*places, len(name)]
    starts = [0, *(place + 1 for place in places)]
    return [(start, name[start:end]) for start, end in zip(starts, ends, strict=True) if start < end]


def shouts(word: str) -> bool:
    """Whether a word is in capitals throughout."""
    return len(word) > 1 and word.isupper()


def is_common(word: str) -> bool:
    """Whether a word stands in a dictionary, or has a form that names do not have."""
    folded = fold(word)
    return is_listed(folded) or is_film_talk(folded) or bool(COMMON_FORM.search(word.lower()))
