"""What providers have cost, by day and purpose; counted in the database, for all processes."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, QuerySet
from django.utils import timezone

from ..models import Spending


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
    entry = Entry(purpose, embedder, tokens, today())
    record(purpose, embedder, tokens, day=entry.day)
    return entry


def record(purpose: str, embedder: Paid, tokens: int, requests: int = 1, day: date | None = None) -> None:
    """Add to the day's bill, today's unless told otherwise; what costs nothing is not written down."""
    if not embedder.pays:
        return
    cost = embedder.cost(tokens) or 0.0
    _row(purpose, embedder.model_id, day or today()).update(
        requests=F("requests") + requests, tokens=F("tokens") + tokens, cost=F("cost") + cost
    )


def _row(purpose: str, model_id: str, day: date) -> QuerySet[Spending]:
    key = {"day": day, "purpose": purpose, "model_id": model_id}
    Spending.objects.get_or_create(**key)
    return Spending.objects.filter(**key)


def today() -> date:
    """The day on whose bill something stands."""
    return timezone.now().date()
