"""OpenAI's embedder against a real server: what is sent, what is refused, and that the key stays secret."""

import logging
import traceback

import numpy as np
import pytest

from movie.embedders.openai import MAX_INPUT_BYTES, OpenAIEmbedder
from movie.errors import (
    ConfigurationError,
    InputRefused,
    KeyRefused,
    NonsenseAnswer,
    ProviderError,
    ProviderUnavailable,
    QuotaExceeded,
)

from ..openai_server import KEY, Answer, embed, running

BILLING = "billing"
SETTINGS = "Check EMBEDDING_MODEL"


@pytest.fixture
def make_embedder(openai_server):
    """Embedders that talk to the protocol server, impatient unless told otherwise."""

    def make(**options):
        return OpenAIEmbedder(
            **{"api_key": KEY, "base_url": openai_server.url, "page_seconds": 0.5, **options}
        )

    return make


@pytest.fixture
def at_openai(openai_server, monkeypatch):
    """OpenAI's own address is the protocol server's."""
    monkeypatch.setattr("movie.providers.client.OPENAI_URL", openai_server.url)


def rows(*embeddings):
    """An answer with these embeddings."""
    data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(embeddings)]
    return Answer(body={"object": "list", "data": data, "model": "m"})


def test_key_is_sent_as_bearer(make_embedder, openai_server):
    make_embedder().embed_query("a film")
    assert openai_server.requests[0]["key"] == KEY
    assert openai_server.requests[0]["path"] == "/v1/embeddings"


def test_server_without_a_key_is_asked_without_the_users(make_embedder, openai_server):
    openai_server.keys = {"none"}
    assert make_embedder(api_key="").embed_query("a film").any()
    assert openai_server.requests[0]["key"] == "none"


def test_other_server_is_asked_for_floats(make_embedder, openai_server):
    make_embedder().embed_query("a film")
    assert openai_server.requests[0]["encoding_format"] == "float"


def test_openai_itself_is_asked_for_base64_and_understood(at_openai, openai_server):
    vector = OpenAIEmbedder(api_key=KEY).embed_query("a film")
    assert openai_server.requests[0]["encoding_format"] == "base64"
    assert vector == pytest.approx(embed("a film"), abs=1e-6)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:9/v1"])
def test_address_of_the_environment_is_left_to_the_settings(at_openai, monkeypatch, address):
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    assert OpenAIEmbedder(api_key=KEY).embed_query("a film").any()


def test_dimensions_are_sent_checked_and_part_of_the_name(make_embedder, openai_server):
    embedder = make_embedder(dimensions="512")
    assert embedder.embed_query("a film").shape == (512,)
    assert openai_server.requests[0]["dimensions"] == 512
    assert embedder.model_id != make_embedder().model_id


@pytest.mark.parametrize("nothing", [None, ""])
def test_dimensions_that_are_not_set_are_not_sent(make_embedder, openai_server, nothing):
    embedder = make_embedder(dimensions=nothing)
    embedder.embed_query("a film")
    assert "dimensions" not in openai_server.requests[0]
    assert embedder.model_id == "text-embedding-3-small"


@pytest.mark.parametrize("wrong", ["many", "0", "-3", "1.5", 0])
def test_dimensions_that_are_no_whole_number_are_refused_with_what_came(make_embedder, wrong):
    with pytest.raises(ConfigurationError, match=f"EMBEDDING_DIMENSIONS is “{wrong}”.*512"):
        make_embedder(dimensions=wrong)


def test_dimensions_of_an_unknown_model_are_learned(make_embedder):
    embedder = make_embedder(model="nomic-embed-text")
    assert embedder.dimensions is None
    embedder.embed_query("a film")
    assert embedder.dimensions == 1536


def test_price_is_known_for_openais_models_at_openai_alone(make_embedder):
    small, large = OpenAIEmbedder(KEY), OpenAIEmbedder(KEY, model="text-embedding-3-large")
    assert 0 < small.cost(1_000_000) < large.cost(1_000_000)
    assert make_embedder().cost(1_000_000) is None
    assert OpenAIEmbedder(KEY, model="text-embedding-9").cost(1) is None


