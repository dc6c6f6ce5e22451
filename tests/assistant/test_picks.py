"""Picks are read from whatever form a model gives them in, as soon as each is whole."""

import json

import pytest

from movie.assistant.picks import LONGEST_ANSWER, MOST_PICKS, Pick, picks

from .asks import picked

BOTH = [Pick(1, "a storm"), Pick(2, "a raft")]


def read(*pieces):
    return [pick for pick in picks(pieces) if pick]


@pytest.mark.parametrize(
    "text",
    [
        picked("a storm", "a raft"),
        json.dumps([{"number": 1, "reason": "a storm"}, {"number": 2, "reason": "a raft"}]),
        f"Sure! Here it is:\n```json\n{picked('a storm', 'a raft')}\n```\nEnjoy!",
        '{"picks": [{"film": "1", "why": "a storm"}, {"id": "[[2]]", "razón": "a raft"}]}',
        '{"number": 1, "reason": "a storm"}\n{"number": 2, "reason": "a raft"}',
        "1. a storm\n2. a raft\n",
        "- [[1]]: a storm\n- [[2]]: a raft\n",
        "Film 1: a storm\n\nFilm 2 – a raft\n",
        "**1** a storm\n**2** a raft\n",
        "Here are two:\n\n1) a storm\n2) a raft\n",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_picks_are_read_however_they_are_written_and_cut(text, size):
    pieces = [text[place : place + size] for place in range(0, len(text), size)]
    assert read(*pieces) == BOTH


def test_pick_comes_before_the_answer_has_ended():
    text = picked("a storm", "a raft")
    steps = picks(iter([text[:60], text[60:]]))
    assert next(pick for pick in steps if pick) == BOTH[0]


def test_pick_that_is_cut_in_the_middle_is_left_out():
    assert read('{"picks": [{"number": 1, "reason": "a storm"}, {"number": 2, "reason": "a ra') == BOTH[:1]
    assert read("1. a storm\n2. a ra") == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "See the first one, it is lovely.",
        "{}",
        "[]",
        "{" * 5000,
        '{"number": 1}',
        '{"number": true, "reason": 3}',
        '{"number": "one", "reason": "a storm"}',
        '{"number": -1, "reason": "a storm"}',
        '{"picks": ["1", "2"]}',
        "In 1995 a storm\n",
    ],
)
def test_what_is_no_pick_is_none(text):
    assert read(text) == []


def test_no_more_is_read_than_anybody_needs():
    many = picked(*["a storm"] * 50)
    assert len(read(*many)) == MOST_PICKS
    fed = []

    def endless():
        while True:
            fed.append(1)
            yield "so on " * 10

    assert list(picks(endless())) and sum(fed) * 60 <= LONGEST_ANSWER + 60


def test_number_is_short_whatever_is_written():
    assert read(json.dumps({"number": 10**40, "reason": "a storm"}))[0].number < 10**9
