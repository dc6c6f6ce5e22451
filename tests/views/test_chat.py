"""The page of the bot as its requests go: what is streamed, what the session keeps, who is refused."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from movie.assistant.transcript import MOST_TURNS, SESSION_KEY, Conversation, State, Turn
from movie.embedders import get_embedder
from movie.embedding.store import embed_films, films_to_embed
from movie.forms import LONGEST_FEELING
from movie.models import Movie
from movie.search.query import SearchQuery
from movie.views import chat as chat_views

from ..assistant.asks import picked
from ..openai_server import Answer
from .test_pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
STORIES = {
    "Harbour Lights": "A fisherman and a lighthouse keeper fall in love during a storm at sea.",
    "Salt and Rope": "Two sailors cross a stormy sea on a raft and quarrel about love.",
    "The Quiet Bay": "In a fishing village a widow learns to sail after a storm takes her husband.",
}
WISH = "a storm at sea"
PICKED = picked("A storm at sea.", "Sailors and a storm.")


@pytest.fixture
def films(make_movie: Callable[..., Movie]) -> list[Movie]:

    made = [make_movie(title, description=text, year=1990) for title, text in STORIES.items()]
    embedder = get_embedder()
    embed_films(films_to_embed(embedder), embedder)
    return made


@pytest.fixture
def model(chat: Any, openai_server: Any, settings: Any) -> Any:
    """The chat model reads a wish as it is said, and picks the first two films."""

    def reply(request: dict[str, Any]) -> str:
        told = json.loads(request["messages"][1]["content"])
        if not request.get("stream"):
            return json.dumps({"request": told["visitor"], "continues": False})
        return PICKED

    openai_server.reply = reply
    settings.CHAT_TURN_SECONDS = 120  # on a busy machine, too, the model is asked
    return openai_server


def stream(client: Client, **data: str) -> list[dict[str, str]]:
    """The lines that come, read to the end."""
    response = client.post("/chat/stream/", data)
    assert response.status_code == 200
    return [json.loads(line) for line in response.getvalue().decode().splitlines() if line]


def talk(client: Client) -> Conversation:
    """The conversation that the visitor's session keeps."""
    return Conversation.of(client.session)


def last(client: Client) -> Turn:
    return talk(client).turns[-1]


@contextmanager
def paused(client: Client, **data: str) -> Iterator[Iterator[bytes]]:
    """A stream of which nothing has been read yet; leaving the block leaves the stream."""
    response = client.post("/chat/stream/", data)
    with closing(response):
        yield iter(response)


# The stream


def test_stream_is_lines_of_json_that_nobody_keeps_or_holds_back(client, films):
    response = client.post("/chat/stream/", {"said": WISH})
    assert response.streaming
    assert response["content-type"] == "application/x-ndjson"
    assert "no-store" in response["cache-control"]
    assert response["x-accel-buffering"] == "no"
    first, *rest = [json.loads(line) for line in response.getvalue().decode().splitlines() if line]
    assert list(first) == ["turn"] and WISH in first["turn"] and 'class="thinking"' in first["turn"]
    assert {part for line in rest for part in line} == {"answer", "films", "acts", "memory"}
    assert "Harbour Lights" in rest[-1].get("films", "") or "Harbour Lights" in str(rest)


def test_films_stand_before_the_model_has_said_a_word(client, films, model):
    lines = stream(client, said=WISH)
    answers = [len(line["answer"]) for line in lines if "answer" in line]
    assert len(answers) > 2
    turn = last(client)
    assert turn.state == State.DONE and not turn.notice
    assert re.findall(r"\[\[(\d+)\]\]", turn.answer) == list(map(str, turn.films[:2]))
    cards = [line["films"] for line in lines if "films" in line]
    assert [card.count("<li") for card in cards] == [3]  # all at once, before a word of the model
    assert "<cite" not in next(line["answer"] for line in lines if "films" in line)