def test_requests_respect_the_apis_limits_and_lose_nothing(make_embedder, openai_server):
    openai_server.max_tokens = 300_000
    embedder = make_embedder(dimensions=8)
    texts = [f"film {n} " + "on a long road " * (1500 if n % 9 == 0 else 1) for n in range(700)]
    assert embedder.embed_documents(texts).any(axis=1).all()
    assert openai_server.texts == texts
    assert all(len(request["input"]) <= embedder.max_inputs <= 2048 for request in openai_server.requests)
    assert 2 < len(openai_server.requests) < 10


def test_endless_text_is_cut_between_two_letters(make_embedder, openai_server):
    make_embedder().embed_documents(["x" + "é" * MAX_INPUT_BYTES])
    (sent,) = openai_server.texts
    assert MAX_INPUT_BYTES - 2 < len(sent.encode()) <= MAX_INPUT_BYTES
    assert set(sent) == {"x", "é"}


def test_rows_that_come_in_another_order_are_put_back(make_embedder, openai_server):
    answer = rows([1.0] + [0.0] * 1535, [0.0, 1.0] + [0.0] * 1534)
    answer.body["data"].reverse()
    openai_server.script.append(answer)
    assert make_embedder().embed_documents(["one", "two"]).argmax(axis=1).tolist() == [0, 1]


def test_rows_without_index_are_taken_in_the_order_they_come(make_embedder, openai_server):
    answer = rows([1.0] + [0.0] * 1535, [0.0, 1.0] + [0.0] * 1534)
    del answer.body["data"][0]["index"]
    openai_server.script.append(answer)
    assert make_embedder().embed_documents(["one", "two"]).argmax(axis=1).tolist() == [0, 1]


ECHO = f"{KEY} is not welcome, nor sk-test-************cdef"
REFUSALS = {
    "400": (Answer.error(400, ECHO), InputRefused, "EMBEDDING_DIMENSIONS"),
    "401": (Answer.error(401, ECHO, "invalid_api_key"), KeyRefused, "Check openai_apikey in openAI.env"),
    "403": (Answer.error(403, ECHO), KeyRefused, "Check openai_apikey in openAI.env"),
    "404": (Answer.error(404, ECHO), ProviderError, "Check EMBEDDING_MODEL and OPENAI_BASE_URL"),
    "413": (Answer.error(413, ECHO), InputRefused, "Check the text"),
    "429": (Answer.error(429, ECHO), QuotaExceeded, BILLING),
    "429 with Retry-After": (Answer.error(429, ECHO, Retry_After="30"), QuotaExceeded, "Wait"),
    "no credit": (Answer.error(429, ECHO, "insufficient_quota"), QuotaExceeded, BILLING),
    "500": (Answer.error(500, ECHO), ProviderUnavailable, "Try again"),
    "503": (Answer.error(503, ECHO), ProviderUnavailable, "Try again"),
    "502 in HTML": (
        Answer(502, f"<html>{ECHO}</html>".encode(), {"content-type": "text/html"}),
        ProviderUnavailable,
        "OPENAI_BASE_URL",
    ),
    "HTML": (
        Answer(body=f"<html>{ECHO}</html>".encode(), headers={"content-type": "text/html"}),
        NonsenseAnswer,
        "OPENAI_BASE_URL",
    ),
    "HTML called JSON": (Answer(body=f"<html>{ECHO}</html>".encode()), NonsenseAnswer, "OPENAI_BASE_URL"),
    "half of a JSON": (Answer(body=f'{{"data": "{ECHO}'.encode()), NonsenseAnswer, SETTINGS),
    "bytes": (Answer(body=b"\xff\xfe{"), NonsenseAnswer, SETTINGS),
    "a list": (Answer(body=[ECHO]), NonsenseAnswer, SETTINGS),
    "null": (Answer(body=None), NonsenseAnswer, SETTINGS),
    "an error in a good status": (Answer(body={"error": {"message": ECHO}}), NonsenseAnswer, SETTINGS),
    "no rows": (rows(), NonsenseAnswer, SETTINGS),
    "too many rows": (rows([1.0] * 1536, [1.0] * 1536), NonsenseAnswer, SETTINGS),
    "rows of text": (Answer(body={"data": [ECHO]}), NonsenseAnswer, SETTINGS),
    "wrong dimensions": (rows([1.0] * 3), NonsenseAnswer, "EMBEDDING_DIMENSIONS"),
    "NaN": (rows([float("nan")] * 1536), NonsenseAnswer, SETTINGS),
    "null for numbers": (rows(None), NonsenseAnswer, SETTINGS),
    "strings": (rows([KEY] * 1536), NonsenseAnswer, SETTINGS),
    "numbers beyond float": (rows([10**400] * 1536), NonsenseAnswer, SETTINGS),
    "base64 unasked": (rows("AACAPw=="), NonsenseAnswer, SETTINGS),
}


