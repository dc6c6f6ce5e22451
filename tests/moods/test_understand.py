"""A visitor's words become emotions: by the chat model, and by the lexicon where there is none."""

import json

import pytest

from movie.models import Spending
from movie.moods.understand import by_lexicon, read_mood, suggestions
from movie.text.emotions import MOST, families

from ..openai_server import Answer

pytestmark = pytest.mark.django_db


def reply(*emotions) -> str:
    return json.dumps({"emotions": emotions})


@pytest.mark.parametrize(
    ("words", "emotions"),
    [
        ("I'm sad and lonely", ["sadness", "loneliness"]),
        ("I'm sad and want to laugh", ["amusement"]),
        ("estoy triste pero quiero algo divertido", ["amusement"]),
        ("quiero pasar miedo", ["fear"]),
        ("estoy nostálgico", ["nostalgia"]),
        ("asdf qwzx", []),
        ("", []),
        ("🙂", []),
    ],
)
def test_lexicon_reads_what_is_wished_before_what_is_felt(words, emotions):
    assert by_lexicon(words) == emotions


@pytest.mark.parametrize(
    ("words", "emotions"),
    [
        ("I'm burnt out", {"serenity", "warmth", "relief"}),
        ("estoy hecha polvo", {"serenity", "warmth", "relief"}),
        ("I feel empty", {"warmth", "hope"}),
        ("me siento vacío", {"warmth", "hope"}),
        ("my boyfriend left me", {"melancholy", "longing"}),
        ("me ha dejado mi novia", {"melancholy", "longing"}),
        ("I'm bored to death", {"amusement", "excitement"}),
        ("me mata el aburrimiento", {"amusement", "excitement"}),
        ("tengo miedo", {"warmth", "courage"}),
        ("quiero llorar", {"sadness", "tenderness"}),
        ("ni idea, sorpréndeme", {"surprise", "curiosity"}),
        ("he aprobado las oposiciones", {"joy", "pride"}),
    ],
)
def test_state_gets_the_emotions_that_help_it(words, emotions):
    assert emotions <= set(by_lexicon(words)) and "grief" not in by_lexicon(words)


@pytest.mark.parametrize("words", ["not sad", "no estoy triste", "I don't want to cry", "no quiero llorar"])
def test_who_only_denies_an_emotion_is_not_given_it(words):
    assert by_lexicon(words) == ["warmth", "hope", "amusement"]


def test_burden_beside_another_feeling_is_left_out_unless_it_is_wished_for():
    assert "fear" not in by_lexicon("I can't sleep and I am afraid of ghosts")
    assert "fear" in by_lexicon("I'm tired and want to be scared")
    assert by_lexicon("scary but funny") == ["fear", "amusement"]


@pytest.mark.parametrize(
    "words", ["what is the capital of France", "I don't know", "no sé", "how do I fix my car"]
)
def test_words_far_from_any_emotion_get_none(words):
    assert by_lexicon(words) == []


def test_words_that_name_no_emotion_get_the_nearest_and_never_more_than_eight():
    near = by_lexicon("screaming")
    assert 1 <= len(near) <= 3 and set(near) <= set(families())
    assert len(by_lexicon(" ".join(families()))) == MOST


def test_suggestions_are_of_other_families():
    offered = suggestions(["happiness", "fear"])
    assert len(offered) == 8 and not {"joy", "fear"} & set(offered)
    assert "despair" not in suggestions(["sadness"]) and suggestions([])


def test_chat_model_reads_where_there_is_one_and_is_asked_once(chat, openai_server):
    openai_server.replies.append(reply("Joy", "tedium", "joy", 7, "", "x" * 40, "miedo"))
    assert read_mood("butterflies", "visitor") == ["joy", "tedium", "fear"]
    assert read_mood(" butterflies ", "visitor") == ["joy", "tedium", "fear"]
    assert len(openai_server.requests) == 1
    assert openai_server.requests[0]["messages"][1]["content"] == "butterflies"
    assert Spending.objects.get().tokens > 0


@pytest.mark.parametrize(
    "answer",
    [
        Answer.error(500, "down"),
        Answer.error(429, "over"),
        "no JSON",
        '{"emotions": null}',
        '{"emotions": 3}',
    ],
)
def test_lexicon_reads_where_the_chat_model_gives_nothing(chat, openai_server, answer):
    openai_server.replies.append(answer)
    assert read_mood("I am sad", "visitor") == ["sadness"]


def test_lexicon_reads_where_the_budget_or_the_visitors_share_is_spent(chat, openai_server, settings):
    settings.DAILY_TOKEN_BUDGET = 10
    assert read_mood("I am sad", "visitor") == ["sadness"]
    settings.DAILY_TOKEN_BUDGET, settings.SEARCHES_PER_MINUTE = None, 0
    assert read_mood("I am sad", "visitor") == ["sadness"]
    assert openai_server.requests == []


def test_failed_request_costs_nothing_of_the_budget(chat, openai_server):
    openai_server.replies.append(Answer.error(500, "down"))
    read_mood("I am sad", "visitor")
    assert Spending.objects.get().tokens == 0
