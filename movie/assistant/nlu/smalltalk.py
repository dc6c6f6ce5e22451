"""Reads what is said to the bot itself: greetings, thanks, in which language it should speak."""

import re
from dataclasses import dataclass

from ...search.query_parser.genres import speaks_of_films
from ...search.query_parser.prompt import BLANKS
from .utterance import Utterance

SPANISH = re.compile("spanish|castilian|espanol|castellano")
ENGLISH = re.compile("english|ingles")
# What goes with thanks and asks for nothing: "esa le va a encantar, mil gracias", "thx ur a pal".
BEFORE_THANKS = re.compile(
    r"(?:\S+(?: \S+)?|(?:esa|ese|esta|este|it|that|this|la|lo|perfect\w*)\b[^.;:?!]*)[\s,.!]+"
)
BEHIND_THANKS = re.compile(
    r"[ ]+(?!(?:for|por|but|pero|and|y|now|ahora|can|do|is|who|what|how)\b)\w+(?: \w+){0,3}[\s.!]*$"
)
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
    heard = "thanks" if not said.is_long and _only_thanks(said) else ""
    for name in MANNERS if not said.is_long else ():
        for match in list(said.find(name)):
            heard = name
            said.take(match.start(), BLANKS.match(said.folded, match.end()).end())
    return heard


def _only_thanks(said: Utterance) -> bool:
    """Whether a turn thanks and says no more but a word or two of praise, which are taken."""
    match = next(said.find("thanks"), None)
    if match is None:
        return False
    before, behind = said.folded[: match.start()], said.folded[match.end() :]
    praised = not before.strip() or BEFORE_THANKS.fullmatch(before)
    ended = not behind.strip(" .!,") or BEHIND_THANKS.match(behind)
    if praised and ended and (before.strip() or behind.strip(" .!,")) and not speaks_of_films(before):
        said.take(0, len(said.folded))
        return True
    return False
