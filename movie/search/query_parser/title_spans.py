"""Finds the title that begins at a place in a prompt: the longest run of words that is one, or looks so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ...lookup.name_words import ARTICLES
from ...lookup.titles import SpokenTitles
from ...text import WORD, stopwords
from ...text.language import is_listed, is_spanish
from .prompt import Prompt

LONGEST_TITLE = 14  # words
LONGEST_SENTENCE = 7  # of which a title is that nobody here knows
CLAUSE = re.compile(r"\s*(?:$|[\n.,;:!?]|\b(?:pero|but|con|sin)\b)")
QUOTED = re.compile(r"\"([^\"\n]{1,200})\"|(?<!\w)'([^'\n]{1,200}(?:'(?=\w)[^'\n]{1,100})*)'(?!\w)")
YEAR_BEHIND = re.compile(r"\s?\(?\b((?:18|19|20)\d\d)\b\)?")
# Small words that stand within a name.
WITHIN = frozenset(
    """
    and y of the a an in to at on for de del la el los las un una vs von van da di du le
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class TitleSpan:
    """A title in a prompt."""

    title: str
    end: int
    known: bool


def title_at(prompt: Prompt, place: int, book: SpokenTitles, sure: bool) -> TitleSpan | None:
    """The title that begins at a place: the longest run of words that is one here, else one that looks so."""
    if quoted := QUOTED.match(prompt.text, place):
        title = quoted[1] or quoted[2]
        return _with_year(
            prompt, TitleSpan(title, quoted.end(), bool(book.exactly(title) or book.nearly(title)))
        )
    ends = [word.end() for word in words_at(prompt, place)]
    for end in reversed(ends):
        if book.exactly(prompt.text[place:end]) and _may_be_title(prompt, place, end, sure):
            return _with_year(prompt, TitleSpan(prompt.text[place:end], end, True))
    if not ends:
        return None
    end = _end_of_name(prompt, place, book) or _end_of_sentence(prompt, place)
    if end and sure:
        title = prompt.text[place:end]
        return _with_year(prompt, TitleSpan(title, end, bool(book.nearly(title))))
    return _slip_at(prompt, place, book) if sure else None


def words_at(prompt: Prompt, place: int) -> Iterator[re.Match[str]]:
    """The words from a place on, as many as a title may have, up to what was taken."""
    taken = prompt.folded.find("\n", place)
    for number, word in enumerate(
        WORD.finditer(prompt.text, place, taken if taken >= 0 else len(prompt.text))
    ):
        if number == LONGEST_TITLE:
            return
        yield word


def _with_year(prompt: Prompt, found: TitleSpan) -> TitleSpan:
    behind = YEAR_BEHIND.match(prompt.text, found.end)
    return TitleSpan(f"{found.title} ({behind[1]})", behind.end(), found.known) if behind else found


def _may_be_title(prompt: Prompt, start: int, end: int, sure: bool) -> bool:
    """Whether words that are a title here mean that film; small letters, as a chat has them, tell less."""
    words = [word[0] for word in WORD.finditer(prompt.folded, start, end)]
    if words == ["i"]:
        return False
    if prompt.has_capital(start, end):
        return not prompt.has_capital(end, end + 2)
    if not prompt.ends_at(end) or all(word in stopwords.EITHER for word in words):
        return False
    listed = all(is_listed(word) for word in words if word not in ARTICLES)
    if words[0] in ("a", "an", "un", "una", "en", "in") and listed:
        return sure and len(words) > 2
    if sure:
        return len(words) > 1 or len(words[0]) > 3
    return not listed or len(words) > 2


def _end_of_name(prompt: Prompt, place: int, book: SpokenTitles) -> int | None:
    """Where a run of words with capitals ends, if it stands there and no lower word goes on behind it."""
    end, first = None, True
    for word in words_at(prompt, place):
        between = prompt.text[end or place : word.start()]
        if (
            not first
            and re.search(r"[,.;!?:()\"\n]", between)
            and not re.fullmatch(r"(?:[:.]|\.? ?[-–]?) ?", between)
        ):
            break
        if word[0][0].isupper() or word[0][0].isdigit():
            if prompt.shouted and word[0] in ("BUT", "PERO"):
                break
            end = word.end()
        elif word[0] not in WITHIN or word[0] in ("and", "y") and _is_title(prompt, word.end() + 1, book):
            break
        elif first and word[0] not in ("the", "el", "la", "los", "las", "a"):
            return None
        first = False
    return (
        end
        if end and prompt.has_capital(place, end) and prompt.ends_at(end) and prompt.text[place:end] != "I"
        else None
    )


def _end_of_sentence(prompt: Prompt, place: int) -> int | None:
    """Where a Spanish title ends, of which the first word alone has a capital."""
    if prompt.shouted or not prompt.text[place : place + 1].isupper() or not is_spanish(prompt.text):
        return None
    ends = [word.end() for word in islice(words_at(prompt, place), LONGEST_SENTENCE)]
    return next((end for end in ends if CLAUSE.match(prompt.folded, end)), None)


def _is_title(prompt: Prompt, place: int, book: SpokenTitles) -> bool:
    return any(book.exactly(prompt.text[place : word.end()]) for word in words_at(prompt, place))


def _slip_at(prompt: Prompt, place: int, book: SpokenTitles) -> TitleSpan | None:
    """A title typed with a slip, in small letters: all words up to where it ends, of which one is no word."""
    for word in words_at(prompt, place):
        if prompt.ends_at(word.end()):
            run = prompt.text[place : word.end()]
            unlisted = any(not is_listed(one[0]) for one in WORD.finditer(prompt.folded, place, word.end()))
            if unlisted and book.nearly(run):
                return TitleSpan(run, word.end(), True)
            return None
    return None
