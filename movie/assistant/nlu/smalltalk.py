"""Reads what is said to the bot itself: greetings, thanks, in which language it should speak."""

import re
from dataclasses import dataclass

from ...search.query_parser.prompt import BLANKS
from .utterance import Utterance

SPANISH = re.compile("spanish|castilian|espanol|castellano")
ENGLISH = re.compile("english|ingles")
MANNERS = ("greeting", "thanks", "farewell", "who")


@dataclass
class Tongues:
    """Languages heard."""

    spoken: str = ""  # by the bot: "en", "es"
    other: bool = False  # one that it does not speak
    of_film: bool = False


def take_tongues(said: Utterance) -> Tongues:
    """In which language the bot should speak, and whether a film should."""
    heard = Tongues()
    if said.is_long:
        return heard
    if match := said.heard("speak") or said.heard("bare_tongue"):
        heard.spoken = "es" if SPANISH.search(match[0]) else "en" if ENGLISH.search(match[0]) else ""
        heard.other = not heard.spoken
    heard.of_film = said.heard("film_tongue") is not None
    return heard


def take_greeting(said: Utterance) -> str:
    """The name of what is said for manners' sake, a question before a farewell; empty where nothing is."""
    heard = ""
    for name in MANNERS if not said.is_long else ():
        for match in list(said.find(name)):
            heard = name
            said.take(match.start(), BLANKS.match(said.folded, match.end()).end())
    return heard
