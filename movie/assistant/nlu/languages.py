"""Reads in which language the bot should speak."""

import re
from dataclasses import dataclass

from .utterance import Utterance

SPANISH = re.compile("spanish|castilian|espanol|castellano")
ENGLISH = re.compile("english|ingles")


@dataclass
class Languages:
    """Languages heard."""

    spoken: str = ""  # by the bot: "en", "es"
    other: bool = False  # one that it does not speak


def take_languages(said: Utterance) -> Languages:
    """In which language the bot should speak."""
    heard = Languages()
    if match := said.heard("speak") or said.heard("bare_tongue"):
        heard.spoken = "es" if SPANISH.search(match[0]) else "en" if ENGLISH.search(match[0]) else ""
        heard.other = not heard.spoken
    return heard
