"""What a turn wants is learned: new wordings are told, from examples that are the same each time."""

import numpy as np
import pytest

from movie.assistant.nlu.acts import ACTS, LEFTOVER, WISH, act_of, acts_of, asking_words, row_of
from movie.assistant.nlu.clauses import clauses_of
from movie.assistant.nlu.named import is_asking, masked
from movie.assistant.nlu.train_acts import digest, turns_of
from movie.assistant.nlu.utterance import Utterance
from movie.assistant.transcript import Conversation
from movie.perceptron import Perceptron
from movie.search.query_parser.prompt import Prompt


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("name of the guy that made it please", "director"),
        ("y ese quién lo filmó", "director"),
        ("which famous faces are in that", "cast"),
        ("dime los actores que trabajan ahí", "cast"),
        ("does it go on for very long", "length"),
        ("es muy larga esa", "length"),
        ("so whats the story there", "plot"),
        ("de qué trataba esa", "plot"),
        ("a heist in the desert with robots", WISH),
        ("una de un niño que busca a su perro en la nieve", WISH),
    ],
)
def test_kind_of_a_new_wording(said, kind):
    assert act_of(said).kind == kind


def test_chances_of_all_kinds_add_up_and_the_most_probable_stands_first():
    acts = acts_of("who made the second one?")
    assert {act.kind for act in acts} == set(ACTS.kinds)
    assert sum(act.chance for act in acts) == pytest.approx(1, abs=1e-5)
    assert acts == sorted(acts, key=lambda act: -act.chance)


HEARINGS = pytest.mark.parametrize("hearing", [ACTS, LEFTOVER], ids=["turns", "leftovers"])


@HEARINGS
def test_examples_are_the_same_each_time_and_none_is_left_unfilled(hearing):
    turns = turns_of(hearing)
    assert turns == turns_of(hearing)
    assert {turn.kind for turn in turns} == set(hearing.kinds)
    assert not [turn.text for turn in turns if set(turn.text) & set("{}|()")]


@HEARINGS
def test_shipped_weights_are_of_these_kinds_and_features(hearing):
    vector = np.zeros(512, dtype=np.float32)
    odds = Perceptron.read(hearing.weights).log_odds(row_of("hello", vector)[None])
    assert odds.shape == (1, len(hearing.kinds) - 1)


@HEARINGS
def test_shipped_weights_are_made_of_these_examples(hearing):
    with np.load(hearing.weights) as stored:
        assert str(stored["examples"]) == digest(hearing)


def test_words_of_questions_are_no_titles_and_no_slots():
    assert {"who", "directed", "cuanto", "dura"} <= asking_words()
    assert not {"casablanca", "bogart", "film}"} & asking_words()


@pytest.mark.parametrize("word", ["directs", "directed", "dirige", "dirigio"])
def test_every_form_of_directing_asks(word):
    assert is_asking(word)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("who directed alien?", "who directed Casablanca?"),
        ("what else has weaver done", "what else has Humphrey Bogart done"),
        ("is it sad?", "is it sad?"),
        ("tell me about all about my mother", "tell me about Casablanca"),
    ],
)
def test_titles_and_names_that_are_here_are_masked(said, heard):
    assert masked(Prompt(said), ()) == heard


@pytest.mark.usefixtures("catalogue")
def test_aside_is_taken_and_the_wish_is_left():
    said = Utterance("thanks, lovely. something with dinosaurs")
    found = [clause.kind for clause in clauses_of(said, Conversation())]
    assert "thanks" in found and "dinosaurs" in said.text
