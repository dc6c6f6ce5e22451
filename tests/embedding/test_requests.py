"""What is learned of a provider in one run: sizes that work, texts refused, and whose fault it is."""

import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from movie.embedding.store import embed_films, films_to_embed
from movie.errors import InputRefused, RequestFailed, TimedOut
from movie.models import Movie, Spending
from movie.providers import retry

from ..fakes import RecordingEmbedder
from ..faults import FAULTS
from ..openai_server import Answer
from ..processes import Project, wait_until


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """Little is waited for between two attempts."""
    monkeypatch.setattr(retry, "_pause", lambda error, attempt: 0.01)


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """So many films that an unknown server is sent three sizes of batches."""
    return [make_movie(f"Film {n}", description=f"Story {n} of a town.") for n in range(120)]


def run(embedder):
    return embed_films(films_to_embed(embedder), embedder)


def sizes(server) -> list[int]:
    return [len(request["input"]) for request in server.requests]


def refusing(most, answer):
    """A server that takes so many texts, and says otherwise what the answer says."""
    return lambda request, usual: answer if len(request["input"]) > most else usual


def test_unknown_server_begins_small_and_grows(openai_server, openai_embedder, films):
    openai_embedder.concurrency = 1
    run(openai_embedder)
    assert max(sizes(openai_server)) > sizes(openai_server)[0] == 32


@pytest.mark.parametrize(
    ("most", "answer"),
    [
        (5, Answer.error(500, "Oops.")),
        (20, Answer(413, {"message": "batch size too big"})),
    ],
    ids=["500", "413"],
)
def test_size_that_worked_is_remembered(openai_server, openai_embedder, films, most, answer):
    openai_server.fault = refusing(most, answer)
    assert run(openai_embedder).stored == 120
    refused = [size for size in sizes(openai_server) if size > most]
    assert len(refused) <= 3 * 6
    openai_server.requests.clear()
    Movie.objects.update(emb=None, emb_at=None)
    run(openai_embedder)
    assert max(sizes(openai_server)) <= most


def test_batch_is_halved_after_a_time_out(openai_server, openai_embedder, settings, films):
    openai_embedder._seconds = 0.5
    openai_server.fault = refusing(8, Answer(delay=3, body={}))
    assert run(openai_embedder).stored == 120
    assert sizes(openai_server)[:3] == [32, 16, 8]
    assert sum(size > 8 for size in sizes(openai_server)) == 2


def test_time_out_stands_on_the_bill(openai_server, openai_embedder, make_movie):
    make_movie("Alien")
    openai_embedder._seconds = 0.2
    openai_server.fault = FAULTS["silent"]
    with pytest.raises(TimedOut, match="EMBEDDING_SECONDS"):
        run(openai_embedder)
    assert Spending.objects.get().tokens > 0


def test_text_that_is_too_long_is_shortened_told_and_stored(openai_server, openai_embedder, films):
    long = films[7]
    Movie.objects.filter(pk=long.pk).update(description="A very long story. " * 100)
    too_large = Answer.error(500, "input (1217 tokens) is too large to process")
    openai_server.fault = lambda request, usual: (
        too_large if any(len(text) > 1500 for text in request["input"]) else usual
    )
    report = run(openai_embedder)
    ((film, read, length),) = report.shortened
    assert (film, report.stored, report.failed) == (str(long), 120, [])
    assert 200 <= read <= 1500 < length
    assert not films_to_embed(openai_embedder).exists()


@pytest.mark.parametrize("status", [400, 422, 500])
def test_server_that_refuses_everything_alike_is_asked_few_times(
    openai_server, openai_embedder, films, status
):
    openai_server.fault = lambda request, usual: Answer(status, {"detail": "The moon is wrong."})
    with pytest.raises((InputRefused, RequestFailed), match="The moon is wrong"):
        run(openai_embedder)
    assert len(openai_server.requests) <= 12 * (3 if status == 500 else 1)


def test_many_refused_texts_do_not_keep_the_others_out(openai_server, openai_embedder, films):
    openai_server.poison = "Story 1"  # 1, 10 to 19, 100 to 119
    report = run(openai_embedder)
    assert (len(report.failed), report.stored) == (31, 89)


def test_key_that_is_refused_is_asked_with_once(openai_server, openai_embedder, films):
    openai_server.keys.clear()
    with pytest.raises(Exception, match="The key is refused"):
        run(openai_embedder)
    assert len(openai_server.requests) == 1


def test_bill_is_settled_at_what_was_billed(openai_server, openai_embedder, films):
    report = run(openai_embedder)
    assert sum(Spending.objects.values_list("tokens", flat=True)) == report.tokens > 0


def test_bill_comes_before_the_request(films, monkeypatch):
    seen = []

    class Paid(RecordingEmbedder):
        price = 1.0

    entered = Spending.objects.values_list("tokens", flat=True)
    monkeypatch.setattr("movie.embedding.store.side_by_side", one_by_one(seen, entered))
    run(Paid())
    assert len(seen) == 30 and all(tokens > 0 for tokens in seen)


def one_by_one(seen, entered):
    """Batches without threads; what is on the bill when each is sent is noted."""

    def work(batches, ask, save, at_once):
        settled = 0
        for batch in batches:
            seen.append(sum(entered) - settled)
            save(ask(batch))
            settled = sum(entered.all())

    return work


def test_killed_process_leaves_what_was_in_flight_on_the_bill(project: Project, openai_server):
    project.import_films([{"title": f"Film {n}", "description": f"Story {n}."} for n in range(8)])
    usual, go_on = openai_server.embeddings, threading.Event()

    def held(request):
        go_on.wait(60)
        return usual(request)

    openai_server.embeddings = held
    process = project.start("manage.py", "movie_embeddings")
    try:
        wait_until(lambda: openai_server.requests, process)
        process.send_signal(signal.SIGKILL)
    finally:
        process.communicate()
        go_on.set()
    with closing(sqlite3.connect(project.folder / "db.sqlite3")) as database:
        ((requests, tokens),) = database.execute("SELECT requests, tokens FROM movie_spending")
    assert requests == 1 and tokens >= sum(len(text) // 4 + 1 for text in openai_server.requests[0]["input"])
