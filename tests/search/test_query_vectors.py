"""A prompt is paid for once, within the limits, and only where a vector comes back."""

import numpy as np
import pytest

from movie.embedders import get_embedder
from movie.errors import KeyRefused, LimitReached, MovieError, NonsenseAnswer, QuotaExceeded
from movie.models import RateLimit, Spending
from movie.search import query_vectors
from movie.search.query_vectors import prompt_vector

from ..openai_server import KEY, Answer, embed

pytestmark = pytest.mark.django_db


def billed() -> int:
    return sum(Spending.objects.values_list("tokens", flat=True))


@pytest.fixture
def another_process():
    """Calls of prompt_vector as another process makes them, which has nothing at hand."""

    def ask(*args):
        query_vectors._at_hand.clear()
        return prompt_vector(*args)

    return ask


def test_same_prompt_is_paid_once_and_gives_the_same_vector(openai_server, openai_embedder, another_process):
    first, second = (prompt_vector("a shark at the beach", openai_embedder) for _ in range(2))
    third = another_process("a shark at the beach", openai_embedder)
    assert len(openai_server.requests) == 1
    assert np.array_equal(first, second) and np.array_equal(first, third)
    assert np.allclose(first, embed("a shark at the beach"), atol=1e-6)


@pytest.mark.parametrize("other", ["  a shark  ", "a\nshark", "a \t shark\n"])
def test_blanks_make_no_other_prompt(openai_server, openai_embedder, other):
    prompt_vector("a shark", openai_embedder)
    prompt_vector(other, openai_embedder)
    assert len(openai_server.requests) == 1


def test_accent_written_in_two_ways_is_one_prompt(openai_server, openai_embedder):
    prompt_vector("am\u00e9lie", openai_embedder)
    prompt_vector("ame\u0301lie", openai_embedder)
    assert len(openai_server.requests) == 1


def test_other_prompt_is_another_vector(openai_server, openai_embedder):
    first, second = (prompt_vector(prompt, openai_embedder) for prompt in ("a shark", "a whale"))
    assert len(openai_server.requests) == 2
    assert not np.allclose(first, second)


def test_other_model_pays_again_and_gets_its_own_vector(openai_server, openai_embedder, settings):
    prompt_vector("a shark", openai_embedder)
    settings.EMBEDDERS = {
        "default": {
            "BACKEND": "movie.embedders.openai.OpenAIEmbedder",
            "OPTIONS": {"api_key": KEY, "base_url": openai_server.url, "dimensions": 64},
        }
    }
    assert prompt_vector("a shark", get_embedder()).shape == (64,)
    assert len(openai_server.requests) == 2


def test_bill_is_that_of_the_provider_and_a_known_prompt_adds_nothing(openai_server, openai_embedder):
    for _ in range(3):
        prompt_vector("a shark at the beach", openai_embedder)
    assert billed() == len("a shark at the beach") // 4 + 1
    assert Spending.objects.get().requests == 1


def test_embedder_that_is_free_is_neither_counted_nor_limited(recording_embedder, settings):
    settings.SEARCHES_PER_MINUTE = settings.DAILY_TOKEN_BUDGET = 0
    prompt_vector("xyz", recording_embedder, "anna")
    assert recording_embedder.texts == ["xyz"]
    assert not Spending.objects.exists() and not RateLimit.objects.exists()


def test_visitor_over_the_limit_is_refused_before_anything_is_sent(openai_server, openai_embedder, settings):
    settings.SEARCHES_PER_MINUTE = 0
    with pytest.raises(LimitReached):
        prompt_vector("a shark", openai_embedder, "anna")
    assert openai_server.requests == []
    assert prompt_vector("a shark", openai_embedder).any()


def test_known_prompt_counts_against_no_limit(openai_server, openai_embedder, settings):
    prompt_vector("a shark", openai_embedder, "anna")
    settings.SEARCHES_PER_MINUTE = settings.DAILY_TOKEN_BUDGET = 0
    assert prompt_vector("a shark", openai_embedder, "anna").any()


def test_spent_budget_is_refused_before_anything_is_sent(openai_server, openai_embedder, settings):
    settings.DAILY_TOKEN_BUDGET = openai_embedder.count_tokens("a shark") - 1
    with pytest.raises(LimitReached, match="DAILY_TOKEN_BUDGET"):
        prompt_vector("a shark", openai_embedder)
    assert (openai_server.requests, billed()) == ([], 0)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer.error(401, "Incorrect API key."), KeyRefused),
        (Answer.error(429, "No credit.", "insufficient_quota"), QuotaExceeded),
        (Answer(body=b"<html>"), MovieError),
        (Answer(body={"data": []}), NonsenseAnswer),
    ],
    ids=["key", "quota", "html", "empty"],
)
def test_failed_request_gives_its_reservation_back_and_is_not_remembered(
    openai_server, openai_embedder, settings, answer, error
):
    settings.DAILY_TOKEN_BUDGET = openai_embedder.count_tokens("a shark")
    openai_server.script.append(answer)
    with pytest.raises(error):
        prompt_vector("a shark", openai_embedder)
    assert billed() == 0
    assert prompt_vector("a shark", openai_embedder).any()


@pytest.fixture
def cache_folder(settings, tmp_path):
    """The cache in files, as a site has it."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": tmp_path / "cache"}}
    return tmp_path / "cache"


@pytest.mark.parametrize("kept", [0, 0.1, 0.5, 0.9])
def test_vector_that_was_half_written_to_the_cache_is_made_again(
    openai_server, openai_embedder, cache_folder, another_process, kept
):
    first = prompt_vector("a shark", openai_embedder)
    (file,) = cache_folder.iterdir()
    written = file.read_bytes()
    file.write_bytes(written[: int(kept * len(written))])
    for _ in range(2):
        assert np.array_equal(another_process("a shark", openai_embedder), first)
    assert len(openai_server.requests) == 2


def test_prompts_at_hand_are_bounded(openai_server, openai_embedder, monkeypatch):
    monkeypatch.setattr(query_vectors, "MOST_AT_HAND", 3)
    for number in range(10):
        prompt_vector(f"a shark and {number} bathers", openai_embedder)
    assert len(query_vectors._at_hand[openai_embedder]) <= 3


def test_cache_that_cannot_be_written_costs_money_and_no_answer(
    openai_server, openai_embedder, cache_folder, another_process
):
    cache_folder.write_text("A file where the folder should be.")
    first, second = (another_process("a shark", openai_embedder) for _ in range(2))
    assert np.array_equal(first, second)
    assert len(openai_server.requests) == 2
