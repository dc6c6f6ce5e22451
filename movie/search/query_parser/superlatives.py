"""Reads which films should stand first: "the longest", "la más nueva", "best horror films"."""

import re

from ..query import ORDERS
from .fillers import trimmed
from .genres import NOUN, PELI
from .prompt import Prompt

OF_FILMS = re.compile(rf" ?(?:[\w'-]+ ){{0,3}}?(?:{NOUN}|{PELI})(?!\w)")


def take_order(prompt: Prompt) -> str:
    """Take the order that a prompt asks for, one of ORDERS; "" where it asks for none."""
    return next((order for order in ORDERS if prompt.heard(order)), "")


def orders_films(words: str, order: str) -> bool:
    """Whether a request begins with an order and with what films to put into it: "best heist movies"."""
    prompt = Prompt(words)
    found = next(prompt.find(order), None)
    return bool(
        found and not trimmed(prompt.text[: found.start()]) and OF_FILMS.match(prompt.folded, found.end())
    )