def test_queries_of_an_answer_do_not_grow_with_the_pieces_it_comes_in(client, films, model):
    stream(client, said=WISH)
    counted = []
    for pieces in (list(PICKED), [PICKED]):
        client.post("/chat/new/")
        model.replies.append(Answer(pieces=pieces))
        with CaptureQueriesContext(connection) as queries:
            assert len(stream(client, said=WISH)[-1]) >= 1
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_turn_is_in_the_session_before_its_answer_and_after(client, films):
    with paused(client, said=WISH) as lines:
        assert (last(client).said, last(client).answer, last(client).state) == (WISH, "", State.OPEN)
        for _line in lines:
            pass
    assert last(client).state == State.DONE and last(client).answer and last(client).films


def test_reader_who_leaves_keeps_what_was_said(client, films, model):
    with paused(client, said=WISH) as lines:
        assert any(b"/movies/" in line for line in lines)
    turn = last(client)
    assert turn.state == State.STOPPED and len(turn.films) == 3
    assert "Stopped." in Page(client.get("/chat/")).html


def test_reader_who_leaves_at_once_has_stopped_the_turn(client, films):
    with paused(client, said=WISH) as lines:
        next(lines)
    assert last(client).state == State.STOPPED


def test_error_of_ours_is_told_and_logged(client, films, monkeypatch, caplog):
    def broken(*args: Any) -> Iterator[Turn]:
        raise RuntimeError("boom")
        yield

    monkeypatch.setattr(chat_views, "reply", broken)
    lines = stream(client, said=WISH)
    assert "Something went wrong on our side" in lines[-1]["answer"] and "boom" in caplog.text
    assert "boom" not in str(lines)
    assert client.post("/chat/", {"said": WISH}).status_code == 302
    assert "Something went wrong on our side" in last(client).notice


def test_language_of_the_page_is_that_of_every_line(client, films):
    client.cookies["django_language"] = "es"
    lines = stream(client, said="una tormenta en el mar")
    assert "Intentar de nuevo" in lines[0]["turn"] and "Intentar de nuevo" in lines[-1]["acts"]
    assert "Ver películas" in str(lines)


# What a visitor may send


@pytest.mark.parametrize("said", ["", "  \n ", "\u200b"])
def test_nothing_said_is_refused_and_nothing_kept(client, said):
    answer = client.post("/chat/stream/", {"said": said})
    assert answer.status_code == 400 and answer.json() == {"errors": ["Say a few words first."]}
    assert not Session.objects.exists()
    page = Page(client.post("/chat/", {"said": said}))
    assert "Say a few words first." in page.all("div", id="refused")[0][1]


def test_longest_turn_is_taken_and_a_longer_one_is_refused_with_its_text(client, films):
    stream(client, said="a" * LONGEST_FEELING)
    assert last(client).said == "a" * LONGEST_FEELING
    long = "b" * (LONGEST_FEELING + 1)
    (error,) = client.post("/chat/stream/", {"said": long}).json()["errors"]
    assert str(LONGEST_FEELING) in error.replace(",", "")
    assert long in Page(client.post("/chat/", {"said": long})).all("textarea")[0][1]
    assert len(talk(client).turns) == 1


def test_example_is_said_whatever_the_field_holds(client, films):
    stream(client, example=WISH, said="")
    assert last(client).said == WISH


def test_requests_from_elsewhere_are_refused(films):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/chat/", "/chat/stream/", "/chat/new/"):
        assert strict.post(path, {"said": WISH}).status_code == 403
    assert not Session.objects.exists()


def test_other_methods_are_refused(client):
    assert client.get("/chat/stream/").status_code == 405
    assert client.get("/chat/new/").status_code == 405
    assert client.put("/chat/").status_code == 405
    assert client.head("/chat/").status_code == 200
    assert client.head("/chat/").content == b""


# The session


def test_looking_at_the_page_writes_no_session(client, films):
    client.get("/chat/")
    client.head("/chat/")
    client.post("/chat/new/")
    assert not Session.objects.exists() and "sessionid" not in client.cookies
    stream(client, said=WISH)
    stored = Session.objects.get()
    client.get("/chat/")
    unchanged = Session.objects.get()
    assert (unchanged.session_data, unchanged.expire_date) == (stored.session_data, stored.expire_date)


