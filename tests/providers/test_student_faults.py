"""Seven faults that students meet end soon, in one sentence with the next step, and films are found."""

import socket
import time
from types import SimpleNamespace

import pytest

from movie.embedders import get_embedder
from movie.errors import Unreachable
from movie.providers.retry import ATTEMPTS, Patience

from ..commands.running import manage
from ..openai_server import KEY, Answer, embed

QUOTA = "You exceeded your current quota, please check your plan and billing details."
LIMIT = "Rate limit reached for text-embedding-3-small. Please try again in 20s."
NO_MODEL = "The model `text-embedding-3-tiny` does not exist or you do not have access to it."
NOT_YOURS = "Project `proj_1` does not have access to model `text-embedding-3-small`."
# What the provider answers, and of which the command's sentence speaks.
FAULTS = {
    "401": (Answer.error(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key"), "openai_apikey"),
    "no credit": (Answer.error(429, QUOTA, "insufficient_quota"), "waiting does not help"),
    "no credit, by its type": (
        Answer(429, {"error": {"message": QUOTA, "type": "insufficient_quota", "code": None}}),
        "waiting does not help",
    ),
    "wrong model": (Answer.error(404, NO_MODEL, "model_not_found"), "EMBEDDING_MODEL"),
    "model of another project": (Answer.error(403, NOT_YOURS, "model_not_found"), "EMBEDDING_MODEL"),
}


@pytest.fixture(autouse=True)
def waits(monkeypatch) -> list[float]:
    """How long a page and a command would have waited, in seconds; nobody waits."""
    waited: list[float] = []
    clock = SimpleNamespace(sleep=waited.append, monotonic=time.monotonic)
    monkeypatch.setattr("movie.embedders.openai.time", clock)
    monkeypatch.setattr("movie.providers.retry.Patience._close", lambda self, seconds: waited.append(seconds))
    return waited


@pytest.fixture
def film(openai_embedder, make_movie):
    """A film that shares words with the request and is embedded, beside one that waits."""
    text = "A shark attacks swimmers off a quiet island."
    make_movie("Orbit")
    return make_movie("Deep", embed(f"Deep\n{text}"), description=text)


def page_shows_films_by_words(client) -> bool:
    html = client.get("/", {"q": "the shark"}).content.decode()
    return "Deep" in html and KEY not in html


def sentence(done) -> str:
    """What a command ended with."""
    said = [line for line in done.complaints.splitlines() if not line.startswith(("To embed", "Nobody has"))]
    assert done.code == 1 and len(said) == 1, said
    assert KEY not in said[0]
    return said[0]


@pytest.mark.parametrize("name", FAULTS)
def test_refusal_is_not_asked_again_by_page_or_command(client, film, openai_server, waits, name):
    answer, next_step = FAULTS[name]
    openai_server.fault = lambda request, usual: answer
    assert page_shows_films_by_words(client)
    assert next_step in sentence(manage("movie_embeddings"))
    assert len(openai_server.requests) == 2 and waits == []


def test_too_many_requests_end_a_page_at_once(client, film, openai_server, waits):
    openai_server.fault = lambda request, usual: Answer.error(429, LIMIT)
    assert page_shows_films_by_words(client)
    assert len(openai_server.requests) == 1 and waits == []


def test_command_waits_as_long_as_a_busy_provider_asks(film, openai_server, waits):
    openai_server.script.append(Answer.error(429, LIMIT))
    assert manage("movie_embeddings").code == 0
    assert waits == [20]


def test_no_key_means_the_offline_model_and_a_command_that_wants_one_says_where(settings, film, client):
    settings.EMBEDDERS = {"default": settings.EMBEDDER_CHOICES["openai"] | {"OPTIONS": {"api_key": ""}}}
    assert page_shows_films_by_words(client)
    assert "EMBEDDER=offline" in sentence(manage("movie_embeddings"))
    settings.EMBEDDERS = {"default": settings.EMBEDDER_CHOICES["offline"]}
    assert not get_embedder().pays and page_shows_films_by_words(client)


def test_without_a_network_little_is_waited_for(settings, film, client, waits):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    options = {"api_key": KEY, "base_url": f"http://127.0.0.1:{port}/v1"}
    settings.EMBEDDERS = {"default": settings.EMBEDDER_CHOICES["openai"] | {"OPTIONS": options}}
    assert page_shows_films_by_words(client)
    assert sum(waits) < 0.5
    waits.clear()
    assert "Check the network" in sentence(manage("movie_embeddings"))
    assert sum(waits) <= 1


def test_network_that_was_there_is_waited_for_longer(waits):
    patience = Patience()
    patience.call(lambda: "answered")
    with pytest.raises(Unreachable):
        patience.call(lost)
    assert len(waits) == ATTEMPTS - 1


def lost():
    raise Unreachable("Gone.")
