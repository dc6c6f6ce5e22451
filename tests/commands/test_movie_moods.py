"""What `movie_moods` says, asks before paying, keeps and names."""

import json

import pytest

from movie.management.commands import movie_moods
from movie.models import Mood, Movie

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
    assert (done.code, done.lines) == (0, ["3 moods derived; 3 films have one.", "3 moods embedded."])
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
    assert done.lines == ["moods.csv: 1 moods taken over; 1 rows are no film here.", "1 moods embedded."]
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
