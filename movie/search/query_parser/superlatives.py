"""Reads which films should stand first: "the longest", "la más nueva", "best horror films"."""

from ..query import ORDERS
from .prompt import Prompt


def take_order(prompt: Prompt) -> str:
    """Take the order that a prompt asks for, one of ORDERS; "" where it asks for none."""
    return next((order for order in ORDERS if prompt.heard(order)), "")
