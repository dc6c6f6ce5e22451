"""Weights are learned from a folder of files: the same each time, and so that requests find more."""

import csv
import json
import zlib

import numpy as np
import pytest

from movie.embedders.offline import OfflineEmbedder
from movie.search.score import read_weights
from movie.search.training import __main__ as command
from movie.search.training import query_map
from movie.search.training.data import CATALOGUE, REQUESTS, read_data
from movie.search.training.evaluate import held_out_figures, split, success
from movie.search.training.fitting import embedded, fit

# The words for a thing in films' texts, and what people say who half remember it.
THINGS = ("cellar", "pilot", "harbour", "orchard", "circus", "glacier", "violin", "desert")
PLACES = ("lighthouse", "monastery", "factory", "village", "school", "island", "palace", "station")
TALK = {word: f"some{word[::-1]}" for word in (*THINGS, *PLACES)}
FILMS = [(thing, place) for thing in THINGS for place in PLACES]
SIZE = 48
COLUMNS = ("tmdb_id", "title", "overview", "genres", "keywords", "tagline", "release_date", "vote_count")


def word_vector(word: str) -> np.ndarray:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(SIZE)


def embed(texts) -> np.ndarray:
    rows = np.stack([sum(map(word_vector, text.lower().split())) for text in texts])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("data")
    with (path / CATALOGUE).open("w", encoding="utf-8", newline="") as file:
        names = list(COLUMNS)
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for number, (thing, place) in enumerate(FILMS):
            tagline = f"{TALK[thing]} {TALK[place]}" if number % 3 == 0 else ""
            row = (number, f"Nr{number}", f"{thing} {place}", "Drama", "", tagline, "1990-01-01", number)
            writer.writerow(dict(zip(names, row, strict=True)))
    lines = [
        json.dumps({"query": f"{TALK[thing]} {TALK[place]} 1990", "relevant": [number]})
        for number, (thing, place) in enumerate(FILMS)
        for _ in range(2)
    ]
    lines.append(json.dumps({"query": "a film that is not here", "relevant": [9999]}))
    (path / REQUESTS).write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def lesson(folder):
    return embedded(read_data(folder), embed)


def test_requests_for_films_that_are_not_there_are_left_out(folder):
    data = read_data(folder)
    assert len(data.films) == len(FILMS)
    assert len(data.memories) == 2 * len(FILMS)
    assert data.memories[0].request.years[0] <= 1990 <= data.memories[0].request.years[1]
    assert [line.films for line in data.taglines] == [(place,) for place in range(0, len(FILMS), 3)]


def test_new_films_are_those_that_nothing_is_learned_from(lesson):
    memories = lesson.data.memories
    parts = split(memories)
    learned = {film for place in parts.train for film in memories[place].films}
    assert parts.new_films and not learned & parts.new_films
    assert all(set(memories[place].films) <= parts.new_films for place in parts.new)
    assert all(set(memories[place].films) <= learned for place in parts.known)
    assert sorted([*parts.train, *parts.new, *parts.known]) == list(range(len(memories)))


def test_learned_weights_find_films_that_nobody_asked_for_before(lesson, monkeypatch):
    monkeypatch.setattr(query_map, "RATE", 5e-3)
    learned = held_out_figures(lesson, "test")
    monkeypatch.setattr(query_map, "STEPS", 0)
    plain = held_out_figures(lesson, "test")
    for group in ("all", "new", "known", "taglines"):
        assert learned[group]["success@10"] > plain[group]["success@10"]


def test_the_map_is_the_same_each_time_and_starts_at_the_identity(lesson, monkeypatch):
    every = np.arange(len(lesson.data.memories))
    first, second = fit(lesson, "test", every), fit(lesson, "test", every)
    assert (first.query_map == second.query_map).all()
    assert not np.allclose(first.query_map, np.eye(SIZE))
    monkeypatch.setattr(query_map, "STEPS", 0)
    assert (fit(lesson, "test", every).query_map == np.eye(SIZE)).all()


def test_taglines_of_films_that_are_held_out_teach_nothing(lesson):
    few = np.arange(10)
    some = fit(lesson, "test", few, frozenset(range(len(FILMS))))
    assert (some.query_map != fit(lesson, "test", few).query_map).any()


def test_shares_grow_with_the_cut():
    figures = list(success([0, 5, 50, 500]).values())
    assert figures == [0.25, 0.5, 0.75]
    assert set(success([]).values()) == {0.0}


def test_the_command_writes_weights_that_can_be_read(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(OfflineEmbedder, "embed_documents", lambda self, texts: embed(texts))
    command.main(["--data", str(folder), "--output", str(tmp_path / "weights.npz"), "--figures"])
    assert read_weights(tmp_path / "weights.npz").model_id == OfflineEmbedder.model_id
    assert "new: success@1" in capsys.readouterr().out
