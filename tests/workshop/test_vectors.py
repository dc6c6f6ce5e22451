"""Stored embeddings of every kind are told apart."""

import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from movie.workshop.database import Row
from movie.workshop.findings import State
from movie.workshop.vectors import Kind, judge

from .students import FILMS, float32, unit

RANDOM = np.random.default_rng(0)
STORED = {
    Kind.FLOAT32: [float32(1), float32(2, 3072), float32(3, 512), b"[" + float32(1)[1:]],
    Kind.FLOAT64: [unit(1).tobytes(), unit(2, 768).tobytes()],
    Kind.NONE: [None, b""],
    Kind.RANDOM: [RANDOM.random(1536).tobytes(), RANDOM.random(1536).astype("<f4").tobytes()],
    Kind.ZEROS: [bytes(6144)],
    Kind.TEXT: ["[0.1, 0.2]", json.dumps([0.1, 0.2]).encode()],
    Kind.OTHER_LENGTH: [(3 * unit(4)).astype("<f4").tobytes(), (unit(5) * 0.5).tobytes()],
    Kind.NO_NUMBERS: [b"abc", bytes([255]) * 6144, 7],
}


@pytest.mark.parametrize(
    ("kind", "data"), [(kind, data) for kind, stored in STORED.items() for data in stored]
)
def test_what_is_stored_is_told_by_its_bytes(kind, data):
    assert judge(Row("Film", data)).kind is kind


def test_dimensions_are_those_of_the_type():
    assert judge(Row("A", float32(1))).dimensions == judge(Row("B", unit(1).tobytes())).dimensions == 1536


@pytest.mark.parametrize("kind", [Kind.RANDOM, Kind.ZEROS, Kind.TEXT, Kind.OTHER_LENGTH, Kind.NO_NUMBERS])
def test_faulty_embeddings_are_wrong_and_their_films_named(student, undone, kind):
    student.store([*FILMS, ("The faulty one", STORED[kind][0])])
    found = undone()["embeddings"]
    assert found.state is State.WRONG and ": 1 (The faulty one)" in found.said


def test_films_without_an_embedding_are_counted(student, undone):
    student.store([*FILMS, ("A", None), ("B", None)])
    found = undone()["embeddings"]
    assert found.state is State.MISSING and "2 of 8" in found.said


@pytest.mark.parametrize(
    ("films", "topic"),
    [
        ([*FILMS, ("Other", float32(9, 512))], "dimensions"),
        ([*FILMS, ("Other", unit(9).tobytes())], "number type"),
        ([*FILMS, ("Other", FILMS[0][1])], "doubles"),
        ([*FILMS, (" film NUMBER 0", float32(9))], "doubles"),
        ([], "films"),
    ],
)
def test_what_only_all_of_them_show_is_said(student, undone, films, topic):
    student.store(films)
    assert list(undone()) == [topic]


def test_title_in_another_encoding_hides_no_film(student, undone):
    student.store([*FILMS[1:], FILMS[0]])
    with closing(sqlite3.connect(student.folder / "db.sqlite3")) as database, database:
        database.execute("UPDATE movie_movie SET title = CAST(X'4D75F161' AS TEXT) WHERE id = 1")
    assert undone() == {}
