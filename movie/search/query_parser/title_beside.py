"""Reads a prompt that is a film's title beside what goes with it: "avatar cameron", "wall e de pixar".

Elsewhere names are told by capitals; people type them in small letters, and with slips. A name tells which
titles may be meant, namely those of its films, so that parts of these and slips in them are forgiven. By
itself a title is told from a wish by what follows it, by its length, or by a word of no language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from ...lookup.name_words import without_article, words_of
from ...models import Credit
from ...text import WORD, fold_in_place, stopwords
from ...text.language import is_listed
from ..query import SearchQuery
from .context import Context
from .prompt import QUOTES
from .whole_name import AROUND, EDGES, YEAR, without_film

MOST_WORDS = 10
LONGEST_NAME = 5  # words
LONGEST_TITLE = 14
SHORTEST_WITH_SLIP = 6  # letters of a title
# How alike two words have to be, from 0 to 100, for one to be the other with a slip: "ficcion", "fiction".
ALIKE = 75
# The same for all words of a title together.
WHOLE = 85
# Which share of a title's words has to be there, beside the name of somebody of that film.
ENOUGH = 0.5
# What a title ends before: "el rey león de Disney", "blade runner, the old one".
GOES_ON = re.compile(r"\s*[,(]|\s+(?:de|del|by|con|with|from|starring|version|remake)\b")
# The same where nothing else can be meant: "wall e la del robot", "up the one with balloons".
EXPLAINS = re.compile(
    r"[\s,]+(?:(?:la|el|las|los|esa|ese)\s+(?:de|del|que|donde|con|en)\b|(?:the|that)\s+(?:one|movie|film)\b"
    r"|(?:la|el)\s+\w+$)|,\s*(?:la|el|the)\b"
)
OF = re.compile(r"\s+(?:de|del|by|from|con|with)\b")
NUMERAL = re.compile(r"[\s,:]*(?:\d|[ivx]+\b|part\w*\b)")
POSSESSIVE = re.compile(r"'s?(?=\s)")


@dataclass(frozen=True)
class Words:
    """A prompt without what is said around a title, folded in place, and where its words stand."""

    text: str
    folded: str
    spans: tuple[tuple[int, int], ...]

    def run(self, first: int, end: int) -> str:
        """The words from the first to before `end`, as they were typed."""
        return self.text[self.spans[first][0] : self.spans[end - 1][1]]

    def listed(self, first: int, end: int) -> list[bool]:
        """Of each of these words whether it is one of the language."""
        return [is_listed(self.folded[start:stop]) for start, stop in self.spans[first:end]]


def title_beside(prompt: str, context: Context) -> SearchQuery | None:
    """The query for the film that is meant by its title beside somebody's name, or beside what else is said.

    None where no title is found so.
    """
    words = _words(prompt)
    number = len(words.spans)
    found = _beside_a_name(words, context) if 2 <= number <= LONGEST_NAME + LONGEST_TITLE else None
    return found or (_beside_the_rest(prompt, words, context) if 2 <= number <= MOST_WORDS else None)


def _words(prompt: str) -> Words:
    text = POSSESSIVE.sub("", " ".join(prompt.translate(QUOTES).split())).strip(EDGES)
    text = min((*without_film(text), text), key=len).strip(EDGES)
    if year := YEAR.match(text):
        text = year["rest"].strip(EDGES)
    folded = fold_in_place(text)
    return Words(text, folded, tuple(word.span() for word in WORD.finditer(folded)))


def _beside_a_name(words: Words, context: Context) -> SearchQuery | None:
    runs = {run: all(words.listed(*run)) for run in _ends(len(words.spans))}
    for look in (context.people.meant_exactly, context.people.meant_nearly):
        for (first, end), ordinary in runs.items():
            # "Soul" by Powers: words of the language are a name, without a slip, beside a whole title alone.
            if ordinary and look == context.people.meant_nearly:
                continue
            if named := look(words.run(first, end)):
                rest = words.run(end, len(words.spans)) if first == 0 else words.run(0, first)
                if titles := _of_them(rest, [choice.id for choice in named], context, ordinary):
                    return SearchQuery(text=rest, titles=titles)
    return None


def _ends(number: int) -> Iterator[tuple[int, int]]:
    """Runs at either end that may be a name, the longest first; something is left beside them."""
    for length in range(min(LONGEST_NAME, number - 1), 0, -1):
        yield number - length, number
        yield 0, length


def _of_them(rest: str, people: list[int], context: Context, strictly: bool) -> tuple[int, ...]:
    """The films of these people whose title the rest of a prompt tells; `strictly` tells it whole."""
    told = _said(words_of(rest))
    strictly = strictly or all(word in stopwords.EITHER for word in told)
    films = Credit.objects.filter(person__in=people).values_list("movie", flat=True).distinct()
    names = ((pk, _said(without_article(name))) for pk in films for name in context.titles.names_of(pk))
    return tuple(
        dict.fromkeys(pk for pk, name in names if name == told or not strictly and _tells(told, name))
    )


def _tells(told: list[str], name: list[str]) -> bool:
    """Whether words are those of a title, but for a slip, or enough of them and nothing else."""
    if fuzz.ratio("".join(told), "".join(name)) >= WHOLE:
        return True
    if len(told) == 1 and is_listed(told[0]):
        return False  # one word of the language is half of many a title: "spielberg war movie"
    found = all(any(fuzz.ratio(word, other) >= ALIKE for other in name) for word in told)
    return found and len(told) >= ENOUGH * len(name)


def _said(words: str) -> list[str]:
    """The words of a name without those around it, unless it has no others."""
    return [word for word in words.split() if word not in AROUND] or words.split()


def _beside_the_rest(prompt: str, words: Words, context: Context) -> SearchQuery | None:
    """A title at the beginning, behind which something is said of the film that it does not have to be."""
    for end in range(min(LONGEST_TITLE, len(words.spans) - 1), 0, -1):
        listed = words.listed(0, end)
        if not _may_end(words, end, listed):
            continue
        title = words.run(0, end)
        found = context.titles.exactly(title)
        if not found and end > 1 and len(title) >= SHORTEST_WITH_SLIP and not all(listed):
            found = context.titles.nearly(title)
        if found:
            return SearchQuery(text=prompt, titles=tuple(choice.id for choice in found))
    return None


def _may_end(words: Words, end: int, listed: list[bool]) -> bool:
    """Whether a title may end before a word: where what follows explains it, or goes on and it stands out."""
    place = words.spans[end - 1][1]
    if words.folded[:place].isdigit() or NUMERAL.match(words.folded, place):
        return False  # no title, or that of a sequel
    if EXPLAINS.match(words.folded, place):
        return True
    behind = words.listed(end, len(words.spans))
    named = behind == [False] or behind == [True, False] and bool(OF.match(words.folded, place))
    return (named or bool(GOES_ON.match(words.folded, place))) and _stands_out(words, end, listed, named)


def _stands_out(words: Words, end: int, listed: list[bool], named: bool) -> bool:
    """Whether a run of words is told from a wish: three that say something, or two of which one is none of
    the language, or that a name stands behind.
    """
    said = [
        ordinary
        for ordinary, (start, stop) in zip(listed, words.spans[:end], strict=True)
        if words.folded[start:stop] not in stopwords.EITHER | AROUND
    ]
    return len(said) > 2 or len(said) == 2 and (named or not all(said))
