"""Asks a chat model within the day's budget, and puts what it cost on the bill."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ..errors import LimitReached
from ..providers.chat import Chat, Message
from . import spending


@dataclass
class Bill:
    """Tokens to pay for (see Chat.count): those set aside, and those that were billed in the end."""

    reserved: int
    tokens: int = 0


@contextmanager
def within_budget(chat: Chat, messages: Sequence[Message], most_tokens: int) -> Iterator[Bill]:
    """Reserves what a request may cost; what the bill says in the end takes its place.

    Raises LimitReached where the day's budget does not hold so much.
    """
    read = sum(chat.count_tokens(message["content"]) for message in messages)
    bill = Bill(chat.count(read, most_tokens))
    if not spending.reserve(chat, bill.reserved):
        raise LimitReached("The day's budget for searches is spent (DAILY_TOKEN_BUDGET).")
    try:
        yield bill
    finally:
        spending.settle(chat, bill.reserved, bill.tokens)


def admitted(visitor: str | None) -> None:
    """Count a paid request of this visitor; raises LimitReached where they have started too many."""
    if visitor is not None and not spending.admit(visitor):
        raise LimitReached("This visitor has started too many searches this minute.")