def test_session_deleted_meanwhile_is_not_made_again(client, films):
    with paused(client, said=WISH) as lines:
        Session.objects.all().delete()
        assert len(list(lines)) > 1
    assert not Session.objects.exists()


def test_conversation_begun_anew_meanwhile_does_not_get_the_old_answer(client, films):
    with paused(client, said=WISH) as lines:
        client.post("/chat/new/")
        stream(client, said="sailors on a raft")
        list(lines)
    assert [turn.said for turn in talk(client).turns] == ["sailors on a raft"]


def test_two_tabs_keep_both_turns(client, films):
    with paused(client, said=WISH) as one, paused(client, said="sailors on a raft") as other:
        for lines in (other, one):
            list(lines)
    turns = talk(client).turns
    assert [(turn.said, turn.state) for turn in turns] == [
        (WISH, State.DONE),
        ("sailors on a raft", State.DONE),
    ]
    assert all(turn.films for turn in turns)


def test_tab_without_javascript_keeps_the_turn_of_another(client, films, monkeypatch):
    def meanwhile(conversation: Conversation, turn: Turn, visitor: str) -> Iterator[Turn]:
        if turn.said == WISH:
            assert client.post("/chat/", {"said": "sailors"}).status_code == 302
        turn.answer, turn.state = "Here.", State.DONE
        yield turn

    stream(client, said="hello")
    monkeypatch.setattr(chat_views, "reply", meanwhile)
    client.post("/chat/", {"said": WISH})
    assert [(turn.said, turn.state) for turn in talk(client).turns[1:]] == [
        (WISH, State.DONE),
        ("sailors", State.DONE),
    ]


def test_plain_form_talks_tries_again_and_begins_anew(client, films):
    answer = client.post("/chat/", {"said": WISH})
    assert answer["location"] == "/chat/#turn-1"
    page = Page(client.get("/chat/"))
    assert len(page.all("article")) == 1 and "Harbour Lights" in page.html
    assert client.post("/chat/", {"said": "draft", "retry": "1"})["location"] == "/chat/#turn-1"
    assert [turn.said for turn in talk(client).turns] == [WISH]
    client.post("/chat/", {"said": "sailors"})
    assert Page(client.get("/chat/")).all("button", name="retry")[0][0]["value"] == "2"
    client.post("/chat/new/")
    assert Page(client.get("/chat/")).all("article") == []


@pytest.mark.parametrize("number", ["1", "7", "", "x"])
def test_nothing_to_try_again_is_told(client, films, number):
    answer = client.post("/chat/stream/", {"retry": number, "said": "a draft"})
    assert answer.status_code == 400 and answer.json()["errors"][0].startswith("That conversation is over")
    assert talk(client).turns == []


def test_turn_that_is_no_longer_the_last_is_asked_again_at_the_end(client, films):
    for said in (WISH, "sailors on a raft"):
        stream(client, said=said)
    stream(client, retry="1")
    assert [turn.said for turn in talk(client).turns] == [WISH, "sailors on a raft", WISH]


def test_answer_that_was_tried_again_is_not_replaced_by_the_older_one(client, films, model):
    with paused(client, said=WISH) as older:
        next(older)
        stream(client, retry="1")
        done = last(client)
        list(older)
    assert last(client) == done and done.state == State.DONE


# Questions


def test_answer_to_a_question_names_the_film_that_was_shown_before(client, films):
    stream(client, said=WISH)
    lines = stream(client, said="what is the second one about?")
    second = Movie.objects.get(pk=talk(client).turns[0].films[1])
    assert f"{second.title}</cite>" in "".join(line.get("answer", "") for line in lines)
    assert last(client).films == [] and second.title in Page(client.get("/chat/")).html


# What is kept in mind


