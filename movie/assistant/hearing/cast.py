"""Hears who should take part in a film, and who should not."""

import re
from dataclasses import dataclass, field

from ...errors import Choice
from ...models import Credit, Movie
from ...search import people
from ...search.people import Everybody
from ...text import fold
from ...text.glossary import is_listed
from ..conversation import Conversation
from .films import AND, shown
from .said import WORD, Said, phrases

LONGEST_NAME = 5  # words
FILM_BEHIND = re.compile(r"(?:'s)?(?: movies?| films?| flicks?| classics?)\b")
TOPIC = re.compile(r"(?:about|sobre|acerca de|called|named|llamad[ao]|not|no|sin|without) $")


@dataclass
class Cast:
    """Names heard."""

    people: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def take_people(said: Said, conversation: Conversation, about: Movie | None) -> Cast:
    """Who is named or meant by a turn; `about` is the film that it speaks of."""
    heard = Cast()
    if not said.is_long:
        _take_same(said, heard, about or shown(conversation))
        _take_after(said, "without", heard.without, conversation)
    for cue in ("with", "by"):
        _take_after(said, cue, heard.people, conversation)
    if not said.is_long:
        _take_alone(said, heard)
    return heard


def _take_same(said: Said, heard: Cast, movie: Movie | None) -> None:
    for match in list(said.find("same")):
        role = (
            Credit.Role.DIRECTOR if (match["en"] or match["es"]).startswith("direct") else Credit.Role.ACTOR
        )
        if movie and (person := next(movie.crew(role), None)):
            heard.people.append(person.name)
            said.take(*match.span())


def _take_after(said: Said, cue: str, into: list[str], conversation: Conversation) -> None:
    everybody = people.everybody()
    for match in list(said.find(cue)):
        if said.folded[match.start() : match.end()] != match[0]:
            continue
        if not said.is_long and (end := _pronoun_at(said, match.end())):
            into += [name for name in [spoken_of(conversation)] if name]
            said.take(match.start(), end)
            continue
        place, last = match.end(), 0
        sure = bool(phrases("surely_a_person").fullmatch(match[0]))
        while found := _name_at(said, place, cue, sure, everybody):
            name, last = found
            into.append(name)
            joint = AND.match(said.folded, last)
            if not joint:
                break
            place = joint.end()
        if last:
            said.take(match.start(), last)


def spoken_of(conversation: Conversation) -> str | None:
    """Who "him" or "her" is: who was spoken of last, else who plays first in the film shown first.

    Nobody who is unwanted already: the next "not with him" means somebody else.
    """
    wish, everybody = conversation.wish, people.everybody()
    for name in reversed(conversation.about):
        person = everybody.called(name, slips=False)
        if person and not (wish and person.id in wish.without_people):
            return name
    movie = shown(conversation)
    actor = next(movie.crew(Credit.Role.ACTOR), None) if movie else None
    return actor.name if actor else None


def _pronoun_at(said: Said, place: int) -> int | None:
    match = phrases("pronoun").match(said.folded, place)
    return match.end() if match and said.ends_at(match.end()) else None


def _name_at(said: Said, place: int, cue: str, sure: bool, everybody: Everybody) -> tuple[str, int] | None:
    """The name that stands there, as it was typed, and its end: somebody's here, or one that looks so."""
    ends = []
    for word in WORD.finditer(said.text, place):
        if len(ends) == LONGEST_NAME or re.search(r"[,;:!?()\"\n]", said.text[place : word.start()]):
            break
        ends.append(word.end())
    for end in reversed(ends):
        person = everybody.called(said.text[place:end], slips=False)
        if person and _may_be_name(said, place, end, person):
            return said.text[place:end], end
    end = _end_of_capitals(said, place, ends)
    name = said.text[place : end or place]
    if end and (" " in name or sure) and (sure or cue != "by" or everybody.called(name)):
        return (name, end) if sure or " " in name and said.ends_at(end) else None
    return None


def _may_be_name(said: Said, start: int, end: int, person: Choice) -> bool:
    words = [word[0] for word in WORD.finditer(said.folded, start, end)]
    if said.has_capital(start, end):
        # "de México": a word of the language that happens to be a family name is none unless it is whole.
        return len(words) > 1 or len(words[0]) > 2
    if not said.ends_at(end):
        return False
    whole = fold(person.name) == " ".join(words)
    listed = all(map(is_listed, words))
    return not listed and (len(words) > 1 or len(words[0]) > 3) or whole and len(words) > 1


def _end_of_capitals(said: Said, place: int, ends: list[int]) -> int | None:
    last = None
    for end in ends:
        word = said.text[place:end].split()[-1]
        if said.shouted or not word[0].isupper():
            break
        last = end
    return last


def _take_alone(said: Said, heard: Cast) -> None:
    """Full names without any cue, and "Kubrick films"; a turn that is a name and nothing else."""
    everybody = people.everybody()
    words = list(WORD.finditer(said.text))
    for first, word in enumerate(words):
        if (
            not word[0][0].isupper()
            or said.folded[word.start()] == "\n"
            or TOPIC.search(said.folded[: word.start()])
        ):
            continue
        for last in range(min(first + LONGEST_NAME, len(words)) - 1, first - 1, -1):
            start, end = word.start(), words[last].end()
            name = said.text[start:end]
            alone = not said.folded[:start].strip(" \n¿¡") and not said.folded[end:].strip(" \n.?!,")
            if "\n" in name or not (last > first or alone or FILM_BEHIND.match(said.folded, end)):
                continue
            if (person := everybody.called(name, slips=False)) and (
                last == first or fold(person.name) == fold(name)
            ):
                heard.people.append(name)
                said.take(start, end)
                return
