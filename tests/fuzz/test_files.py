"""The short form of `python -m tests.fuzz files`: always the same sixty files."""

import random

import pytest

from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in

from . import seeds
from .files import findings
from .mutations import ACCIDENTS, mutated


@pytest.mark.django_db
def test_sixty_spoilt_files_are_read_or_refused():
    assert list(findings(seed=1, count=60)) == []


@pytest.mark.django_db
def test_files_are_good_before_they_are_spoilt(tmp_path):
    for name, data in seeds.files(tmp_path).items():
        path = tmp_path / f"good-{name}"
        path.write_bytes(data)
        report = import_films(*sources_in(path), dry_run=True)
        assert (report.rejections, report.created + report.joined >= 4) == (0, True), name


def test_same_seed_gives_the_same_files_and_another_others():
    data = b'{"title": "Alien"}' * 20
    made = [[mutated(data, [data], random.Random(seed)) for seed in range(50)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 40


@pytest.mark.parametrize("accident", ACCIDENTS, ids=lambda accident: accident.__name__)
def test_accident_takes_any_bytes(accident):
    for data in (b"", b"\xff", b"title,year\nAlien,1979\n"):
        assert all(isinstance(accident(data, random.Random(seed)), bytes) for seed in range(30))