@pytest.mark.parametrize(("answer", "kind", "cure"), REFUSALS.values(), ids=REFUSALS)
def test_bad_answer_is_an_error_of_ours_with_a_cure_and_without_the_key(
    make_embedder, openai_server, caplog, answer, kind, cure
):
    caplog.set_level(logging.DEBUG)
    openai_server.script.append(answer)
    # What may pass is tried again while there is time.
    seconds = 0.5 if kind is ProviderUnavailable else 5.0
    with pytest.raises(kind, match=cure) as caught:
        make_embedder(page_seconds=seconds).embed_query("a film")
    error = caught.value
    written = "".join([str(error), repr(error), *traceback.format_exception(error), caplog.text])
    assert KEY not in written
    assert "cdef" not in written
    assert len(openai_server.requests) == 1


@pytest.mark.parametrize(
    "key", ["sk-proj-" + "A1b2" * 9, "AIzaSyD-0123456789", "0123abcd4567", "Unusual.key"]
)
def test_key_of_any_make_that_the_server_repeats_is_taken_out(make_embedder, caplog, key):
    with pytest.raises(KeyRefused, match=r"Incorrect API key provided: \[key\]") as caught:
        make_embedder(api_key=key).embed_query("a film")
    assert key not in "".join(traceback.format_exception(caught.value)) + caplog.text


def test_servers_own_words_are_kept_where_they_are_no_key(make_embedder, openai_server):
    openai_server.script.append(Answer.error(400, "Skipping a skeleton: task-based input for pkzip"))
    with pytest.raises(InputRefused, match="Skipping a skeleton: task-based input for pkzip"):
        make_embedder().embed_query("a film")


def test_embedder_does_not_show_its_key(make_embedder):
    assert KEY not in repr(make_embedder())


def test_missing_key_is_refused_before_anything_is_asked():
    with pytest.raises(ConfigurationError, match="openai_apikey=… into openAI.env.*EMBEDDER=offline"):
        OpenAIEmbedder()


@pytest.mark.parametrize("key", ["“sk-quoted-key”", "sk-two\nlines-key", "sk-with blank-key", "sk-ñandú-key"])
def test_key_that_no_header_can_carry_is_refused_without_showing_it(key):
    with pytest.raises(ConfigurationError, match="Copy it again to openai_apikey") as caught:
        OpenAIEmbedder(api_key=key)
    assert key not in str(caught.value)


def test_refused_connection_is_an_unavailable_service():
    with running() as gone:
        address = gone.url
    with pytest.raises(ProviderUnavailable, match="OPENAI_BASE_URL") as caught:
        OpenAIEmbedder(api_key=KEY, base_url=address, page_seconds=0.5).embed_query("a film")
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("address", ["nonsense", "localhost:1234/v1"])
def test_address_that_is_none_is_an_error_that_names_the_setting(make_embedder, address):
    with pytest.raises(ProviderUnavailable, match="OPENAI_BASE_URL"):
        make_embedder(base_url=address).embed_query("a film")


def test_slow_answer_is_given_up_while_the_server_still_works_on_it(make_embedder, openai_server):
    openai_server.delay = 5
    with pytest.raises(ProviderUnavailable):
        make_embedder(page_seconds=0.5).embed_query("a film")
    assert openai_server.in_flight == 1
    assert len(openai_server.requests) == 1