def test_what_is_kept_in_mind_is_shown_and_taken_back_by_one_click(client, films):
    lines = stream(client, said="a storm at sea, from 1980 on")
    kept = {button["value"] for button, _ in Page(lines[-1]["memory"]).all("button")}
    assert kept == {"text", "years:1980-"}
    lines = stream(client, drop="years:1980-", said="a draft")
    turn = last(client)
    assert (turn.said, turn.drop) == ("No longer: from 1980", "years:1980-")
    assert turn.wish.filters.year_from is None and "storm" in turn.wish.text and turn.films
    assert "years:" not in lines[-1]["memory"]
    assert 'value="text"' in Page(client.get("/chat/")).html
    stream(client, retry=str(turn.number))
    assert last(client).drop == "years:1980-" and last(client).wish == turn.wish


def test_last_thing_that_is_taken_back_begins_anew(client, films):
    stream(client, said="films from 1980 on")
    assert stream(client, drop="years:1980-")[-1]["memory"].strip() == ""
    assert "from the beginning" in last(client).answer and not last(client).films


def test_thing_that_is_not_kept_cannot_be_taken_back(client, films):
    stream(client, said="films from 1980 on")
    assert client.post("/chat/stream/", {"drop": "years:1990-"}).status_code == 400
    assert len(talk(client).turns) == 1


# What it costs


def test_budget_that_is_spent_leaves_the_search(client, films, model, settings):
    settings.DAILY_TOKEN_BUDGET = 0
    stream(client, said=WISH)
    turn = last(client)
    assert "search alone" in turn.notice and turn.films and turn.state == State.DONE
    assert not [request for request in model.requests if "messages" in request]


def test_visitor_who_asks_too_often_gets_the_search(client, films, model, settings):
    settings.SEARCHES_PER_MINUTE = 1
    stream(client, said=WISH)
    assert not last(client).notice
    for path in ("/chat/stream/", "/chat/"):
        answer = client.post(path, {"said": "sailors on a raft"})
        b"".join(answer.streaming_content) if answer.streaming else None
        turn = last(client)
        assert "search alone" in turn.notice and turn.films
        assert turn.notice in Page(client.get("/chat/")).html


@pytest.mark.parametrize("status", [401, 429, 500])
def test_model_that_fails_leaves_the_search_and_it_is_said(client, films, model, status):
    model.reply = lambda request: Answer.error(status, "No.")
    lines = stream(client, said=WISH)
    turn = last(client)
    assert "search alone" in turn.notice and turn.films and "No." not in str(lines)
    assert turn.notice in [line["answer"] for line in lines if "answer" in line][-1]


def test_longest_conversation_takes_no_more_queries_than_a_short_one(client, films):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/chat/").status_code == 200
        return len(captured)

    stream(client, said=WISH)
    few = queries()
    for number in range(MOST_TURNS + 2):
        session = client.session
        conversation = Conversation.of(session)
        turn = conversation.open(f"turn {number}")
        turn.films, turn.wish, turn.state = [film.pk for film in films], SearchQuery(text="x"), State.DONE
        conversation.close(turn)
        conversation.save(session)
        session.save()
    assert len(Page(client.get("/chat/")).all("article")) == MOST_TURNS
    assert queries() == few <= 4
    assert Session.objects.count() == 1 and SESSION_KEY in client.session


def test_titles_and_turns_are_escaped(client, make_movie, films):
    hostile = make_movie("<b>Storm</b> & Sea", description=STORIES["Salt and Rope"])
    session = client.session
    conversation = Conversation()
    turn = conversation.open("<script>alert(1)</script>")
    turn.answer, turn.films, turn.state = f"See [[{hostile.pk}]] <i>now</i>.", [hostile.pk], State.DONE
    conversation.save(session)
    session.save()
    page = Page(client.get("/chat/")).html
    assert "<b>Storm" not in page and "<script>alert" not in page and "<i>now" not in page
    assert page.count("&lt;b&gt;Storm&lt;/b&gt; &amp; Sea") == 2


def test_film_that_has_gone_leaves_no_trace(client, films):
    stream(client, said=WISH)
    Movie.objects.all().delete()
    page = Page(client.get("/chat/"))
    assert page.all("details") == [] and "Harbour Lights" not in page.html and "[[" not in page.html


def test_talks_that_nobody_came_back_to_are_forgotten(client, films):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    client.post("/chat/", {"said": "a film"})
    assert list(Session.objects.values_list("session_key", flat=True)) == [client.session.session_key]
