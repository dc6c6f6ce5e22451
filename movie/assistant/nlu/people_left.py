"""Finds who is named in what is left of a turn, where no word says that a name follows."""

import re
from typing import NamedTuple

from ...lookup import people
from ...search.query_parser.context import Mention
from ...search.query_parser.whole_name import people_meant
from ...text import WORD
from ...text.language import is_listed
from .named import people_in
from .references import ShownMovies
from .utterance import Utterance

EITHER = re.compile(r"\s+(?:or|o|u)\s+", re.IGNORECASE)


class Named(NamedTuple):
    """Who is meant, all of them or one of either."""

    people: tuple[Mention, ...] = ()
    either: tuple[Mention, ...] = ()


def take_named(said: Utterance, request: str, context: ShownMovies) -> Named:
    """Who is named, where the request is a name and nothing else, or one or another; else who is written as
    names are, or was spoken of.
    """
    names = EITHER.split(request)
    meant = [people_meant(name, context.people) for name in names] if request else []
    if not meant or not all(meant):
        return Named() if said.is_long else Named(_within(said, context))
    found = tuple(Mention(name, query.everybody[0]) for name, query in zip(names, meant, strict=True))
    said.take(0, len(said.text))
    return Named(found) if len(found) == 1 else Named(either=found)


def _within(said: Utterance, context: ShownMovies) -> tuple[Mention, ...]:
    before = {person.id for person in map(people.everybody().called, context.about) if person}
    found = [
        span
        for span in people_in(said)
        if span.id in before
        or span.start
        and said.has_capital(span.start, span.end)
        or not any(map(is_listed, WORD.findall(said.folded[span.start : span.end])))
    ]
    named = tuple(Mention(said.text[span.start : span.end], span.id) for span in found)
    for span in found:
        said.take(span.start, span.end)
    return named
