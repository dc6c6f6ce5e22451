"""Tells which of the things that were wished for a clause names: those that it drops."""

from collections.abc import Iterator

from ...models import Person
from ...search.query import SearchQuery
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.ranges import take_ranges
from ...search.query_parser.understood import readings
from ...text import WORD, fold
from .named import genres_in
from .utterance import talk_phrases

PEOPLE = ("people", "namesakes", "without_people")


def wished_for(clause: str, wish: SearchQuery | None, certainly: bool) -> tuple[str, ...]:
    """Kinds of things ("years"), and keys of readings ("people:12"), that a clause names of a wish; what was
    never wished for only where something is `certainly` dropped.
    """
    wish = wish or SearchQuery()
    there = {name for reading in readings(wish) for name in (reading.kind, reading.key)}
    return tuple(name for name in _named(Prompt(clause), wish) if certainly or name in there)


def _named(prompt: Prompt, wish: SearchQuery) -> Iterator[str]:
    genres = genres_in(prompt)
    yield from (f"genres:{genre}" for genre in wish.genres if genre in genres)
    people = Person.objects.in_bulk((*wish.people, *wish.namesakes))
    gone = [pk for pk, person in people.items() if set(WORD.findall(fold(person.name))) & set(prompt.words)]
    yield from (f"people:{pk}" for pk in gone)
    if not genres and not gone:
        kinds = {match.lastgroup for match in talk_phrases("drop").finditer(prompt.folded)}
        kinds |= set(_limits(prompt))
        yield from (key for kind in kinds for key in (PEOPLE if kind == "people" else (kind,)))


def _limits(prompt: Prompt) -> Iterator[str]:
    """Kinds of limits that the last words of a clause name by themselves: "forget the 90s"."""
    words = prompt.text.split()
    each = [take_ranges(Prompt(" ".join(words[place:])), None) for place in range(len(words))]
    if any(ranges.year_from or ranges.year_to for ranges in each):
        yield "years"
    if any(ranges.runtime_from or ranges.runtime_to for ranges in each):
        yield "runtime"
    if any(ranges.rating_from or ranges.rating_to for ranges in each):
        yield "rating"
