"""What is kept in memory while many ask for it and the database goes on."""

import itertools
import threading
import time

from movie.database.cached import Cached


def test_who_has_waited_takes_what_was_made_since_they_asked():
    """Each look finds the database gone on while films come in: eight who wait make it once, not each."""
    looks, made, begun, go = itertools.count(), [], threading.Event(), threading.Event()
    asked = []

    def state():
        asked.append(threading.get_ident())
        return next(looks)

    def make(before):
        made.append(before)
        begun.set()
        go.wait(10)
        return len(made)

    cached = Cached(make, state)
    found = []
    visitors = [threading.Thread(target=lambda: found.append(cached.get())) for _ in range(9)]
    visitors[0].start()
    assert begun.wait(10)
    for visitor in visitors[1:]:
        visitor.start()
    while len(set(asked)) < len(visitors):
        time.sleep(0.01)
    go.set()
    for visitor in visitors:
        visitor.join()
    assert sorted(found) == [1] + [2] * 8


def test_what_was_made_before_somebody_asked_is_made_anew_once_the_state_is_another():
    number, made = [1], []
    cached = Cached(lambda before: made.append(before) or number[0], lambda: number[0])
    assert [cached.get(), cached.get()] == [1, 1]
    number[0] = 2
    assert cached.get() == 2
    assert made == [None, 1]
