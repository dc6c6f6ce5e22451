"""Several processes serve on one address: killed, they are begun again; stopped, all of them end well."""

import os
import signal
import time
from urllib.request import urlopen

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from movie.management import processes
from movie.management.processes import suitable, take_one_processor

from ..processes import run_python, wait_until
from .serving import serving
from .test_stopping import ask, rest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no processes")


def test_as_many_serve_as_suit_unless_told(project):
    with serving(project, "--processes", "0", "--no-work") as (process, port):
        found = set()
        expected = min(suitable(), 2)
        wait_until(lambda: found.update(answering(port)) or len(found) >= expected, process)
        assert len(found) <= suitable()


@pytest.mark.parametrize(
    ("processors", "gigabytes", "safe", "engine", "number"),
    [
        (2, 8, True, "memory", 2),
        (16, 64, True, "pgvector", 4),
        (4, 2, True, "memory", 2),
        (4, 0, True, "memory", 1),
        (4, 8, False, "memory", 1),
        (4, 8, True, "milvus", 1),
    ],
)
def test_processors_memory_database_and_engine_decide(
    monkeypatch, settings, processors, gigabytes, safe, engine, number
):
    monkeypatch.setattr(processes, "_processors", lambda: processors)
    monkeypatch.setattr(processes, "_memory", lambda: gigabytes * 2**30)
    monkeypatch.setattr(processes, "bears_processes", lambda: safe)
    settings.SEARCH_ENGINE = engine
    assert suitable() == number


def test_one_of_several_computes_its_products_by_one_thread():
    with threadpool_limits(2, user_api="blas"):
        take_one_processor()
        threads = {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
    assert threads == {1}


@pytest.fixture
def served(project):
    with serving(project, "--processes", "2", "--no-work") as running:
        yield running


def answering(port):
    """The processes that answer twenty visitors."""
    asked = (urlopen(f"http://127.0.0.1:{port}/process/", timeout=30) for _ in range(20))
    return {int(answer.read()) for answer in asked}


def test_two_serve_neither_of_them_the_first(served):
    process, port = served
    found = set()
    wait_until(lambda: found.update(answering(port)) or len(found) == 2, process)
    assert process.pid not in answering(port)


def test_one_that_is_killed_is_begun_again(served):
    process, port = served
    killed = answering(port).pop()
    os.kill(killed, signal.SIGKILL)
    seen = set()

    def another():
        seen.update(answering(port))
        return len(seen - {killed}) == 2

    wait_until(another, process)


def test_told_to_stop_all_end_well(served):
    process, port = served
    both = set()  # one that is only beginning when it is told to stop does not end well
    wait_until(lambda: both.update(answering(port)) or len(both) == 2, process)
    slow = ask(port, "/slow/?s=1")
    wait_until(lambda: answering(port), process)
    process.send_signal(signal.SIGTERM)
    assert rest(slow).endswith("answered")
    assert process.wait(timeout=30) == 0
    with pytest.raises(ConnectionRefusedError):
        ask(port, "/")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked up in /proc")
def test_where_the_first_is_killed_the_others_leave(served):
    process, port = served
    others = answering(port)
    process.kill()
    process.wait()
    assert others
    for _ in range(600):
        if not any(map(lives, others)):
            return
        time.sleep(0.05)
    raise AssertionError("They stayed.")


def lives(process):
    """Whether it runs still (Linux tells); a process that waits for its end to be noticed does not."""
    try:
        with open(f"/proc/{process}/stat") as state:
            return state.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


SLOW_TO_START = """
import os, signal, threading, time
from movie.management.processes import Processes
processes = Processes(2, lambda: time.sleep(60))
processes.begin()
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
print(json.dumps(processes.run()))
"""


def test_told_to_stop_while_they_start_all_end_well(tmp_path):
    assert run_python(SLOW_TO_START, tmp_path / "none.sqlite3") is True
