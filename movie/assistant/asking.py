"""What a turn asks for, in the visitor's own names; `resolve` finds the films and people they mean."""

from dataclasses import dataclass
from enum import StrEnum


class Talk(StrEnum):
    """Turns that ask for no film."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO = "who"  # who or what the bot is, what it can do


@dataclass(frozen=True)
class Ask:
    """What a turn says, before any name is looked up."""

    request: str = ""  # what the film should be about, without what the other parts say
    continues: bool = False  # whether it refines the wish before it, rather than being a new one
    like: tuple[str, ...] = ()  # titles
    unlike: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # who should take part
    without_people: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None  # minutes
    runtime_to: int | None = None
    genre: str = ""
    others: bool = False  # films that were not shown yet
    language: str = ""  # "en" or "es" where the visitor asks the bot to speak it
    talk: Talk | None = None
