"""Asks as tests write them: films and people by name alone."""

import json
from dataclasses import replace
from typing import Any

from movie.assistant.nlu.slots import Slots
from movie.search.query_parser.films import mention
from movie.search.query_parser.people import mention_of_person

FILMS = ("like", "unlike", "sought", "seen")
PEOPLE = ("people", "without_people")


def asked(**parts: Any) -> Slots:
    """Slots whose films and people are looked up by their names."""
    films = {name: _looked_up(parts[name], mention) for name in FILMS if name in parts}
    people = {name: _looked_up(parts[name], mention_of_person) for name in PEOPLE if name in parts}
    return Slots(**{**parts, **films, **people})


def picked(*reasons: str) -> str:
    """What a chat model writes that picks the first films of its list, for these reasons."""
    picks = [{"number": number, "reason": reason} for number, reason in enumerate(reasons, 1)]
    return json.dumps({"picks": picks})


def in_words(ask: Slots) -> Slots:
    """The same slots with names in the place of mentions."""
    return replace(
        ask, **{name: tuple(one.words for one in getattr(ask, name)) for name in (*FILMS, *PEOPLE)}
    )


def _looked_up(names: Any, look_up: Any) -> tuple:
    return tuple(look_up(name) for name in names if isinstance(name, str)) if isinstance(names, tuple) else ()
