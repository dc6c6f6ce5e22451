"""A call is held to its deadline, and those that were left behind cannot pile up."""

import threading

import pytest

from movie.providers.metering import bill, metered
from movie.providers.timeouts import MOST_CALLS, within


def test_answer_in_time_is_given():
    assert within(5, lambda: "answer") == "answer"


@pytest.mark.parametrize("error", [ValueError("Oops."), KeyboardInterrupt(), TimeoutError("Its own.")])
def test_error_of_the_call_is_raised_as_it_is(error):
    def fail():
        raise error

    with pytest.raises(type(error)) as caught:
        within(5, fail)
    assert caught.value is error


def test_what_the_call_is_billed_is_counted_where_it_was_asked_for():
    with metered() as meter:
        within(5, lambda: bill(7))
    assert meter.tokens == 7


def test_calls_left_behind_are_limited_and_make_room_when_they_end():
    end = threading.Event()
    for _ in range(MOST_CALLS):
        with pytest.raises(TimeoutError):
            within(0.001, end.wait)
    called = []
    with pytest.raises(TimeoutError):
        within(5, lambda: called.append("one too many"))
    assert not called
    left_behind = [thread for thread in threading.enumerate() if thread.name.endswith("(run)")]
    end.set()
    for thread in left_behind:
        thread.join()
    assert within(5, lambda: "room") == "room"


def test_thread_ends_with_its_call():
    before = threading.active_count()
    thread = within(5, threading.current_thread)
    thread.join()
    assert threading.active_count() <= before
    assert thread.daemon
