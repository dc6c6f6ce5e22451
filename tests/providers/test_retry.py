"""A command waits for a busy service, and only where waiting helps."""

import threading
import time

import pytest

from movie.errors import KeyRefused, ProviderUnavailable, QuotaExceeded
from movie.providers.retry import Patience


class Service:
    """Raises each error once, then answers; notes when it was called."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.calls = []

    def __call__(self):
        self.calls.append(time.monotonic())
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


def busy(seconds):
    return QuotaExceeded("Slow down.", retry_after=seconds)


def test_service_that_recovers_gives_its_answer_after_the_wait_it_asked_for():
    service = Service(busy(0.1), busy(0.1))
    assert Patience().call(service) == "answer"
    assert service.calls[2] - service.calls[0] >= 0.2


def test_service_that_stays_busy_is_asked_as_often_as_allowed():
    service = Service(*[busy(0.01)] * 9)
    with pytest.raises(QuotaExceeded):
        Patience(attempts=3).call(service)
    assert len(service.calls) == 3


def test_last_error_is_the_one_raised():
    service = Service(busy(0.01), ProviderUnavailable("Down."))
    with pytest.raises(ProviderUnavailable, match="Down"):
        Patience(attempts=2).call(service)


@pytest.mark.parametrize("error", [QuotaExceeded("No credit."), KeyRefused("No.")])
def test_error_that_waiting_does_not_mend_is_raised_at_once(error):
    service = Service(error)
    with pytest.raises(type(error)) as caught:
        Patience().call(service)
    assert caught.value is error
    assert len(service.calls) == 1


def test_whoever_shares_the_patience_waits_without_asking():
    patience, other = Patience(), Service()
    closed, started = threading.Event(), time.monotonic()

    def refuse_once():
        if closed.is_set():
            return None
        closed.set()
        raise busy(0.3)

    thread = threading.Thread(target=patience.call, args=(refuse_once,))
    thread.start()
    closed.wait()
    while not patience._open_at:
        time.sleep(0.001)
    patience.call(other)
    thread.join()
    assert other.calls[0] - started >= 0.3
