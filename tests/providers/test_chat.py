"""The chat model over real HTTP: what is sent, read and refused, and that the key stays secret."""

import logging
import time

import pytest

from movie.errors import (
    InputRefused,
    KeyRefused,
    NonsenseAnswer,
    ProviderUnavailable,
    QuotaExceeded,
    UnknownModel,
)
from movie.providers.chat import Chat, get_chat
from movie.providers.metering import metered
from movie.providers.model_output import object_in, without_thoughts

from ..openai_server import KEY, Answer

SAID = [{"role": "user", "content": "How do I feel?"}]
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def test_no_key_and_no_address_means_no_chat(settings):
    settings.CHAT = {}
    assert get_chat() is None


def test_message_is_sent_and_answered(chat, openai_server):
    openai_server.replies.append("Fine.")
    assert chat.complete(SAID, most_tokens=9) == "Fine."
    sent = openai_server.requests[0]
    assert (sent["path"], sent["key"], sent["model"]) == ("/v1/chat/completions", KEY, "test-chat")
    assert (sent["messages"], sent["max_tokens"]) == (SAID, 9)


def test_schema_is_sent_and_the_object_read(chat, openai_server):
    openai_server.replies.append('{"a": 1}')
    assert chat.answer_json(SAID, SCHEMA, most_tokens=9) == {"a": 1}
    form = openai_server.requests[0]["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert form["json_schema"]["schema"] == SCHEMA


def test_server_without_schemas_is_asked_without_and_not_again_with(chat, openai_server):
    openai_server.replies.extend([Answer.error(400, "unknown field response_format"), '{"a": 1}', '{"a": 2}'])
    assert chat.answer_json(SAID, SCHEMA, most_tokens=9) == {"a": 1}
    assert chat.answer_json(SAID, SCHEMA, most_tokens=9) == {"a": 2}
    assert ["response_format" in request for request in openai_server.requests] == [True, False, False]


def test_input_that_is_refused_either_way_is_no_matter_of_the_form(chat, openai_server):
    openai_server.replies.extend([Answer.error(400, "no"), Answer.error(400, "no"), '{"a": 1}'])
    with pytest.raises(InputRefused):
        chat.answer_json(SAID, SCHEMA, most_tokens=9)
    assert chat.answer_json(SAID, SCHEMA, most_tokens=9) == {"a": 1}
    assert "response_format" in openai_server.requests[-1]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1]}',
        'Sure! ```json\n{"a": [1]}\n``` Anything else?',
        '<think>{"a": 0} or {no}</think>{"a": [1]}',
        '{not this} but {"a": [1]} {"a": 2}',
    ],
)
def test_object_is_found_whatever_stands_around_it(text):
    assert object_in(text) == {"a": [1]}


@pytest.mark.parametrize("text", ["", "[1]", "no", "{", '{"a": ', "{" * 5000])
def test_text_without_object_has_none(text):
    assert object_in(text) is None


def test_answer_without_object_is_refused(chat, openai_server):
    openai_server.replies.append("I would rather not.")
    with pytest.raises(NonsenseAnswer, match="CHAT_MODEL"):
        chat.answer_json(SAID, SCHEMA, most_tokens=9)


@pytest.mark.parametrize(
    ("model", "thinks"),
    [
        ("gpt-4o-mini", False),
        ("o4-mini", True),
        ("gpt-5-mini", True),
        ("qwen/qwen3-8b", True),
        ("llama3.2", False),
    ],
)
def test_models_that_think_first_are_given_room_for_it(openai_server, model, thinks):
    Chat(model, KEY, openai_server.url).complete(SAID, most_tokens=10)
    assert (openai_server.requests[0]["max_tokens"] > 10) == thinks


def test_stream_gives_the_pieces_as_they_come_and_the_models_count(chat, openai_server):
    openai_server.replies.append("one two three")
    stream = chat.stream(SAID, most_tokens=9, seconds=9)
    assert list(stream) == ["one ", "two ", "three"]
    sent = openai_server.requests[0]
    assert (sent["stream"], sent["stream_options"], sent["max_tokens"]) == (True, {"include_usage": True}, 9)
    assert stream.tokens == 100 + 4


def test_stream_that_is_left_closes_the_connection_and_counts_what_was_said(chat, openai_server):
    openai_server.replies.append(Answer(pieces=["word "] * 2000, pause=0.002))
    stream = chat.stream(SAID, most_tokens=9, seconds=9)
    pieces = iter(stream)
    assert next(pieces) == "word "
    pieces.close()
    assert 0 < stream.tokens < 100
    for _ in range(500):
        if openai_server.left:
            break
        time.sleep(0.01)
    assert openai_server.left == 1


def test_server_that_cannot_count_its_stream_is_asked_not_to(chat, openai_server):
    openai_server.replies.extend([Answer.error(400, "unknown field stream_options"), "one", "two"])
    assert list(chat.stream(SAID, most_tokens=9, seconds=9)) == ["one"]
    assert list(chat.stream(SAID, most_tokens=9, seconds=9)) == ["two"]
    assert ["stream_options" in request for request in openai_server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("answer", "error", "heard"),
    [
        (Answer.error(401, f"Incorrect key {KEY}"), KeyRefused, []),
        (Answer(pieces=["one ", "two "], cut=True), ProviderUnavailable, ["one ", "two "]),
        (Answer(pieces=[]), NonsenseAnswer, []),
        (Answer(pieces=["on ", "and "] * 500, pause=0.01), ProviderUnavailable, ["on ", "and "]),
        (Answer(pieces=["<think>", "of <a>", "</thi", "nk>"]), NonsenseAnswer, []),
    ],
)
def test_stream_that_fails_says_so_where_it_fails(chat, openai_server, caplog, answer, error, heard):
    openai_server.replies.append(answer)
    pieces = []
    with pytest.raises(error) as caught:
        pieces.extend(iter_into(pieces, chat.stream(SAID, most_tokens=9, seconds=0.5)))
    assert pieces[:2] == heard
    assert KEY not in str(caught.value) + caplog.text


