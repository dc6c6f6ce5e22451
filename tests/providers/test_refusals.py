"""A server's sentence is found in any shape, and its wait is a time that one can wait."""

import pytest

from movie.errors import (
    InputRefused,
    InputTooLong,
    KeyRefused,
    NonsenseAnswer,
    ProviderUnavailable,
    UnknownModel,
)
from movie.providers.errors import Cures, Service, refusal
from movie.providers.refusals import LONGEST_WAIT, sentence_in, wait_in

SAID = "No models loaded."
SERVICE = Service("m", "", Cures("The service", "ADDRESS", "MODEL", "SECONDS", "Refused."), False)


@pytest.mark.parametrize(
    "body",
    [
        SAID,
        [SAID],
        {"error": SAID},
        {"error": {"message": SAID}},
        [{"error": {"message": SAID, "code": 400}}],
        {"error": [{"message": SAID}]},
        {"detail": SAID},
        {"detail": [{"loc": ["body"], "msg": SAID}]},
        {"message": SAID, "type": "Validation"},
        {"error": None, "message": SAID},
        {"errors": [{"reason": SAID}]},
        f"<html><body>\n  <p>{SAID}</p></body></html>",
    ],
)
def test_sentence_is_found_whatever_its_place(body):
    assert sentence_in(body) == SAID


@pytest.mark.parametrize("body", [None, 5, {}, [], {"error": {}}, [[[[[[[[[SAID]]]]]]]]]])
def test_body_without_a_sentence_has_none(body):
    assert sentence_in(body) == ""


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"retry-after": "30"}, None, 30),
        ({"retry-after-ms": "500"}, None, 0.5),
        ({"retry-after": "-4"}, None, 0),
        ({"retry-after": "1e9"}, None, LONGEST_WAIT),
        ({"retry-after": "inf"}, None, None),
        ({"retry-after": "nan"}, None, None),
        ({"retry-after": "1e400"}, None, None),
        ({"retry-after": "soon"}, {"error": "Try again in 2 minutes."}, 120),
        ({}, [{"error": {"details": [{"@type": "RetryInfo", "retryDelay": "30s"}]}}], 30),
        ({}, {"error": {"details": [{"retryDelay": "9e9s"}]}}, LONGEST_WAIT),
        ({}, {"error": {"message": "Please retry in 30.2s."}}, 30.2),
        ({}, {"error": {"message": "Please try again in 1m2.5s. See …"}}, 62.5),
        ({}, {"error": {"message": "Please try again in 350ms."}}, 0.35),
        ({}, {"error": {"message": "Wait 3 hours."}}, LONGEST_WAIT),
        ({}, {"error": {"message": "Slow down."}}, None),
    ],
)
def test_wait_is_read_from_headers_or_body_and_has_an_end(headers, body, seconds):
    assert wait_in(headers, body) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("status", "said", "kind", "cure"),
    [
        (400, SAID, UnknownModel, "MODEL"),
        (404, 'model "m" not found, try pulling it first', UnknownModel, "MODEL"),
        (400, "Invalid model identifier. Please specify a valid downloaded model", UnknownModel, "MODEL"),
        (None, "Unexpected endpoint or method. (POST /embeddings)", UnknownModel, "/v1"),
        (400, "API key not valid. Please pass a valid API key.", KeyRefused, "openai_apikey"),
        (400, "This model's maximum context length is 8192 tokens", InputTooLong, "Refused"),
        (500, "input (1217 tokens) is too large to process", InputTooLong, "Refused"),
        (400, "The input was rejected.", InputRefused, "Refused"),
        (503, "Loading model", ProviderUnavailable, "ADDRESS"),
        (None, "Oops.", NonsenseAnswer, "MODEL"),
    ],
)
def test_refusal_has_the_cure_of_its_meaning_and_the_sentence(status, said, kind, cure):
    error = refusal(status, {}, {"error": said}, SERVICE)
    assert type(error) is kind
    assert cure in str(error) and said in str(error)


def test_billing_page_is_named_where_openai_is_asked_alone():
    at_openai = Service("m", "", SERVICE.cures, True)
    assert "platform.openai.com" in str(refusal(429, {}, None, at_openai))
    assert "openai" not in str(refusal(429, {}, None, SERVICE))


@pytest.mark.parametrize(
    ("key", "told"),
    [("x", "more than the maximum of 32"), ("secret-9", "no access for secret-9"), ("", "all is well")],
)
def test_key_is_taken_out_of_a_sentence_unless_it_is_none(key, told):
    service = Service("m", key, SERVICE.cures, False)
    assert service.redacted(told) == told.replace("secret-9", "[key]")
