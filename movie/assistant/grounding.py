"""Decides what a chat model may say of films: what it was given to know of them, and nothing else.

Whatever a model writes, be it that it errs or that a film's description has talked it out of its job, is
held against the films that were found. A sentence that names another film, another person, another year
or an address may not be said, nor one that is about something else.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..text import fold, stopwords
from ..text.glossary import is_listed
from ..text.stems import stem
from .foreign import FOREIGN, OFFER, ORDER

LONGEST_SENTENCE = 600
# A parrot says so many words of its orders in a row.
PARROT = 7
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”’»)]*(?=\s)|\n|$)\s*", re.DOTALL)
QUOTED = re.compile(r"[“\"«]([^”\"»\n]+)[”\"»]|(?<!\w)[‘']([^’'\n]+(?:[’']\w+[^’'\n]*)*)[’'](?!\w)")
NUMBER = re.compile(r"\d+(?:[.,]?\d)*")
# Behind these a capital begins something.
BEGINNING = re.compile(r"[!?…:¿¡\n•*(–—-]\s*$")
# Small words that stand between the capitals of one name.
LINKS = frozenset(
    ("of", "the", "and", "a", "an", "in", "on", "to", "for", "at", "with", "from", "von", "van", "da", "do")
    + ("de", "la", "el", "los", "las", "del", "y", "e", "en", "al")
)
# Words with capitals that name neither a film nor anybody.
ORDINARY = frozenset(
    ("mr", "mrs", "ms", "dr", "dra", "sr", "sra", "st")
    + ("i", "i'm", "i'd", "i've", "i'll", "ok", "tv", "dvd", "usa", "uk", "eeuu", "sci-fi", "sci", "fi")
    + ("english", "spanish", "french", "german", "italian", "japanese", "american", "british", "european")
    + ("korean", "chinese", "indian", "mexican", "argentine", "latin", "western", "victorian", "african")
    + ("asian", "irish", "russian", "europe", "america", "africa", "asia", "earth", "tierra", "christmas")
    + ("halloween", "navidad", "oscar", "oscars", "january", "february", "march", "april", "may", "june")
    + ("july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday")
    + ("thursday", "friday", "saturday", "sunday")
)
# "don't", "heartwarming", "whimsical", "tranquilamente", "disfrútala"
COMMON_FORM = re.compile(
    r"['’]|\w{4}(?:ly|ful|ous|ing|less|ical|mente|ndo|os[oa]s?|iv[oa]s?)$|[áéíóú]\w*(?:l[aoe]s?|te|se)$"
)
# A sentence without a film that begins so, or has such a word, speaks of films nevertheless.
POINTING = re.compile(
    r"""^\W*(?:it | it's | its | this | these | that | those | they | he | she | his | her | their | both
        | each | all | one | either | neither | if | es | son | este | esta | estas | estos | ella | el
        | ellas | ellos | su | sus | ambas | ambos | cada | las\ dos | los\ dos | las\ tres | una | un | si
        | perfect | ideal | great | good | perfect[ao] | buen[ao])\b
    | \b(?: films? | movies? | story | stories | endings? | scenes? | director | actors? | actress(?:es)?
        | cast | thrillers? | comed(?:y|ies) | dramas? | classics? | picks? | recommend\w* | watch(?:ing)?
        | peliculas? | cine | historias? | final(?:es)? | escenas? | directora? | actor(?:es)? | actriz
        | reparto | comedias? | clasicos? | recomiend\w* | ver(?:la|las|lo|los)? | disfruta\w*
        | enjoy\w* )\b""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Facts:
    """What may be said of films; all texts are as `words_of` gives them."""

    common: str  # titles, years, people, genres
    texts: Sequence[str]  # of each film, in the order of their numbers from 1
    wish: str = ""  # what the visitor wants
    unknown: Collection[str] = ()  # titles that are not here
    orders: str = ""  # what the model was told to do

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [_stems(text) for text in self.texts]

    def know(self, words: str, numbers: Iterable[int] = ()) -> bool:
        """Whether such words were said of all films, or of those with these numbers."""
        return words in self.common or any(words in self.texts[number - 1] for number in numbers)

    def touch(self, words: str, numbers: Iterable[int]) -> bool:
        """Whether words have something in common with the wish or with what these films are about."""
        said = _stems(words)
        return bool(said & _stems(self.wish)) or any(said & self._stems[number - 1] for number in numbers)


