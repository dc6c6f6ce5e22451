"""The figures of a catalogue so small that they can be worked out by hand."""

import json
from math import log2

import pytest

from .running import manage

FIGURES = {"success@1", "success@10", "success@100", "mrr", "ndcg@10"}


@pytest.fixture
def catalogue(recording_embedder, make_movie) -> None:
    """One film for each letter that the embedder counts."""
    for tmdb_id, (title, vector) in enumerate(
        {"Ex": [1, 0, 0], "Why": [0, 1, 0], "Zet": [0, 0, 1]}.items(), 11
    ):
        make_movie(title, vector, tmdb_id=tmdb_id)


@pytest.fixture
def questions(tmp_path):
    """Writes lines of questions."""

    def write(*lines):
        path = tmp_path / "questions.jsonl"
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def evaluated(path) -> dict:
    return json.loads(manage("evaluate_search", path, "--json").output)


def test_figures_are_those_worked_out_by_hand(catalogue, questions):
    # "zz": Zet, then Ex or Why. "yyx": Why, Ex, Zet. "xxy": Ex, Why, Zet.
    path = questions(
        {"query": "zz", "relevant": ["Zet"]},
        {"query": "yyx", "relevant": [11, "Zet"]},
        {"query": "xxy", "relevant": [12]},
    )
    found = evaluated(path)
    second = (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))
    assert found["success@1"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["success@10"] == found["success@100"] == 1
    assert found["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 2) / 3, abs=1e-4)
    assert found["ndcg@10"] == pytest.approx((1 + second + 1 / log2(3)) / 3, abs=1e-4)


def test_json_holds_the_figures_in_use_and_of_each_variant(catalogue, questions):
    found = evaluated(questions({"query": "xxy", "relevant": ["Ex"]}))
    assert set(found) == FIGURES | {"median_ms", "queries", "unknown", "variants"}
    assert set(found["variants"]) == {"cosine", "words", "both"}
    assert all(set(figures) == FIGURES for figures in found["variants"].values())
    assert {name: found[name] for name in FIGURES} == found["variants"]["cosine"]


def test_words_are_measured_apart_from_cosine(recording_embedder, make_movie, questions):
    make_movie("Near", [1, 0, 0], description="Nothing in common.")
    make_movie("Said", [0, 1, 0], description="Inside a submarine.")
    found = evaluated(questions({"query": "x submarine", "relevant": ["Said"]}))
    assert found["variants"]["words"]["success@1"] == 1
    assert found["variants"]["cosine"]["success@1"] == 0


def test_unknown_films_are_counted_and_their_questions_left_out(catalogue, questions):
    path = questions(
        {"query": "xx", "relevant": ["Ex", 999]},
        {"query": "yy", "relevant": ["Nowhere"]},
        {"query": "zz", "relevant": ["zet"]},
    )
    found = evaluated(path)
    assert (found["queries"], found["unknown"]) == (2, 2)
    assert found["success@1"] == 1


@pytest.mark.parametrize(
    "bad",
    ["nonsense", '{"query": "x"}', '{"relevant": ["Ex"]}', "[1, 2]", '{"query": "x", "relevant": 3}', "3"],
)
def test_bad_line_is_named_by_its_number(catalogue, questions, bad):
    done = manage("evaluate_search", questions({"query": "xx", "relevant": ["Ex"]}, "", bad))
    assert (done.code, done.output) == (1, "")
    assert "questions.jsonl, line 3: " in done.complaints


def test_table_has_a_row_for_each_ranking(catalogue, questions):
    done = manage("evaluate_search", questions({"query": "xx", "relevant": ["Ex", 999]}))
    assert [line.split("  ")[0] for line in done.lines[1:5]] == ["in use", "cosine", "words", "both"]
    assert set(done.lines[0].split()) == FIGURES
    assert "requests: 1, unknown films: 1" in done.lines[5]


def test_questions_about_no_known_film_are_refused(catalogue, questions):
    done = manage("evaluate_search", questions({"query": "xx", "relevant": ["Nowhere"]}))
    assert done.code == 1
    assert "None of the films" in done.complaints


def test_missing_file_is_a_sentence(catalogue, tmp_path):
    done = manage("evaluate_search", tmp_path / "nothing.jsonl")
    assert (done.code, "nothing.jsonl cannot be read" in done.complaints) == (1, True)


def test_catalogue_without_embeddings_says_what_to_run(recording_embedder, make_movie, questions):
    make_movie("Ex")
    done = manage("evaluate_search", questions({"query": "xx", "relevant": ["Ex"]}))
    assert done.code == 1
    assert "python manage.py movie_embeddings" in done.complaints
