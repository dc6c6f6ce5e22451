"""What embedding has cost, and how much more the day may cost; counted in the database, for all processes."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from ..database.locks import take_turn
from ..models import RateLimit, Spending

SEARCH = "search"


class Paid(Protocol):
    """Whatever costs by the token: an embedder, a chat model."""

    model_id: str

    @property
    def pays(self) -> bool: ...

    def cost(self, tokens: int) -> float | None: ...


@dataclass(frozen=True)
class Entry:
    """What a request may cost, on the bill of its day; there it stays where nobody settles it."""

    purpose: str
    embedder: Paid
    tokens: int
    day: date

    def settle(self, billed: int) -> None:
        """Put what was billed in its place; 0 where no answer came."""
        requests = 0 if billed else -1
        record(self.purpose, self.embedder, billed - self.tokens, requests=requests, day=self.day)


def enter(purpose: str, embedder: Paid, tokens: int) -> Entry:
    """Put on the bill what is about to be sent."""
    entry = Entry(purpose, embedder, tokens, _today())
    record(purpose, embedder, tokens, day=entry.day)
    return entry


def record(purpose: str, embedder: Paid, tokens: int, requests: int = 1, day: date | None = None) -> None:
    """Add to the day's bill, today's unless told otherwise; what costs nothing is not written down."""
    if not embedder.pays:
        return
    cost = embedder.cost(tokens) or 0.0
    _row(purpose, embedder.model_id, day or _today()).update(
        requests=F("requests") + requests, tokens=F("tokens") + tokens, cost=F("cost") + cost
    )


def reserve(embedder: Paid, tokens: int) -> bool:
    """Whether the day's budget for searches still holds so many tokens; if so they are taken at once.

    Whoever reserves takes turns, so that no two processes take the last of it both.
    """
    budget = settings.DAILY_TOKEN_BUDGET
    with transaction.atomic():
        take_turn("budget")
        spent = sum(Spending.objects.filter(day=_today(), purpose=SEARCH).values_list("tokens", flat=True))
        if budget is not None and spent + tokens > budget:
            return False
        record(SEARCH, embedder, tokens)
    return True


def settle(embedder: Paid, reserved: int, billed: int) -> None:
    """Put what was billed in the place of what was reserved; 0 where no answer came."""
    record(SEARCH, embedder, billed - reserved, requests=0 if billed else -1)


def admit(visitor: str) -> bool:
    """Whether a visitor (any name for one) may start another paid search this minute; counts it if so."""
    minute = timezone.now().replace(second=0, microsecond=0)
    with transaction.atomic():
        _, new = RateLimit.objects.get_or_create(visitor=visitor, minute=minute)
        if new:
            RateLimit.objects.filter(minute__lt=minute).delete()
        allowed = RateLimit.objects.filter(
            visitor=visitor, minute=minute, count__lt=settings.SEARCHES_PER_MINUTE
        )
        return bool(allowed.update(count=F("count") + 1))


def _row(purpose: str, model_id: str, day: date) -> QuerySet[Spending]:
    key = {"day": day, "purpose": purpose, "model_id": model_id}
    Spending.objects.get_or_create(**key)
    return Spending.objects.filter(**key)


def _today() -> date:
    return timezone.now().date()
