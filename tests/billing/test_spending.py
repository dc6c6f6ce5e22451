"""The day's budget holds to the last token, also between processes, and nobody searches without end."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from movie.billing import spending
from movie.billing.budget import reserve
from movie.billing.rate_limit import admit
from movie.models import RateLimit, Spending

from ..fakes import RecordingEmbedder
from ..processes import SETUP

# Round after round both processes start together, and there are tokens left for one of them.
RACE = (
    SETUP
    + """
import json, sys
from pathlib import Path
from django.conf import settings
from movie.billing.budget import reserve
from movie.embedders import get_embedder

own, other = sys.argv[1:]
got = []
for number in range(1, 26):
    settings.DAILY_TOKEN_BUDGET = 10 * number
    Path(f"{own}-{number}").touch()
    while not Path(f"{other}-{number}").exists():
        pass
    got.append(bool(reserve(get_embedder(), 10)))
print(json.dumps(got))
"""
)


class Paid(RecordingEmbedder):
    """Costs a dollar for each token."""

    model_id = "paid"
    price = 1_000_000.0


class Unpriced(Paid):
    """Costs nobody knows what."""

    price = None


@pytest.fixture
def clock(monkeypatch):
    """Sets the time forward."""
    now = timezone.now().replace(hour=12, minute=0, second=30)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def forward(**by):
        later = now + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return forward


@pytest.fixture
def budget(settings, db):
    """Sets the day's budget."""

    def of(tokens):
        settings.DAILY_TOKEN_BUDGET = tokens

    return of


def spent() -> int:
    return sum(Spending.objects.values_list("tokens", flat=True))


def test_budget_holds_its_last_token_and_none_more(budget):
    budget(100)
    assert [bool(reserve(Paid(), tokens)) for tokens in (99, 2, 1, 1)] == [True, False, True, False]
    assert spent() == 100


def test_refused_reservation_takes_nothing(budget):
    budget(10)
    assert not reserve(Paid(), 11)
    assert spent() == 0
    assert reserve(Paid(), 10)


def test_budget_of_none_has_no_end(budget):
    budget(None)
    assert all(reserve(Paid(), 10**9) for _ in range(3))


def test_next_day_has_its_own_budget(budget, clock):
    budget(10)
    assert [bool(reserve(Paid(), tokens)) for tokens in (10, 1)] == [True, False]
    clock(days=1)
    assert reserve(Paid(), 10)


def test_all_models_share_the_budget(budget):
    class Other(Paid):
        model_id = "other"

    budget(10)
    assert reserve(Paid(), 6)
    assert not reserve(Other(), 5)
    assert reserve(Other(), 4)


def test_films_embedded_by_command_leave_the_searches_their_budget(budget):
    budget(10)
    spending.record("command", Paid(), 1_000_000)
    assert reserve(Paid(), 10)


def test_settling_puts_the_bill_in_the_place_of_the_reservation(budget):
    budget(100)
    reserve(Paid(), 60).settle(25)
    row = Spending.objects.get()
    assert (row.requests, row.tokens, row.cost) == (1, 25, 25.0)
    assert [bool(reserve(Paid(), tokens)) for tokens in (76, 75)] == [False, True]


def test_reservation_without_answer_is_given_back_whole(budget):
    budget(100)
    reserve(Paid(), 60).settle(0)
    row = Spending.objects.get()
    assert (row.requests, row.tokens, row.cost) == (0, 0, 0.0)


def test_answer_after_midnight_is_settled_on_the_day_of_its_reservation(budget, clock):
    budget(100)
    entry = reserve(Paid(), 60)
    clock(days=1)
    entry.settle(25)
    assert Spending.objects.get().tokens == 25 and Spending.objects.get().day == entry.day
    assert reserve(Paid(), 100)


def test_bills_of_a_day_add_up_by_purpose_and_model(db):
    for _ in range(2):
        spending.record("command", Paid(), 10)
    spending.record("admin", Paid(), 5, requests=3)
    rows = set(Spending.objects.values_list("purpose", "requests", "tokens", "cost"))
    assert rows == {("command", 2, 20, 20.0), ("admin", 3, 5, 5.0)}


def test_tokens_without_a_price_are_counted_at_no_cost(db):
    spending.record("command", Unpriced(), 10)
    row = Spending.objects.get()
    assert (row.tokens, row.cost) == (10, 0.0)


def test_what_is_free_is_not_written_down(db):
    spending.record("command", RecordingEmbedder(), 10)
    assert not Spending.objects.exists()


def test_visitor_may_start_so_many_searches_a_minute(settings, db, clock):
    assert settings.SEARCHES_PER_MINUTE == 20
    assert [admit("anna") for _ in range(22)] == [True] * 20 + [False] * 2
    assert admit("bert")
    clock(minutes=1)
    assert admit("anna")


def test_visitors_of_past_minutes_are_forgotten(db, clock):
    for visitor in ("anna", "bert"):
        admit(visitor)
    clock(minutes=1)
    admit("carl")
    assert [visit.visitor for visit in RateLimit.objects.all()] == ["carl"]


def test_of_two_processes_that_race_for_the_last_tokens_one_gets_them(project):
    racers = [project.start("-c", RACE, *names) for names in (("one", "two"), ("two", "one"))]
    said = [racer.communicate(timeout=60) for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0], said
    rounds = zip(*(json.loads(output) for output, _complaints in said), strict=True)
    assert [sum(got) for got in rounds] == [1] * 25
