"""Finds the titles and names that stand in a question, so that what is asked can be heard without them."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ...lookup import people, titles
from ...search.query_parser.fillers import SMALL
from ...search.query_parser.genres import take_genres
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.title_spans import LONGEST_TITLE
from ...text import WORD, fold, stopwords
from ...text.language import is_listed
from ...text.stemming import stem
from .acts import A_NAME, A_TITLE, asking_words, words_of
from .question_kinds import Ask

SAYS_NOTHING = SMALL | stopwords.EITHER
ARTICLES = frozenset("the a an el la los las un una".split())  # noqa: SIM905
SHORTEST_SLIP = 5  # letters
LONGEST_NAME = 4  # words


class Span(NamedTuple):
    """Where a title, or a name, stands in a prompt, and of which film or person."""

    start: int
    end: int
    id: int


def masked(prompt: Prompt, shown: Collection[int]) -> str:
    """The prompt with one title for every title, and one name for every name."""
    text = prompt.text
    spans = [(span, A_TITLE) for span in titles_in(prompt, shown)]
    spans += [
        (span, A_NAME)
        for span in people_in(prompt)
        if not any(span.start < title.end and title.start < span.end for title, _ in spans)
    ]
    for span, stands_in in sorted(spans, reverse=True):
        text = text[: span.start] + stands_in + text[span.end :]
    return text


def titles_in(prompt: Prompt, shown: Collection[int]) -> Iterator[Span]:
    """The titles of films that are here."""
    words = list(WORD.finditer(prompt.folded))
    place = 0
    while place < len(words):
        found = _title_at(prompt, words[place : place + LONGEST_TITLE], shown)
        if found and (longer := _name_over(prompt, words, place, found[1])):
            place += longer  # "Akira Kurosawa"
            continue
        if found:
            yield Span(words[place].start(), words[place + found[1] - 1].end(), found[0])
        place += found[1] if found else 1


def people_in(prompt: Prompt) -> Iterator[Span]:
    """The names of people who have a credit here: whole ones, or family names."""
    words, place = list(WORD.finditer(prompt.text)), 0
    while place < len(words):
        runs = (words[place : place + n] for n in range(min(LONGEST_NAME, len(words) - place), 0, -1))
        length = next((len(run) for run in runs if _is_name(prompt, run)), 0)
        if length:
            start, end = words[place].start(), words[place + length - 1].end()
            yield Span(start, end, people.everybody().called(prompt.text[start:end], slips=False).id)
        place += length or 1


def genres_in(prompt: Prompt) -> list[str]:
    """The genres that a word or two of a prompt name, as the catalogue calls them."""
    words = prompt.words
    runs = (" ".join(words[place:][:length]) for length in (2, 1) for place in range(len(words)))
    return list(dict.fromkeys(genre for run in runs for genre in take_genres(Prompt(f"pelis de {run}"))))


def by_part(words: str) -> int | None:
    """The film of whose title words are all, the beginning, or a part that is no word of a language."""
    book = titles.book()
    found = book.exactly(words) or book.beginning(words) or ([] if is_known(words) else book.within(words))
    return found[0].id if found else None


def is_known(words: str) -> bool:
    """Whether all words are of a language."""
    return all(is_listed(word) for word in WORD.findall(fold(words)))


@cache
def is_asking(word: str) -> bool:
    """Whether a folded word is one of which questions are made, or a slip in one."""
    if word in SAYS_NOTHING or word in asking_words() or word.isdigit() or len(word) == 1:
        return True
    if stem(word) in _asking_stems():
        return True  # "who directs it", as "who directed"
    if len(word) < SHORTEST_SLIP or is_listed(word):
        return False
    return extractOne(word, asking_words(), scorer=OSA.distance, score_cutoff=1) is not None


@cache
def _asking_stems() -> frozenset[str]:
    return frozenset(map(stem, words_of(frozenset((Ask.DIRECTOR,)))))


def _is_name(prompt: Prompt, words: list[re.Match[str]]) -> bool:
    if all(is_asking(fold(word[0])) for word in words) or len(words) == 1 and len(words[0][0]) < 4:
        return False
    start, end = words[0].start(), words[-1].end()
    if len(words) == 1 and not prompt.has_capital(start, end) and is_listed(fold(words[0][0])):
        return False
    return people.everybody().called(prompt.text[start:end], slips=False) is not None


def _title_at(prompt: Prompt, words: list[re.Match[str]], shown: Collection[int]) -> tuple[int, int] | None:
    """The film of the longest title that these words begin with, and how many of them it has."""
    for length in range(len(words), 0, -1):
        if length > 1 and words[length - 1][0] in ARTICLES:
            continue  # "Déjame entrar, la sueca"
        found = titles.book().exactly(prompt.text[words[0].start() : words[length - 1].end()])
        if found and _may_be_meant(prompt, words[:length], found[0].id in shown):
            return found[0].id, length
    return None


def _name_over(prompt: Prompt, words: list[re.Match[str]], place: int, length: int) -> int:
    """How many words from a place on are somebody's name of which a title is but the first."""
    runs = (words[place : place + n] for n in range(LONGEST_NAME, length, -1) if place + n <= len(words))
    return next((len(run) for run in runs if _is_name(prompt, run)), 0)


def _may_be_meant(prompt: Prompt, words: list[re.Match[str]], is_shown: bool) -> bool:
    """Whether words that are a title mean that film, and are no words of a question."""
    start, end = words[0].start(), words[-1].end()
    if prompt.has_capital(start, end):
        whole = not prompt.has_capital(end, end + 2)
        return whole and (start > 0 or len(words) > 1 or not is_asking(words[0][0]))
    if not all(is_asking(word[0]) for word in words):
        return True
    return (len(words) > 2 or is_shown) and not all(word[0] in SAYS_NOTHING for word in words)
