"""What `movie_moods` says, asks before paying, keeps and names."""

import json
import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from movie.management.commands import movie_moods
from movie.models import Mood, Movie

from ..openai_server import KEY
from ..processes import ROOT, Project, wait_until
from .running import manage

EIGHT = ["joy", "fear", "hope", "love", "awe", "pride", "anger", "grief"]


@pytest.fixture
def films(make_movie):
    return [make_movie(f"Film {n}", description="A shark.") for n in range(3)]


@pytest.fixture
def obliging(chat, openai_server):
    def reply(request):
        films = json.loads(request["messages"][1]["content"])["films"]
        return json.dumps(
            {"films": [{"id": film["id"], "emotions": EIGHT, "emojis": "🦈"} for film in films]}
        )

    openai_server.reply = reply


def test_without_a_chat_model_moods_are_derived_and_embedded(films):
    done = manage("movie_moods")
    assert (done.code, done.lines) == (0, ["Moods derived: 3; films that have one: 3.", "3 moods embedded."])
    assert "free of charge" in done.complaints
    assert Mood.objects.filter(source="derived").exclude(emb=None).count() == 3


def test_second_run_changes_nothing(films):
    manage("movie_moods")
    before = list(Mood.objects.values_list("emotions", "emb_at"))
    assert manage("movie_moods").lines == []
    assert list(Mood.objects.values_list("emotions", "emb_at")) == before


def test_dry_run_names_number_and_cost_and_asks_nobody(films, obliging, openai_server):
    done = manage("movie_moods", "--dry-run")
    assert "To ask test-chat: 3 films, about" in done.complaints and "unknown price" in done.complaints
    assert (done.code, openai_server.requests, Mood.objects.count()) == (0, [], 0)


def test_nobody_pays_who_has_not_agreed(films, obliging, openai_server):
    done = manage("movie_moods")
    assert (done.code, openai_server.requests) == (1, []) and "--yes" in done.complaints


@pytest.mark.parametrize(("said", "asked"), [("y", 1), ("sí", 1), ("n", 0), ("", 0)])
def test_terminal_is_asked(films, obliging, openai_server, monkeypatch, said, asked):
    monkeypatch.setattr(movie_moods.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: said)
    manage("movie_moods")
    assert len(openai_server.requests) == asked


def test_chat_model_writes_and_the_bill_is_shown(films, obliging):
    done = manage("movie_moods", "--yes", "--limit", 2)
    assert done.lines[0].startswith("2 moods written. Billed: ") and done.lines[1] == "2 moods embedded."
    assert Mood.objects.filter(source="model", emojis="🦈").count() == 2
    manage("movie_moods", "--yes")
    assert Mood.objects.count() == 3


def test_film_without_readable_answer_is_named_and_the_command_fails(films, chat, openai_server):
    done = manage("movie_moods", "--yes")
    assert done.code == 1
    assert "No readable answer for: Film 0" in done.complaints and "3 films got no mood" in done.complaints


def test_derive_asks_no_chat_model(films, obliging, openai_server):
    assert manage("movie_moods", "--derive").code == 0
    assert openai_server.requests == []


def test_file_brings_moods_by_title(films, tmp_path):
    path = tmp_path / "moods.csv"
    path.write_text('title,emotions,emojis\nFilm 1,"[joy, awe]",🎉\nOther,"[joy]",🎉\n', encoding="utf-8")
    done = manage("movie_moods", "--file", path)
    assert done.lines == [
        "moods.csv: moods taken over: 1; rows that are no film here: 1.",
        "1 mood embedded.",
    ]
    assert Movie.objects.get(title="Film 1").mood.emojis == "🎉"


def test_file_that_is_none_and_number_that_is_none_are_refused(db, tmp_path):
    assert manage("movie_moods", "--file", tmp_path / "none.csv").code == 1
    assert manage("movie_moods", "--limit", 0).code == 1


def test_movie_embeddings_embeds_moods_too(recording_embedder, films):
    manage("movie_moods", "--derive")
    Mood.objects.update(emb=None, emb_model="")
    done = manage("movie_embeddings")
    assert "Moods to embed by recording: 3 moods" in done.complaints
    assert not Mood.objects.filter(emb=None).exists()


def test_dry_run_of_a_file_writes_nothing(films, tmp_path):
    path = tmp_path / "moods.csv"
    path.write_text('title,emotions,emojis\nFilm 1,"[joy, awe]",🎉\n', encoding="utf-8")
    done = manage("movie_moods", "--file", path, "--dry-run")
    assert done.lines == ["moods.csv: moods to take over: 1; rows that are no film here: 0."]
    assert (done.code, Mood.objects.count()) == (0, 0)


def test_changed_text_is_derived_anew_and_embedded(films):
    manage("movie_moods")
    Movie.objects.filter(pk=films[0].pk).update(description="A wedding, a dance, a song and great joy.")
    assert manage("movie_moods", "--dry-run").complaints.startswith("To derive from the text: 1 film")
    assert manage("movie_moods").lines == ["Moods derived: 1; films that have one: 3.", "1 mood embedded."]


