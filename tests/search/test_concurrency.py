"""Two requests search at once where this process computes, and all that come where they wait for others."""

import threading
from types import SimpleNamespace

import pytest

from movie.search.concurrency import AT_ONCE, in_turn


def most_at_once(visitors):
    """How many of so many threads are in turn at once, where each stays until no other comes."""
    inside, most, lock = 0, 0, threading.Lock()
    another = threading.Event()

    @in_turn()
    def visit():
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
            if most == visitors:
                another.set()
        another.wait(0.3)
        with lock:
            inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most


@pytest.mark.parametrize(("pays", "most"), [(False, AT_ONCE), (True, 5)])
def test_few_compute_and_all_may_wait(monkeypatch, pays, most):
    monkeypatch.setattr("movie.search.concurrency.get_embedder", lambda: SimpleNamespace(pays=pays))
    assert most_at_once(5) == most


def test_turn_ends_where_a_search_fails():
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="no"), in_turn():
            raise ValueError("no")