def may_be_said(text: str, facts: Facts, named: Sequence[int], about: Sequence[int]) -> bool:
    """Whether a sentence, its marks taken out, holds.

    `named` are the numbers of the films that it names, `about` those that the sentences before it named.
    """
    words, folded = words_of(text), fold(text)
    return (
        len(text) <= LONGEST_SENTENCE
        and not FOREIGN.search(folded)
        and not any(title in words for title in facts.unknown)
        and not _parrots(words.split(), facts.orders)
        and all(_is_known_number(number, facts, named) for number in NUMBER.findall(text))
        and all(_is_known_phrase(found[0] or found[1], facts) for found in QUOTED.findall(text))
        and all(_is_known_name(name, begins, facts, named, about) for name, begins in _names(text))
        and (bool(named) or _is_about_films(words, folded, facts, about))
    )


def harmless(text: str) -> str:
    """A film's text without the sentences that are no story but orders to whoever reads them."""
    return "".join(
        sentence
        for sentence in SENTENCE.findall(text)
        if not (FOREIGN.search(fold(sentence)) or ORDER.search(fold(sentence)))
    ).strip()


def words_of(text: str) -> str:
    """The folded words of a text, a blank before, between and after them."""
    words = (word.removesuffix("'s") for word in WORD.findall(fold(text).replace("’", "'")))
    return f" {' '.join(words)} "


def _stems(words: str) -> frozenset[str]:
    ignored = stopwords.ENGLISH | stopwords.SPANISH
    return frozenset(stem(word) for word in words.split() if word not in ignored and len(word) > 2)


def _is_about_films(words: str, folded: str, facts: Facts, about: Sequence[int]) -> bool:
    """Whether a sentence that names no film goes on about those named before."""
    if OFFER.search(folded) or ORDER.search(folded):
        return False
    return bool(POINTING.search(folded)) or facts.touch(words, about)


def _parrots(words: Sequence[str], orders: str) -> bool:
    runs = (" ".join(words[place : place + PARROT]) for place in range(len(words) - PARROT + 1))
    return any(f" {run} " in orders for run in runs)


def _is_known_number(number: str, facts: Facts, named: Sequence[int]) -> bool:
    """Small numbers count things; a decade is known where one of its years is."""
    if len(number) < 3:
        return True
    decade = number[:3] if len(number) == 4 and number[3] == "0" else None
    return facts.know(f" {number} ", named) or bool(decade and re.search(rf" {decade}\d ", facts.common))


def _is_known_phrase(text: str, facts: Facts) -> bool:
    """Whether quoted words are a title or a name, be it with another article."""
    first, *rest = words_of(text).split() or [""]
    return facts.know(words_of(text)) or bool(first in LINKS and rest and facts.know(f" {' '.join(rest)} "))


def _names(text: str) -> Iterator[tuple[list[str], bool]]:
    """Runs of words with capitals, small words between them included; and whether a sentence begins so."""
    run: list[str] = []
    begins, end = False, 0
    for found in WORD.finditer(text):
        gap, word = text[end : found.start()], found[0]
        if run and (gap.strip(" -–'’&") or not (word[0].isupper() or fold(word) in LINKS)):
            yield _trimmed(run), begins
            run = []
        if run or word[0].isupper():
            begins = begins if run else (not end and not gap.strip()) or bool(BEGINNING.search(gap))
            run = [*run, word]
        end = found.end()
    if run:
        yield _trimmed(run), begins


def _trimmed(run: list[str]) -> list[str]:
    """The run without the small words at its end."""
    while fold(run[-1]) in LINKS and not run[-1][0].isupper():
        run = run[:-1]
    return run


def _is_known_name(
    name: Sequence[str], begins: bool, facts: Facts, named: Sequence[int], about: Sequence[int]
) -> bool:
    """Whether the films have this name; of those named before, single names alone (a hero's)."""
    words = words_of(" ".join(name))
    near = [*named, *about] if len(name) == 1 and not _shouts(name[0]) else named
    if facts.know(words, near) or all(word in ORDINARY or word in LINKS for word in words.split()):
        return True
    # The capital of a sentence's first word says nothing; capitals throughout do.
    common = begins and not _shouts(name[0]) and _is_common(name[0])
    return common and (len(name) == 1 or _is_known_name(name[1:], False, facts, named, about))


def _shouts(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_common(word: str) -> bool:
    """Whether a word stands in the dictionary, or has a form that names do not have."""
    return is_listed(fold(word)) or bool(COMMON_FORM.search(word.lower()))