def test_stale_mood_of_the_chat_model_is_named_and_written_again_when_asked(films, obliging, openai_server):
    manage("movie_moods", "--yes")
    Movie.objects.filter(pk=films[0].pk).update(description="A wedding.")
    openai_server.requests.clear()
    for options in ((), ("--derive",), ("--dry-run",)):
        done = manage("movie_moods", *options)
        assert done.code == 0 and "1 mood by the chat model is stale" in done.complaints
        assert "  Film 0" in done.complaints and "movie_moods --stale" in done.complaints
    assert openai_server.requests == []
    done = manage("movie_moods", "--stale", "--yes")
    assert done.lines[0].startswith("1 mood written.") and "stale" not in done.complaints


def test_stale_without_a_chat_model_is_refused(films):
    assert "--stale asks the chat model" in manage("movie_moods", "--stale").complaints


def test_embedding_that_costs_is_counted_before(films, openai_embedder):
    complaints = manage("movie_moods", "--derive").complaints
    assert "3 moods, about" in complaints and "To embed by" in complaints


def ids_of(request) -> list[int]:
    return [film["id"] for film in json.loads(request["messages"][1]["content"])["films"]]


def stored(project: Project) -> set[int]:
    with closing(sqlite3.connect(project.folder / "db.sqlite3", timeout=20)) as database:
        return {row[0] for row in database.execute("SELECT movie_id FROM movie_mood")}


@pytest.fixture
def chatting(migrated_project, project: Project, openai_server) -> Project:
    """The project with sixty films and a chat model; what embeds is loaded at once."""
    project.import_films([{"title": f"Film {n}", "description": f"Story {n}."} for n in range(60)])
    project.variables = {
        "EMBEDDER": "tests.fakes.RecordingEmbedder",
        "PYTHONPATH": str(ROOT),
        "CHAT_MODEL": "test-chat",
        "CHAT_BASE_URL": openai_server.url,
        "openai_apikey": KEY,
    }
    return project


def holding_back(openai_server, first: int) -> threading.Event:
    """The server answers so many requests, and the others once the event is set."""
    go_on, answered, lock = threading.Event(), [], threading.Lock()

    def reply(request):
        with lock:
            answered.append(request)
            late = len(answered) > first
        if late:
            go_on.wait(60)
        films = [{"id": pk, "emotions": EIGHT, "emojis": "🦈"} for pk in ids_of(request)]
        return json.dumps({"films": films})

    openai_server.reply = reply
    return go_on


def test_killed_run_keeps_what_is_stored_and_the_next_one_pays_for_none_of_it(chatting, openai_server):
    go_on = holding_back(openai_server, 2)
    process = chatting.start("manage.py", "movie_moods", "--yes")
    try:
        wait_until(lambda: len(stored(chatting)) == 20, process)
        process.kill()
    finally:
        go_on.set()
        process.communicate(timeout=60)
    kept = stored(chatting)
    with closing(sqlite3.connect(chatting.folder / "db.sqlite3")) as database:
        bills = database.execute("SELECT requests FROM movie_spending WHERE purpose = 'moods'").fetchall()
    # What was under way was entered before it was sent, and stays on the bill: it may have been paid for.
    assert (len(kept), len(bills)) == (20, 1)
    assert 2 < len(openai_server.requests) <= bills[0][0] <= 6
    openai_server.requests.clear()
    chatting.manage("movie_moods", "--yes")
    asked = [pk for request in openai_server.requests for pk in ids_of(request)]
    assert len(asked) == len(set(asked)) == 40 and kept.isdisjoint(asked)
    assert len(stored(chatting)) == 60


def test_interrupted_run_keeps_what_is_under_way(chatting, openai_server):
    go_on = holding_back(openai_server, 1)
    process = chatting.start("manage.py", "movie_moods", "--yes")
    try:
        wait_until(lambda: stored(chatting), process)
        process.send_signal(signal.SIGINT)
    finally:
        go_on.set()
        complaints = process.communicate(timeout=60)[1]
    assert process.returncode == 130, complaints
    asked = [pk for request in openai_server.requests for pk in ids_of(request)]
    assert stored(chatting) == set(asked)


def test_second_run_waits_for_the_first_and_pays_nothing_twice(chatting, openai_server):
    go_on = holding_back(openai_server, 1)
    first = chatting.start("manage.py", "movie_moods", "--yes")
    wait_until(lambda: stored(chatting), first)
    second = chatting.start("manage.py", "movie_moods", "--yes")
    try:
        said = ""
        while "Another run is writing moods" not in said:
            line = second.stderr.readline()
            assert line, said
            said += line
    finally:
        go_on.set()
        codes = [(process.communicate(timeout=60), process.returncode)[1] for process in (first, second)]
    asked = [pk for request in openai_server.requests for pk in ids_of(request)]
    assert codes == [0, 0] and len(asked) == len(set(asked)) == 60
