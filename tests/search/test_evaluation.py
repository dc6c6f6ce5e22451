"""The figures against their definitions, and questions that name films by id or title."""

import json
from math import log2

import pytest

from movie.errors import CatalogueError
from movie.search.evaluation import Question, Scores, evaluate, read_questions


def scores(*rankings) -> dict[str, float]:
    """Figures of (found, relevant) pairs."""
    counted = Scores()
    for found, relevant in rankings:
        counted.add(found, frozenset(relevant))
    return counted.figures()


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, (1, 1, 1)), (1, (0, 1, 1)), (9, (0, 1, 1)), (10, (0, 0, 1)), (99, (0, 0, 1)), (100, (0, 0, 0))],
)
def test_success_counts_places_up_to_the_cut(place, expected):
    figures = scores((range(200), {place}))
    assert tuple(figures[f"success@{cut}"] for cut in (1, 10, 100)) == expected
    assert figures["mrr"] == (round(1 / (place + 1), 4) if place < 100 else 0)


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ({0}, 1),
        ({2}, 1 / log2(4)),
        ({0, 1}, 1),
        ({0, 2}, (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        ({9}, 1 / log2(11)),
        ({10}, 0),
        (set(range(20)), 1),
        ({0, 999}, 1 / (1 + 1 / log2(3))),
    ],
    ids=str,
)
def test_ndcg_is_that_of_its_definition(relevant, expected):
    assert scores((range(50), relevant))["ndcg@10"] == pytest.approx(expected, abs=1e-4)


def test_figures_are_means_over_the_requests():
    both = scores(([1, 2], {1}), ([1, 2], {3}))
    assert both["success@1"] == both["mrr"] == both["ndcg@10"] == 0.5


def test_no_request_at_all_is_zeros():
    assert set(scores().values()) == {0}


def write(folder, *questions):
    path = folder / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8-sig")
    return path


def test_films_are_known_by_id_or_by_title_without_case_and_accents(make_movie, tmp_path):
    film = make_movie("Amélie", tmdb_id=194)
    path = write(tmp_path, *({"query": "q", "relevant": [name]} for name in (194, "AMELIE", "amélie")))
    questions, unknown = read_questions(path)
    assert [question.relevant for question in questions] == [{film.pk}] * 3
    assert unknown == []


def test_all_films_of_one_title_answer(make_movie, tmp_path):
    films = [make_movie("Heat", year=year) for year in (1986, 1995)]
    questions, _unknown = read_questions(write(tmp_path, {"query": "q", "relevant": ["Heat"]}))
    assert questions[0].relevant == {film.pk for film in films}


def test_file_that_is_no_text_is_an_error_of_ours(db, tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_questions(path)


def test_each_question_is_counted_as_it_is_asked(recording_embedder, make_movie):
    film = make_movie("Ex", [1, 0, 0])
    asked = []
    questions = [Question("x", frozenset({film.pk})), Question("y", frozenset({film.pk}))]
    evaluation = evaluate(questions, ["Nowhere"], lambda: asked.append(1))
    assert len(asked) == evaluation.queries == len(evaluation.in_use.places) == 2
    assert evaluation.as_dict()["unknown"] == 1
