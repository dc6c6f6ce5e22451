"""Reads which studios should have made a film: "pixar movies", "algo de ghibli", "nothing by disney".

A studio's name counts beside a word for films, behind one for studios, or alone: most have words of the
language in them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ...database import full_text
from ...text import WORD, stopwords
from ...text.language import is_listed
from ...text.origins import described, places, spoken
from ..studios import LONGEST, Studio, Studios, studios
from .context import Context
from .fillers import trimmed
from .genres import NOUN, film_words
from .prompt import Prompt

# Films that a studio has made which is called by a part of its name; by an ordinary word, which then as many
# films are of as are told with: "universal", not "original".
SEVERAL, MANY = 3, 5
MOST_TOLD = 2_000
LETTERS_OF_ARTICLES = 2
MOST_BEHIND = 2  # words of somebody's name behind its first
OF_STUDIO = re.compile(
    r"\b(?:(?:films?|movies?|pelis?|peliculas?|algo|una?) (?:by|from|del?) )?(?:the |la |el |los )?"
    r"(?:studios?|estudios?|productora|produced by|producid[ao]s? por|made by|hech[ao]s? por)(?: de)?\s+$"
)
NOUNS_BEHIND = re.compile(rf"\s+(?:{NOUN}|cartoons?|dibujos)$")
JOINT = re.compile(r"\s*[,/&+]\s*|\s+(?:(?:or|and|o|y|u|e)\s+)?")
# What a request goes on with behind the studio: "marvel but funny", "pixar, about food".
GOES_ON = re.compile(
    r"\s*(?:[,;:.!?]|(?:but|pero|about|sobre|with|con|for|para|set|que|from|before|after|since|until|in"
    r"|de l[ao]s|antes|desde|hasta|en)\b)"
)
FROM = re.compile(r"(?<!\w)(?:from|by|del?) (?:the )?$")


class Named(NamedTuple):
    """A studio that is named."""

    start: int
    end: int
    said: str  # folded
    studio: Studio

    @property
    def strange(self) -> bool:
        """Whether it is called by a word that is none of the language."""
        words = WORD.findall(self.said)
        return any(len(word) > LETTERS_OF_ARTICLES and not is_listed(word) for word in words)


def take_studios(prompt: Prompt, context: Context) -> tuple[str, ...]:
    """Take the studios that a prompt asks for, by any of which a film may be."""
    for named in _named(prompt, studios()):
        start, end = named[0].start, named[-1].end
        if of_studio := OF_STUDIO.search(prompt.folded[:start]):
            start = of_studio.start()
        elif not _is_asked(prompt, named) or _is_somebodys(prompt, named, context):
            continue
        prompt.take(start, end)
        return tuple(dict.fromkeys(one.studio.name for one in named))
    return ()


def studios_called(folded: str) -> tuple[str, ...]:
    """The studios of a folded text that names one and says no more: "disney", "disney movies"."""
    said = NOUNS_BEHIND.sub("", trimmed(folded))
    known = studios()
    found = _at(Prompt(said), 0, known) if said else None
    return (found.studio.name,) if found and found.end == len(said) and _is_sure(found) else ()


def _named(prompt: Prompt, known: Studios) -> Iterator[list[Named]]:
    """Where studios may be named, one or several behind each other, each by its longest name."""
    behind = 0
    for word in WORD.finditer(prompt.folded):
        if word.start() < behind or not (found := _at(prompt, word.start(), known)):
            continue
        several = [found]
        while (joint := JOINT.match(prompt.folded, several[-1].end)) and (
            found := _at(prompt, joint.end(), known)
        ):
            if not (joint[0].strip() or found.strange):
                break
            several.append(found)
        behind = several[-1].end
        yield several


def _at(prompt: Prompt, place: int, known: Studios) -> Named | None:
    """The studio with the longest name that begins there."""
    ends: list[int] = []
    for word in WORD.finditer(prompt.folded, place):
        gap = prompt.folded[ends[-1] if ends else place : word.start()]
        if len(ends) == LONGEST or not known.begins(word[0]) or gap.strip(" .'-") or not (ends or not gap):
            break
        ends.append(word.end())
    for end in reversed(ends):
        said = prompt.folded[place:end]
        one = known.called(said)
        if one and _is_name(named := Named(place, end, said, one)):
            return named
    return None


def _is_name(named: Named) -> bool:
    """Whether words can be a studio's name: a part of one where several films are of it, or the whole."""
    said, one = named.said, named.studio
    if (
        not trimmed(said)
        or _other().fullmatch(said)
        or said in described()
        or said in spoken()
        or said in places()
    ):
        return False
    if named.strange:
        return one.is_whole or one.films >= SEVERAL
    words = WORD.findall(said)
    return one.is_whole and not any(word in stopwords.EITHER or word.isdigit() for word in words)


def _is_sure(named: Named) -> bool:
    """Whether words are no ordinary one, or one that is a well-known studio's rather than of films' texts."""
    if named.strange or " " in named.said:
        return True
    films = named.studio.films
    return films >= MANY and films >= len(full_text.matching([named.said], limit=MOST_TOLD))


def _is_asked(prompt: Prompt, named: Sequence[Named]) -> bool:
    """Whether films of theirs are asked for: their names stand beside a word for films, or alone."""
    start, end = named[0].start, named[-1].end
    before, after = prompt.folded[:start], prompt.folded[end:]
    is_known = all(one.strange or " " in one.said for one in named)
    beside = _before().search(before) or _after(further=is_known).match(after)
    if all(one.studio.films == 1 for one in named):
        # Nobody would know of it: it is no more than that is asked for.
        return trimmed(NOUNS_BEHIND.sub("", prompt.whole.rstrip(" .!?"))) == prompt.whole[start:end]
    begins = not trimmed(prompt.text[:start])
    alone = begins and (not trimmed(prompt.text[end:]) or GOES_ON.match(after))
    ends = named[-1].strange and FROM.search(before) and prompt.ends_at(end)
    return bool(beside or alone or ends) and all(map(_is_sure, named))


def _is_somebodys(prompt: Prompt, named: Sequence[Named], context: Context) -> bool:
    """Whether words are rather a title, the name of somebody who has as many films, or the beginning of
    somebody's: "by david fincher".
    """
    start, end = named[0].start, named[-1].end
    name, people = prompt.text[start:end], context.people
    if context.titles.exactly(name):
        return True
    behind = islice(WORD.finditer(prompt.text, end), MOST_BEHIND)
    if any(people.meant_exactly(prompt.text[start : word.end()]) for word in behind):
        return True
    films = max(one.studio.films for one in named)
    return any(people.films_of(person) >= films for person in people.meant_exactly(name))


@cache
def _other() -> re.Pattern[str]:
    return re.compile(film_words())


@cache
def _before() -> re.Pattern[str]:
    films = rf"(?:{film_words()}|something|anything|algo|una|lo ultimo)"
    return re.compile(rf"(?<!\w){films} (?:(?:that is|made|done|out) )?(?:by|from|de|del|of)(?: the)?\s+$")


@cache
def _after(further: bool) -> re.Pattern[str]:
    between = r"(?:(?!(?:de|del|que|of|the)\b)[\w-]+ ){0,2}" if further else ""
    return re.compile(rf"(?:'s)?\s+{between}(?:{film_words()}|cartoons?|dibujos)(?!\w)")