def iter_into(pieces, stream):
    """Keeps what came before an error."""
    for piece in stream:
        pieces.append(piece)
    return []


@pytest.mark.parametrize(
    ("pieces", "heard"),
    [
        (["<think>", "no", "</think>", "\n\nYes", ", sir"], "Yes, sir"),
        (["<th", "inking>a</think", "ing>b", "c"], "bc"),
        (["<", "b>", "bold"], "<b>bold"),
        (["  Hello"], "Hello"),
        (["<think> only"], ""),
        (["<thi"], "<thi"),
        (["Yes ", "<think>", "kept"], "Yes <think>kept"),
    ],
)
def test_thoughts_before_an_answer_are_not_heard(pieces, heard):
    assert "".join(without_thoughts(pieces)) == heard


@pytest.mark.parametrize(
    ("answer", "error", "cure"),
    [
        (Answer.error(401, f"Incorrect key {KEY}"), KeyRefused, "openai_apikey"),
        (Answer.error(404, "no model"), UnknownModel, "CHAT_MODEL"),
        (Answer.error(429, "slow down", retry_after="3"), QuotaExceeded, "limit"),
        (Answer.error(500, f"broken {KEY}"), ProviderUnavailable, "CHAT_BASE_URL"),
        (Answer(body={"choices": []}), NonsenseAnswer, "CHAT_MODEL"),
        (Answer(body=b"<html>"), NonsenseAnswer, "CHAT_MODEL"),
        ("", NonsenseAnswer, "nothing"),
    ],
)
def test_failure_becomes_ours_with_its_cure_and_without_the_key(
    chat, openai_server, caplog, answer, error, cure
):
    openai_server.replies.append(answer)
    with caplog.at_level(logging.WARNING), pytest.raises(error, match=cure) as raised:
        chat.complete(SAID, most_tokens=9)
    assert KEY not in str(raised.value) and KEY not in caplog.text
    assert len(openai_server.requests) == 1


def test_server_that_is_too_slow_is_unavailable(chat, openai_server):
    openai_server.replies.append(Answer(body={}, delay=1))
    with pytest.raises(ProviderUnavailable):
        chat.complete(SAID, most_tokens=9, seconds=0.1)


def test_written_tokens_are_billed_at_what_they_cost(monkeypatch, openai_server):
    monkeypatch.setattr("movie.providers.client.OPENAI_URL", openai_server.url)
    chat = Chat("gpt-4o-mini", KEY)
    with metered() as meter:
        chat.complete(SAID, most_tokens=9)
    read, written = len(SAID[0]["content"]) // 4 + 1, len("Hello.") // 4 + 1
    assert meter.tokens == read + 4 * written
    assert chat.cost(meter.tokens) == pytest.approx((read * 0.15 + written * 0.60) / 1e6)
    assert openai_server.requests[0]["max_completion_tokens"] == 9


def test_unknown_model_pays_an_unknown_price():
    chat = Chat("llama", base_url="http://127.0.0.1:9/v1")
    assert (chat.pays, chat.cost(10), chat.count(3, 4)) == (True, None, 7)


NO_ROLE = Answer(400, {"object": "error", "message": "System role not supported", "code": 400})
INSTRUCTED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello?"}]


def test_server_without_a_system_role_is_told_by_the_user_from_then_on(chat, openai_server):
    openai_server.reply = lambda request: (
        NO_ROLE if "system" in [message["role"] for message in request["messages"]] else '{"a": 1}'
    )
    assert chat.answer_json(INSTRUCTED, SCHEMA, most_tokens=9) == {"a": 1}
    assert chat.complete(INSTRUCTED, most_tokens=9) == '{"a": 1}'
    assert "".join(chat.stream(INSTRUCTED, most_tokens=9, seconds=9)) == '{"a": 1}'
    roles = [[message["role"] for message in request["messages"]] for request in openai_server.requests]
    assert roles == [["system", "user"], ["user"], ["user"], ["user"]]
    assert openai_server.requests[1]["messages"][0]["content"] == "Be brief.\n\nHello?"
    assert "response_format" in openai_server.requests[1]


def test_error_in_a_good_status_keeps_its_sentence(chat, openai_server):
    openai_server.replies.append(Answer(body={"error": {"message": "Nobody is at home."}}))
    with pytest.raises(NonsenseAnswer, match="Nobody is at home"):
        chat.complete(SAID, most_tokens=9)


def test_answer_that_drips_is_not_waited_for(chat, openai_server):
    openai_server.replies.append(Answer(body=b" " * 100, drip=0.1))
    with pytest.raises(ProviderUnavailable, match="CHAT_SECONDS"):
        chat.complete(SAID, most_tokens=9, seconds=0.3)


@pytest.mark.parametrize("count", [-1, 10**12, 2.5, "9", True])
def test_count_that_cannot_be_is_not_believed(chat, openai_server, count):
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hi."}, "finish_reason": "stop"}
    usage = {"prompt_tokens": count, "completion_tokens": count}
    openai_server.replies.append(Answer(body={"choices": [choice], "usage": usage}))
    with metered() as meter:
        assert chat.complete(SAID, most_tokens=9) == "Hi."
    assert 0 < meter.tokens < 100
