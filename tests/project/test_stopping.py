"""A server that is told to stop answers what it has been asked, lets nobody in any more, and ends."""

import shutil
import signal
import socket
import time
from urllib.request import urlopen

import pytest

from movie.management.commands.serve import THREADS

from ..processes import Project
from .serving import serving, wait_for_begun


@pytest.fixture
def served(project):
    with serving(project, "--no-work") as running:
        yield running


@pytest.fixture(scope="module")
def going_on(migrated_project, tmp_path_factory):
    """A server that no test stops: its project, and its port."""
    folder = tmp_path_factory.mktemp("serving") / "project"
    shutil.copytree(migrated_project, folder, symlinks=True)
    project = Project(folder, EMBEDDER="offline")
    with serving(project, "--no-work") as (_process, port):
        yield project, port


def ask(port, path):
    """A connection on which this has been asked."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def rest(connection):
    """All that still comes on a connection, until the other side hangs up."""
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def test_request_under_way_is_answered_and_the_server_ends_well(project, served):
    process, port = served
    idle, slow, words = ask(port, "/robots.txt"), ask(port, "/slow/?s=1"), ask(port, "/words/")
    wait_for_begun(project, 2, process)
    process.send_signal(signal.SIGTERM)
    assert rest(slow).endswith("answered")
    assert "word 9" in rest(words)
    assert "200 OK" in rest(idle)
    assert process.wait(timeout=30) == 0
    with pytest.raises(ConnectionRefusedError):
        ask(port, "/")


def test_more_requests_than_threads_are_all_answered(project, served):
    process, port = served
    waiting = [ask(port, "/slow/?s=0.4") for _ in range(20)]
    wait_for_begun(project, THREADS, process)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert all(rest(connection).endswith("answered") for connection in waiting)
    assert process.wait(timeout=30) == 0


def test_request_without_end_does_not_keep_the_server(project, served):
    process, port = served
    waiting = ask(port, "/slow/?s=300")
    wait_for_begun(project, 1, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 1
    waiting.close()
    assert "not everybody could be answered in time" in process.stderr.read()


def test_second_signal_ends_the_server_at_once(project, served):
    process, port = served
    waiting = ask(port, "/slow/?s=300")
    wait_for_begun(project, 1, process)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) != 0
    waiting.close()


def test_visitors_who_just_stay_connected_keep_nobody_out(going_on):
    _project, port = going_on
    idle = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(250)]
    with ask(port, "/robots.txt") as connection:
        assert b"200 OK" in connection.recv(65536)
    for connection in idle:
        connection.close()


def test_requests_of_visitors_who_have_left_are_not_worked_off(project, served):
    process, port = served
    at_work = [ask(port, "/slow/?s=2") for _ in range(THREADS)]
    wait_for_begun(project, THREADS, process)
    for connection in [ask(port, "/slow/?s=0.1") for _ in range(80)]:
        connection.close()
    with urlopen(f"http://127.0.0.1:{port}/count/", timeout=30) as answer:
        assert int(answer.read()) < THREADS + 80 / 2
    for connection in at_work:
        connection.close()


def test_no_answer_names_the_server(going_on):
    _project, port = going_on
    for request_line in ("GET / HTTP/1.1\r\nHost: localhost", "NONSENSE", "GET /\0 HTTP/1.1"):
        connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        connection.sendall(f"{request_line}\r\nConnection: close\r\n\r\n".encode())
        said = rest(connection).lower()
        assert "server:" not in said
        assert "waitress" not in said
        assert "x-content-type-options: nosniff" in said
        assert "content-security-policy:" in said


def test_address_that_is_taken_is_told_in_one_sentence(going_on):
    project, port = going_on
    code, _, complaints = project.run("manage.py", "serve", f"127.0.0.1:{port}")
    assert code == 1
    assert complaints.startswith(f"CommandError: Cannot listen on 127.0.0.1:{port}: ")
    assert "Traceback" not in complaints
