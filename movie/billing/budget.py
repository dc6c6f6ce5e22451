"""The day's budget for searches (DAILY_TOKEN_BUDGET): what one may cost is reserved before it is sent."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..database.locks import take_turn
from ..errors import LimitReached
from ..models import Spending
from ..providers.chat import Chat, Message
from .spending import Entry, Paid, enter, today

SEARCH = "search"


@dataclass
class Bill:
    """Tokens to pay for (see Chat.count): those set aside, and those that were billed in the end."""

    reserved: int
    tokens: int = 0


@contextmanager
def reserved(paid: Paid, tokens: int) -> Iterator[Bill]:
    """Reserves what a request may cost; what the bill says in the end takes its place.

    Raises LimitReached where the day's budget does not hold so much.
    """
    bill = Bill(tokens)
    entry = reserve(paid, tokens)
    if entry is None:
        raise LimitReached(_("The day's budget for searches is spent (DAILY_TOKEN_BUDGET)."))
    try:
        yield bill
    finally:
        entry.settle(bill.tokens)


def within_budget(chat: Chat, messages: Sequence[Message], most_tokens: int) -> AbstractContextManager[Bill]:
    """The same for a request to a chat model, whose answer may have so many tokens."""
    read = sum(chat.count_tokens(message["content"]) for message in messages)
    return reserved(chat, chat.count(read, most_tokens))


def reserve(paid: Paid, tokens: int) -> Entry | None:
    """So many tokens on the day's bill, where its budget for searches still holds them; else None.

    Whoever reserves takes turns, so that no two processes take the last of it both.
    """
    budget = settings.DAILY_TOKEN_BUDGET
    with transaction.atomic():
        take_turn("budget")
        spent = sum(Spending.objects.filter(day=today(), purpose=SEARCH).values_list("tokens", flat=True))
        if budget is not None and spent + tokens > budget:
            return None
        return enter(SEARCH, paid, tokens)
