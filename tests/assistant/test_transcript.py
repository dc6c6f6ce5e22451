"""The conversation in a session: what goes in comes out, and it does not grow without bound."""

import json

import pytest

from movie.assistant.transcript import MOST_SHOWN, MOST_TURNS, SESSION_KEY, Conversation, State
from movie.search.query import Filters, SearchQuery

WISH = SearchQuery("rain", liked=(1, 2), people=(3,), filters=Filters(1980, 1990, "Drama"), without=(4,))


def test_conversation_comes_back_from_json_as_it_was():
    conversation = Conversation(language="es")
    turn = conversation.open("hola")
    turn.answer, turn.films, turn.wish, turn.about, turn.state = "[[1]]", [1, 5], WISH, ["Ann"], State.DONE
    conversation.close(turn)
    session = {}
    conversation.save(session)
    back = Conversation.of(json.loads(json.dumps(session)))
    assert back == conversation
    assert (back.wish, back.films, back.shown, back.about) == (WISH, [1, 5], [1, 5], ["Ann"])


@pytest.mark.parametrize(
    "stored", [None, [], {}, {"turns": [{}]}, {"turns": 3}, {"turns": [], "shown": None}]
)
def test_session_of_another_form_is_an_empty_conversation(stored):
    assert Conversation.of({SESSION_KEY: stored}) == Conversation()
    assert Conversation.of({}) == Conversation()


def test_old_turns_are_forgotten_but_not_their_numbers():
    conversation = Conversation()
    for number in range(MOST_TURNS * 2):
        turn = conversation.open(f"turn {number}")
        turn.films = list(range(number * 10, number * 10 + 10))
        conversation.close(turn)
    assert [turn.number for turn in conversation.turns] == list(range(MOST_TURNS + 1, MOST_TURNS * 2 + 1))
    assert len(conversation.shown) == MOST_SHOWN
    assert conversation.shown[-1] == conversation.films[-1]


def test_turn_taken_back_is_gone_with_its_films():
    conversation = Conversation()
    for films in ([1, 2], [2, 3]):
        turn = conversation.open(f"films {films}")
        turn.films = films
        conversation.close(turn)
    assert conversation.take_back() == "films [2, 3]"
    assert (conversation.films, conversation.shown) == ([1, 2], [1])
    assert [conversation.take_back(), conversation.take_back()] == ["films [1, 2]", ""]