@pytest.mark.parametrize("status", [200, 503])
def test_answer_that_comes_in_drips_is_given_up_while_it_still_drips(make_embedder, openai_server, status):
    openai_server.script.append(Answer(status, body=b" " * 1000, drip=0.1))
    with pytest.raises(ProviderUnavailable, match="0.5 seconds"):
        make_embedder(page_seconds=0.5).embed_query("a film")
    assert openai_server.in_flight == 1
    assert len(openai_server.requests) == 1


def test_second_attempt_has_only_the_time_that_is_left(make_embedder, openai_server):
    openai_server.script.append(Answer.error(500, "Oops."))
    openai_server.delay = 5
    with pytest.raises(ProviderUnavailable, match="timed out"):
        make_embedder(page_seconds=1.2).embed_query("a film")
    assert len(openai_server.requests) == 2
    assert openai_server.in_flight == 1


@pytest.mark.parametrize(
    "failure",
    [
        Answer.error(500, "Oops."),
        Answer.error(429, "Slow down.", Retry_After="0.05"),
        Answer.error(429, "Slow down.", Retry_After="0"),
        Answer.error(429, "Slow down.", retry_after_ms="50"),
    ],
    ids=["500", "Retry-After", "Retry-After 0", "retry-after-ms"],
)
def test_query_is_asked_once_more_after_a_failure_that_passes(make_embedder, openai_server, failure):
    openai_server.script.append(failure)
    vector = make_embedder(page_seconds=8).embed_query("a film")
    assert vector == pytest.approx(embed("a film"), abs=1e-6)
    assert len(openai_server.requests) == 2


def test_second_attempt_comes_no_earlier_than_the_service_asks(make_embedder, openai_server):
    openai_server.script.append(Answer.error(429, "Slow down.", Retry_After="0.4"))
    make_embedder(page_seconds=8).embed_query("a film")
    first, second = openai_server.requests
    assert second["time"] - first["time"] >= 0.4


def test_query_is_not_asked_a_third_time(make_embedder, openai_server):
    openai_server.script.extend([Answer.error(500, "Oops."), Answer.error(503, "Oops again.")])
    with pytest.raises(ProviderUnavailable, match="Oops again"):
        make_embedder(page_seconds=8).embed_query("a film")
    assert len(openai_server.requests) == 2


@pytest.mark.parametrize(
    ("failure", "retry_after"),
    [
        (Answer.error(429, "Slow down.", Retry_After="30"), 30),
        (Answer.error(429, "Pay first.", "insufficient_quota"), None),
        (Answer.error(429, "Pay first.", "insufficient_quota", Retry_After="1"), None),
    ],
    ids=["later than a page waits", "no credit", "no credit with Retry-After"],
)
def test_query_is_not_asked_again_where_waiting_does_not_help(
    make_embedder, openai_server, failure, retry_after
):
    openai_server.script.append(failure)
    with pytest.raises(QuotaExceeded) as caught:
        make_embedder(page_seconds=8).embed_query("a film")
    assert caught.value.retry_after == retry_after
    assert len(openai_server.requests) == 1


@pytest.mark.parametrize(
    "header", [{}, {"Retry_After": "Wed, 21 Oct 2037 07:28:00 GMT"}, {"Retry_After": "soon"}]
)
def test_limit_without_a_number_of_seconds_asks_for_a_short_wait(make_embedder, openai_server, header):
    openai_server.script.append(Answer.error(429, "Slow down.", **header))
    with pytest.raises(QuotaExceeded) as caught:
        make_embedder().embed_query("a film")
    assert 0 < caught.value.retry_after <= 5


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_refusal_that_stands_is_not_asked_again(make_embedder, openai_server, status):
    openai_server.script.append(Answer.error(status, "No."))
    with pytest.raises(ProviderError):
        make_embedder(page_seconds=8).embed_query("a film")
    assert len(openai_server.requests) == 1


def test_query_and_document_of_one_text_agree_at_openai(make_embedder):
    embedder = make_embedder()
    assert np.allclose(embedder.embed_query("a film"), embedder.embed_documents(["a film"])[0])
