"""Commands speak of money in one way, and say how to go on where they stop."""

import pytest
from django.core.management.base import CommandError

from movie.errors import MovieError
from movie.management.costs import GO_ON, billed, estimated, resumable


@pytest.mark.parametrize(
    ("cost", "price"), [(None, "at an unknown price"), (0, "free of charge"), (0.01234, "about $0.0123")]
)
def test_estimate_tells_what_is_sent_and_its_price(cost, price):
    assert estimated("3 films", 1200, cost) == f"3 films, about 1,200 tokens, {price}"


@pytest.mark.parametrize(("cost", "price"), [(None, "at an unknown price"), (0.0000238, "$0.000024")])
def test_bill_tells_tokens_and_price(cost, price):
    assert billed(1187, cost) == f"Billed: 1,187 tokens, {price}"


@pytest.mark.parametrize(("stopped", "code"), [(MovieError("No key."), 1), (KeyboardInterrupt(), 130)])
def test_command_that_stops_says_how_to_go_on(stopped, code):
    with pytest.raises(CommandError, match=GO_ON) as ended, resumable():
        raise stopped
    assert ended.value.returncode == code


def test_command_that_has_its_own_word_keeps_it():
    with pytest.raises(CommandError, match=r"^Nothing was sent\.$"), resumable():
        raise CommandError("Nothing was sent.")
