"""Reads films that others should be like where no known phrase says so: "a mix of Alien and Heat".

A title within a request that speaks of likeness, in whatever words, is an example of what is wanted.
"""

import re
from collections.abc import Iterator

from ...errors import Choice
from ...lookup.name_words import ARTICLES
from ...text import WORD, fold, stopwords
from ...text.language import is_listed
from .context import Context, Mention
from .fillers import SMALL
from .genres import genres_called
from .prompt import Prompt

Words = list[re.Match[str]]
Spans = list[tuple[int, int, list[Mention]]]  # from which word to before which, and the films
MOST_WORDS, LONGEST_TITLE = 18, 9
MOST_FILMS, LEAST_OF_SERIES = 10, 4  # of a series that is called by a part of their titles; words of that
MOST_TOLD = 3  # words beside that say something; more tell a story
# Words by which people say that something should be like something else, and how others of them begin.
SAYS_LIKE = frozenset(
    """
    like same more another else different next cross crossed between fave faves meets league think mix mixed
    como plan palo mas otra otro otras otros tipo entre ish
    """.split()  # noqa: SIM905
)
BEGINNINGS = tuple(
    """
    similar kind sort type vibe style mixture mashup favori favouri compar remind energ
    parecid parez igual estilo onda rollo cruza cruce mezcla asemej recuerd chifla cercan encant flipa
    """.split()  # noqa: SIM905
)
# Behind a title it says how the wish differs: "the hangover but with women"; not "titanic but the old one",
# which goes on with other small words than these.
BUT = frozenset(("but", "pero"))
DIFFERS = frozenset("with con without sin no not in en set de for para more less mas menos que".split())  # noqa: SIM905
JOINERS = frozenset(("and", "y", "e", "con", "with", "or", "o"))
# What is said around them, and nothing of a film.
AROUND = frozenset("all time every each can you that thing things of a lo al del en la el".split())  # noqa: SIM905


def is_likened(prompt: str, context: Context) -> bool:
    """Whether a request names a film as an example; where it names none, that is noted in the context."""
    read = Prompt(prompt)
    if take_likened(read, context):
        return True
    context.unlikened = read.text
    return False


def take_likened(prompt: Prompt, context: Context) -> list[Mention]:
    """The films that a short request holds up as examples, of which the words are taken; none where nothing
    in it speaks of likeness.
    """
    if prompt.text == context.unlikened:
        return []
    words = list(WORD.finditer(prompt.folded))
    if not 1 < len(words) <= MOST_WORDS or not any(_says_like(word[0]) or word[0] in BUT for word in words):
        return []
    spans, first = [], 0
    while first < len(words):
        joined = bool(spans) and spans[-1][1] == first - 1 and words[first - 1][0] in JOINERS
        end, films = _title_at(prompt, words, first, context, joined)
        if films:
            spans.append((first, end, films))
        first = max(end, first + 1)
    said = _said_of(prompt, words, spans)
    if not said or _told(words, spans, said) > MOST_TOLD:
        return []
    for first, end, _ in spans:
        prompt.take(words[first].start(), words[end - 1].end())
    for place in said:
        prompt.take(*words[place].span())
    return [film for _, _, films in spans for film in films]


def _said_of(prompt: Prompt, words: Words, spans: Spans) -> list[int]:
    """The places of the words that say that something is like a title, small ones alone between them."""
    said: list[int] = []
    for first, end, _ in spans:
        for places in (range(first - 1, -1, -1), range(end, len(words))):
            said += _chain(prompt, words, places)
        if _is_contrast(words, first, end):
            said.append(end)
    inside = {place for first, end, _ in spans for place in range(first, end)}
    return sorted(set(said) - inside)


def _is_contrast(words: Words, first: int, end: int) -> bool:
    """Whether "but" stands behind a title that is no ordinary word, and something else behind that."""
    behind = [word[0] for word in words[end : end + 2]]
    names = end - first > 1 or not is_listed(words[first][0])
    differs = len(behind) > 1 and (behind[1] in DIFFERS or behind[1] not in stopwords.EITHER)
    return names and differs and behind[0] in BUT


def _chain(prompt: Prompt, words: Words, places: range) -> Iterator[int]:
    """Of the places that lead away from a title those of likeness, to the second word that says something."""
    told = 0
    for place in places:
        word = words[place][0]
        if _says_like(word) and not (place == 0 and "ó" in prompt.text[: words[0].end()]):
            yield place
        elif word not in stopwords.EITHER | SMALL | AROUND:
            told += 1
            if told > 1:
                return


def _told(words: Words, spans: Spans, said: list[int]) -> int:
    """How many words beside titles and likeness say something."""
    beside = set(range(len(words))) - {place for first, end, _ in spans for place in range(first, end)}
    small = stopwords.EITHER | SMALL | AROUND
    told = [words[place][0] for place in beside - set(said)]
    return sum(word not in small and not word.isdigit() for word in told)


def _says_like(word: str) -> bool:
    return word in SAYS_LIKE or word.startswith(BEGINNINGS)


def _title_at(
    prompt: Prompt, words: Words, first: int, context: Context, joined: bool
) -> tuple[int, list[Mention]]:
    """The films of the longest title that begins at a word, and the word that it ends before; `joined` where
    another title stands before it: "between Alien and Heat".
    """
    few = words[first : first + LEAST_OF_SERIES]
    series = bool(context.titles.within(prompt.text[few[0].start() : few[-1].end()]))
    for end in range(min(len(words), first + LONGEST_TITLE), first, -1):
        text = prompt.text[words[first].start() : words[end - 1].end()]
        if "\n" in text or not (joined or _may_be_title(prompt, words, first, end)):
            continue
        if genres_called(fold(text)):
            continue  # "fantasía y aventura" names no film
        found = context.titles.exactly(text)[:MOST_FILMS] or _with_slip(
            context, words[first:end], text, series
        )
        if found:
            return end, [Mention(text, choice.id) for choice in found]
    return first, []


def _with_slip(context: Context, words: Words, text: str, series: bool) -> list[Choice]:
    """The film of a title with a slip in a word of no language; films of a series by what all are called,
    where its first words stand in any title.
    """
    told = [word for word in words if word[0] not in stopwords.EITHER]
    if len(told) > 1 and len(words[-1][0]) > 1 and not all(is_listed(word[0]) for word in words):
        return context.titles.nearly(text)[:1]
    if not series or len(words) < LEAST_OF_SERIES or len(told) < 2:
        return []
    found = context.titles.within(text)
    return found if len(found) <= MOST_FILMS else []


def _may_be_title(prompt: Prompt, words: Words, first: int, end: int) -> bool:
    """Whether a run of words is told from what is just said: by two words that say something, by a capital,
    or by standing first or behind a word of likeness.
    """
    if end == first + 1 and first and words[first - 1][0] in JOINERS and _is_name(prompt, words[first]):
        return True  # "Toy Story and Up"
    said = [word for word in words[first:end] if word[0] not in stopwords.EITHER | ARTICLES]
    if not said or all(_says_like(word[0]) or word[0] in AROUND for word in said):
        return False
    if len(said) > 1:
        return not all(word[0].isdigit() for word in said)
    before = [word[0] for word in words[max(first - 2, 0) : first]]
    leads = first == 0 or not is_listed(said[0][0]) and any(map(_says_like, before))
    return leads and len(said[0][0]) > 3 and not said[0][0].isdigit() or _is_name(prompt, said[0])


def _is_name(prompt: Prompt, word: re.Match[str]) -> bool:
    return prompt.has_capital(*word.span()) and word.start() > 0
