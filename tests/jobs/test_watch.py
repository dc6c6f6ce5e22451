"""Beside a running server new films are noticed, and what is due on them is done once they rest."""

import threading

import pytest

from movie.jobs import watch as watching
from movie.jobs.watch import LONGEST_WAIT, Watch
from tests.processes import wait_until
from tests.project.serving import serving


class Work:
    """A process that ends when it is told to."""

    def __init__(self):
        self.ended = self.terminated = False

    def poll(self):
        return 0 if self.ended else None

    def terminate(self):
        self.terminated = self.ended = True

    def wait(self, seconds):
        return 0


class Site:
    """A journal whose number is set, and the works that were started."""

    def __init__(self):
        self.number, self.works = 7, []
        self.watch = Watch(self._start, lambda: self.number)
        self.now = 0.0

    def _start(self):
        self.works.append(Work())
        return self.works[-1]

    def look(self, number=None, seconds=1.0):
        self.number = number or self.number
        self.now += seconds
        self.watch.look(self.now)
        return len(self.works)


@pytest.fixture
def site():
    site = Site()
    site.look()
    site.look()
    site.works[0].ended = True
    return site


def test_work_begins_with_the_site_once_its_films_rest(site):
    assert len(site.works) == 1
    assert [site.look() for _ in range(5)] == [1] * 5


def test_new_films_are_worked_on_once_they_rest(site):
    assert [site.look(number) for number in (8, 9, 10)] == [1, 1, 1]
    assert [site.look(10), site.look(10)] == [2, 2]


def test_films_that_never_rest_are_worked_on_all_the_same(site):
    counts = [site.look(number, LONGEST_WAIT / 4) for number in range(8, 14)]
    assert counts == [1, 1, 1, 1, 2, 2]


def test_one_work_at_a_time_and_what_changed_meanwhile_is_seen_after_it(site):
    site.look(8), site.look(8)
    assert [site.look(9), site.look(9), site.look(9)] == [2, 2, 2]
    site.works[-1].ended = True
    assert [site.look(9)] == [2]
    assert site.look(9) == 3


def test_work_that_goes_on_ends_with_the_server(site):
    site.look(8), site.look(8)
    site.watch.stop()
    assert [work.terminated for work in site.works] == [False, True]
    site.watch.stop()


def test_database_that_cannot_be_read_is_looked_at_again(monkeypatch, caplog):
    from django.db import OperationalError

    looks, ended = [], threading.Event()

    class Broken:
        def look(self, now):
            looks.append(now)
            if len(looks) == 2:
                ended.set()
            raise OperationalError("database is locked")

    monkeypatch.setattr(watching, "SECONDS", 0)
    monkeypatch.setattr(watching.connection, "close", lambda: None)
    watching._watch(Broken(), ended)
    assert len(looks) == 2 and "database is locked" in caplog.text


def test_films_imported_into_a_running_site_are_made_ready_by_it(project):
    project.variables = {"EMBEDDER": "offline"}
    with serving(project) as (process, _port):
        project.import_films([{"title": "Alien", "description": "Something hides in a ship in space."}])
        wait_until(lambda: project.embedded() == {"Alien"}, process)
