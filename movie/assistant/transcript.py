"""What the bot and a visitor have said to each other: kept in the visitor's session, and bounded."""

import re
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import partial
from secrets import token_hex
from typing import Any

from ..search.query import Filters, SearchQuery

SESSION_KEY = "conversation"
MOST_TURNS = 20
MOST_SHOWN = 200
MARK = re.compile(r"\[\[(\d{1,9})\]\]")  # stands in an answer where a film is named by its id


class State(StrEnum):
    """How far the bot has come with its answer."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"  # by the visitor, or because they left


@dataclass
class Turn:
    """What a visitor said, and what the bot answered."""

    number: int
    said: str
    answer: str = ""  # with [[id]] where a film is named, and **strong** words
    films: list[int] = field(default_factory=list)  # shown as cards, in this order
    notice: str = ""  # a sentence where the answer is not what it should be
    wish: SearchQuery | None = None  # as the turn was understood; None where it asks for no film
    most_votes: int | None = None  # that its films may have, where less known ones were asked for
    refused: list[int] | None = None  # seen or disliked, now or before; None where no film is asked for
    sides: list[list[str]] = field(default_factory=list)  # genres, of each of several people
    afresh: bool = False  # whether what was wished for before is forgotten
    drop: str = ""  # the key of what is wished for no more, where that was chosen instead of said
    focus: int | None = None  # the film that it speaks of
    asked: str = ""  # what it wants to know of that film
    about: list[str] = field(default_factory=list)  # names of people that were spoken of, the last one last
    state: State = State.OPEN
    key: str = field(default_factory=partial(token_hex, 8))  # tells it from one that takes its number


@dataclass
class Conversation:
    """The last turns, and what all of them have shown."""

    turns: list[Turn] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    language: str = ""  # that the visitor has asked for

    @property
    def wish(self) -> SearchQuery | None:
        """The last thing that was wished for."""
        turn = self.last_wish
        return turn.wish if turn else None

    @property
    def last_wish(self) -> Turn | None:
        """The last turn that wished for something; None where the talk has begun anew since."""
        for turn in reversed(self.turns):
            if turn.wish or turn.afresh:
                return turn if turn.wish else None
        return None

    @property
    def refused(self) -> list[int]:
        """The films that are to be left out from now on: they were seen, or are not liked."""
        return next((turn.refused for turn in reversed(self.turns) if turn.refused is not None), [])

    @property
    def focus(self) -> int | None:
        """The film that was spoken of since films were shown last."""
        for turn in reversed(self.turns):
            if turn.focus or turn.films:
                return turn.focus
        return None

    @property
    def asked(self) -> str:
        """What was asked in the turn before this one."""
        done = [turn for turn in self.turns if turn.state != State.OPEN]
        return done[-1].asked if done else ""

    @property
    def films(self) -> list[int]:
        """The films that were shown last, in their order."""
        return next((turn.films for turn in reversed(self.turns) if turn.films), [])

    @property
    def about(self) -> list[str]:
        """People who were spoken of, the last one last."""
        return [name for turn in self.turns for name in turn.about]

    def open(self, said: str) -> Turn:
        """A new turn; the oldest one is forgotten where there are too many."""
        turn = Turn(self.turns[-1].number + 1 if self.turns else 1, said)
        self.turns = [*self.turns, turn][-MOST_TURNS:]
        return turn

    def close(self, turn: Turn) -> None:
        """Take in a turn as it is now, in the place of what was known of it."""
        self.turns = [turn if known.number == turn.number else known for known in self.turns]
        before = [] if turn.afresh else self.shown
        self.shown = list(dict.fromkeys([*before, *turn.films]))[-MOST_SHOWN:]

    def take_back(self) -> str:
        """Forget the last turn and what it has shown; gives what the visitor said in it."""
        if not self.turns:
            return ""
        last = self.turns.pop()
        self.shown = [film for film in self.shown if film not in last.films]
        return last.said

    def save(self, session: MutableMapping[str, Any]) -> None:
        """Write it into a session."""
        session[SESSION_KEY] = asdict(self)

    @classmethod
    def of(cls, session: MutableMapping[str, Any]) -> "Conversation":
        """The one in a session; an empty one where there is none, or none of this form."""
        try:
            return _read(session[SESSION_KEY])
        except (AttributeError, KeyError, TypeError, ValueError):
            return cls()


def _read(stored: dict[str, Any]) -> Conversation:
    turns = [Turn(**{**turn, "wish": _wish(turn["wish"])}) for turn in stored["turns"]]
    return Conversation(turns, list(stored["shown"]), stored["language"])


def _wish(stored: dict[str, Any] | None) -> SearchQuery | None:
    if stored is None:
        return None
    parts = {name: tuple(part) if isinstance(part, list) else part for name, part in stored.items()}
    return SearchQuery(**{**parts, "filters": Filters(**parts["filters"])})
