"""A turn that says two things is answered in both; one that only thanks or greets shows no films."""

import pytest

from movie.assistant.moviebot import reply
from movie.assistant.nlu.compound import halves
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.slots import Talk
from movie.assistant.transcript import Conversation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("who directed Alien? and show me one like it", ("who directed Alien?", "show me one like it")),
        ("is it scary and how long is it", ("is it scary", "how long is it")),
        ("quién la dirige y cuánto dura", ("quién la dirige", "cuánto dura")),
    ],
)
def test_turn_is_parted_where_a_question_or_a_wish_begins(said, wanted):
    assert next(halves(said)) == wanted


@pytest.mark.parametrize(
    "said", ["who directed Pride and Prejudice", "quién dirigió Romeo y Julieta", "sad and slow"]
)
def test_title_or_wish_with_an_and_in_it_is_one_thing(said):
    assert not list(halves(said))


def test_both_of_two_questions_are_answered(make_movie, recording_embedder):
    movie = make_movie("Alien", runtime=117, year=1979)
    conversation = Conversation()
    turn = conversation.open("how long is Alien and when was it made")
    list(reply(conversation, turn))
    assert "117" in turn.answer and "1979" in turn.answer
    assert turn.focus == movie.pk


@pytest.mark.parametrize(
    "said", ["thx ur a pal", "gracias crack", "bárbaro, gracias!", "esa le va a encantar, mil gracias"]
)
def test_thanks_with_a_word_of_praise_ask_for_nothing(said):
    assert by_rules(said, Conversation()).talk == Talk.THANKS


@pytest.mark.parametrize("said", ["algo con barcos, gracias", "thanks for that, now something with pirates"])
def test_wish_beside_thanks_is_heard(said):
    heard = by_rules(said, Conversation())
    assert heard.talk is None and heard.request
