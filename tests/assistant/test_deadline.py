"""A deadline holds whatever a model sends or does not send; a model that failed is left alone."""

import threading
import time

import pytest

from movie.assistant import deadline as module
from movie.assistant.deadline import Breaker, timely
from movie.errors import NonsenseAnswer, ProviderUnavailable, TimedOut


@pytest.fixture
def clock(monkeypatch):
    """The time as the test sets it."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def far():
    return time.monotonic() + 60


def test_pieces_come_as_they_are_and_the_end_is_told():
    ended = threading.Event()
    assert "".join(timely(iter(["a", "b", "c"]), far(), ended.set)) == "abc"
    assert ended.wait(10)


def test_error_of_the_reader_is_raised_here():
    def broken():
        yield "a"
        raise ProviderUnavailable("gone")

    heard = timely(broken(), far(), lambda: None)
    assert next(heard) == "a"
    with pytest.raises(ProviderUnavailable):
        list(heard)


def test_silent_model_is_left_at_the_deadline():
    goes_on, ended = threading.Event(), threading.Event()

    def silent():
        goes_on.wait(30)
        yield "late"

    with pytest.raises(TimedOut):
        list(timely(silent(), time.monotonic(), ended.set))
    assert not ended.is_set()  # its thread still waits
    goes_on.set()
    assert ended.wait(10)


def test_model_that_never_stops_is_left_at_the_deadline(clock):
    def endless():
        while True:
            yield "and on "

    heard = timely(endless(), 1010.0, lambda: None)
    assert next(heard)
    clock[0] = 1010.0
    with pytest.raises(TimedOut):
        next(heard)


def test_who_waits_hears_that_nothing_has_come(monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT", 0.001)
    goes_on = threading.Event()

    def slow():
        goes_on.wait(30)
        yield "late"

    heard = timely(slow(), far(), lambda: None)
    assert next(heard) == ""
    goes_on.set()
    assert "late" in list(heard)


def test_reader_who_leaves_closes_the_stream():
    closed, goes_on = threading.Event(), threading.Event()

    def pieces():
        try:
            yield "a"
            goes_on.wait(30)
            while True:
                yield "b"
        finally:
            closed.set()

    heard = timely(pieces(), far(), lambda: None)
    assert next(heard) == "a"
    heard.close()
    goes_on.set()
    assert closed.wait(10)


def test_model_that_failed_rests_and_is_asked_again_later(clock, chat, settings):
    breaker = Breaker()
    assert not breaker.rests(chat)
    breaker.failed(chat, ProviderUnavailable("down"))
    assert breaker.rests(chat)
    clock[0] += settings.CHAT_REST_SECONDS
    assert not breaker.rests(chat)


def test_nonsense_is_forgiven_once(chat):
    breaker = Breaker()
    breaker.failed(chat, NonsenseAnswer("?"))
    assert not breaker.rests(chat)
    breaker.failed(chat, NonsenseAnswer("?"))
    assert breaker.rests(chat)
    breaker.worked(chat)
    assert not breaker.rests(chat)
