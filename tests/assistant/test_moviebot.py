"""The bot's answers: from the search alone, told by a chat model, and whatever lies between."""

import json
import threading
import time
from types import SimpleNamespace

import pytest
from django.utils import translation

from movie.assistant import deadline, moviebot
from movie.assistant.generation import ANSWER_TOKENS, CONTEXT_TOKENS, fitting
from movie.assistant.moviebot import reply
from movie.assistant.transcript import Conversation, State
from movie.embedders import get_embedder
from movie.embedding.store import store
from movie.models import Movie, Spending, Translation
from movie.providers.chat import get_chat
from movie.search.query import SearchQuery
from movie.text import movie_text

from ..openai_server import Answer
from .asks import picked

FILMS = {
    "Harbour Lights": "A fisherman and a lighthouse keeper fall in love during a storm at sea.",
    "Salt and Rope": "Two sailors cross a stormy sea on a raft and quarrel about love.",
    "The Quiet Bay": "In a fishing village a widow learns to sail after a storm takes her husband.",
    "Tax Season": "An accountant hides from his creditors in a caravan.",
}
STORM = "Dos se quieren durante una tormenta en el mar."
SAID = "love and a storm at sea"
FIRST = '{"picks": [{"number": 1, "reason": "Love in a storm at sea."}'
PICKED = picked("Love in a storm at sea.", "A raft on a stormy sea.")


@pytest.fixture
def catalogue(db, settings):
    """Four films, embedded offline."""
    settings.EMBEDDERS = {"default": {"BACKEND": "movie.embedders.offline.OfflineEmbedder"}}
    embedder = get_embedder()
    for place, (title, text) in enumerate(FILMS.items()):
        movie = Movie.objects.create(title=title, genre="Drama", year=1990 + place, description=text)
        [vector] = embedder.embed_documents([movie_text(movie)])
        store(movie.pk, vector, embedder.model_id, movie_text(movie))
    return {movie.title: movie.pk for movie in Movie.objects.all()}


@pytest.fixture
def model(chat, openai_server, settings):
    """A model that reads turns as they are and picks the first two films."""

    def answer(request):
        if request.get("stream"):
            return PICKED
        return json.dumps({"request": json.loads(request["messages"][1]["content"])["visitor"]})

    openai_server.reply = answer
    settings.CHAT_TURN_SECONDS = 120  # on a busy machine, too, the model is asked
    return openai_server


def make_movie(title, description):
    movie = Movie.objects.create(title=title, genre="Drama", year=1999, description=description)
    [vector] = get_embedder().embed_documents([movie_text(movie)])
    store(movie.pk, vector, get_embedder().model_id, movie_text(movie))


def say(conversation, said, visitor=None):
    turn = conversation.open(said)
    for _step in reply(conversation, turn, visitor):
        pass
    conversation.close(turn)
    return turn


def test_without_a_model_the_search_answers_with_its_films(catalogue):
    turn = say(Conversation(), SAID)
    assert turn.films[0] == catalogue["Harbour Lights"]
    assert all(f"[[{film}]]" in turn.answer for film in turn.films)
    assert (turn.state, turn.notice) == (State.DONE, "")


def test_model_says_why_of_films_that_stand_there(catalogue, model):
    turn = say(Conversation(), SAID)
    first, second = turn.films[:2]
    assert turn.answer.endswith(
        f"- [[{first}]]: Love in a storm at sea.\n- [[{second}]]: A raft on a stormy sea."
    )
    assert first == catalogue["Harbour Lights"] and len(turn.films) == 4
    assert [bool(request.get("stream")) for request in model.requests] == [True]  # the rules read it whole


def test_films_stand_before_the_model_is_asked(catalogue, model):
    conversation = Conversation()
    turn = conversation.open(SAID)
    steps = reply(conversation, turn)
    next(steps)
    assert len(turn.films) == 4 and model.requests == []
    steps.close()


def test_what_a_turn_cost_is_on_the_days_bill(catalogue, model):
    say(Conversation(), SAID)
    spent = Spending.objects.get(model_id="test-chat")
    assert spent.requests == 1
    assert 100 < spent.tokens < 100 + len(PICKED)


def test_answer_grows_while_it_comes(catalogue, model):
    conversation = Conversation()
    turn = conversation.open(SAID)
    grown = [turn.answer for turn in reply(conversation, turn)]
    assert sorted(grown, key=len) == grown
    assert len(set(grown)) > 3


def test_visitor_who_stops_keeps_what_was_said_and_pays_for_no_more(catalogue, model):
    conversation = Conversation()
    turn = conversation.open(SAID)
    steps = reply(conversation, turn)
    for _step in steps:
        if "Love in" in turn.answer:
            break
    steps.close()
    assert turn.state == State.OPEN
    assert "raft" not in turn.answer
    assert 0 < Spending.objects.get(model_id="test-chat").tokens < ANSWER_TOKENS * 10


@pytest.mark.parametrize(
    "failure", [Answer.error(401, "no"), Answer.error(500, "no"), Answer(body=b"<html>")]
)
def test_model_that_fails_leaves_the_search_and_says_so(catalogue, model, failure):
    model.replies.extend([failure] * 3)
    turn = say(Conversation(), SAID)
    assert turn.films[0] == catalogue["Harbour Lights"]
    assert turn.films and "chat model" in turn.notice or not model.replies
    assert turn.state == State.DONE


def test_model_that_breaks_off_keeps_what_it_has_picked(catalogue, model):
    model.replies.append(Answer(pieces=[FIRST, ', {"number": 2, "reason": "A ra'], cut=True))
    turn = say(Conversation(), SAID)
    assert turn.answer.endswith(f"[[{turn.films[0]}]]: Love in a storm at sea.")
    assert "search alone" in turn.notice


def test_model_that_breaks_off_before_a_film_leaves_the_search(catalogue, model):
    model.replies.append(Answer(pieces=["Well, these films ", "are "], cut=True))
    turn = say(Conversation(), SAID)
    assert len(turn.films) == 4
    assert "Well, these" not in turn.answer and turn.answer.count("[[") == 4


def events(*deltas, finish="stop"):
    """Server-sent events as a server of its own kind writes them, its connection closed behind them."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
    lines = [b": keep-alive\n\n"]
    for delta in [*deltas, None]:
        choice = {"index": 0, "delta": delta or {}, "finish_reason": None if delta else finish}
        lines.append(f"data: {json.dumps({'id': '1', 'choices': [choice]})}\n\n: keep-alive\n\n".encode())
    return Answer(raw=head + b"".join(lines) + b"data: [DONE]\n\n")


def test_keep_alive_lines_and_reasoning_are_no_answer(catalogue, model):
    thought = {"role": "assistant", "content": "", "reasoning_content": "The first one, because of Titanic."}
    aloud = {"content": "<think>Titanic? No.</think>"}
    model.replies.append(events(thought, aloud, *({"content": piece} for piece in PICKED)))
    turn = say(Conversation(), SAID)
    assert turn.answer.endswith("A raft on a stormy sea.") and "Titanic" not in turn.answer
    assert turn.notice == ""


def test_pick_that_stops_in_mid_word_is_left_out(catalogue, model):
    model.replies.append(
        events({"content": FIRST}, {"content": ', {"number": 2, "reason": "A ra'}, finish="length")
    )
    assert say(Conversation(), SAID).answer.count("[[") == 1


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I would rather not.",
        '{"films": ["Titanic"]}',
        '{"picks": []}',
        picked("Un naufrage bouleversant.", "Une tempête."),
        "[[1]] " * 500,
        "これは映画です",
        '{"picks": [{"number": 99, "reason": "A storm at sea."}]}',
    ],
)
def test_answer_that_picks_nothing_leaves_the_search(catalogue, model, words):
    model.replies.append(events({"content": words}))
    turn = say(Conversation(), SAID)
    assert turn.films[0] == catalogue["Harbour Lights"] and turn.answer.count("[[") == 4
    assert "search alone" in turn.notice


def test_model_that_is_loading_is_left_alone_for_a_while_which_is_said_once(catalogue, model):
    model.reply = lambda request: Answer.error(503, "Loading model")
    conversation = Conversation()
    first, second = say(conversation, SAID), say(conversation, "a widow learns to sail")
    asked = len(model.requests)
    assert "search alone" in first.notice and second.notice == "" and second.films
    say(conversation, "sailors on a raft")
    assert len(model.requests) == asked == 1


def test_turn_ends_at_its_deadline_whatever_is_still_to_come(catalogue, model, monkeypatch):
    goes_on = threading.Event()

    def pieces():
        yield FIRST
        goes_on.wait(30)
        yield "]}"

    model.reply = lambda request: Answer(pieces=pieces())
    conversation = Conversation()
    turn = conversation.open(SAID)
    steps = reply(conversation, turn)
    next(step for step in steps if "Love in" in step.answer)
    late = SimpleNamespace(monotonic=lambda: time.monotonic() + 1000)
    monkeypatch.setattr(deadline, "time", late)
    assert list(steps)
    goes_on.set()
    assert turn.answer.endswith("Love in a storm at sea.") and "search alone" in turn.notice
    assert turn.state == State.DONE and len(turn.films) == 4


def test_server_without_schemas_and_system_role_is_asked_without(catalogue, model):
    def reply(request):
        if request.get("response_format"):
            return Answer.error(400, "response_format is not supported")
        if any(message["role"] == "system" for message in request["messages"]):
            return Answer.error(400, "System role not supported")
        return "1. Love in a storm at sea.\n2. A raft on a stormy sea.\n"

    model.reply = reply
    assert say(Conversation(), SAID).answer.endswith("A raft on a stormy sea.")
    assert model.requests[-1]["messages"][0]["role"] == "user"
    before = len(model.requests)
    say(Conversation(), SAID)
    assert len(model.requests) == before + 1  # it is known now what the server cannot do


def test_what_is_sent_fits_the_smallest_context_and_older_turns_go_first(catalogue, model):
    Movie.objects.update(description="A storm at sea, and more of it. " * 200)
    conversation = Conversation()
    for number in range(5):
        turn = conversation.open(f"a storm at sea {number} " + "and rain " * 100)
        turn.wish, turn.answer, turn.state = SearchQuery("rain"), "So it is. " * 100, State.DONE
    turn = conversation.open(SAID)
    movies = list(Movie.objects.all()) * 2
    messages = fitting(conversation, turn, movies, get_chat())
    read = sum(get_chat().count_tokens(message["content"]) for message in messages)
    assert read + ANSWER_TOKENS <= CONTEXT_TOKENS
    told = json.loads(messages[1]["content"])
    assert told["visitor"] == SAID and len(told["list"]) == 8
    assert [each["visitor"][:17] for each in told["before"]] in (
        [],
        ["a storm at sea 4 "],
        ["a storm at sea 3 ", "a storm at sea 4 "],
        [f"a storm at sea {number} " for number in (2, 3, 4)],
    )


def test_reading_that_is_no_json_leaves_the_rules(catalogue, model):
    conversation = Conversation()
    say(conversation, SAID)
    model.replies.append("I would rather not.")
    turn = say(conversation, "but with a widow")
    assert turn.wish.text == f"{conversation.turns[0].wish.text}, with a widow"


def test_turn_that_the_rules_understand_whole_is_not_read_by_the_model(catalogue, model):
    conversation = Conversation()
    say(conversation, SAID)
    model.requests.clear()
    turn = say(conversation, "older")
    assert [bool(request.get("stream")) for request in model.requests] in ([True], [])
    assert turn.wish.text == conversation.turns[0].wish.text


def test_model_that_takes_a_refinement_for_a_new_wish_is_put_right(catalogue, model):
    conversation = Conversation()
    first = say(conversation, SAID)
    assert first.wish.text in say(conversation, "but with a widow").wish.text


def test_spent_budget_asks_no_model(catalogue, model, settings):
    settings.DAILY_TOKEN_BUDGET = 1
    turn = say(Conversation(), SAID)
    assert model.requests == []
    assert turn.films and "questions today" in turn.notice


def test_visitor_over_their_limit_is_answered_by_the_search(catalogue, model, settings):
    settings.SEARCHES_PER_MINUTE = 1
    conversation = Conversation()
    first, second = (say(conversation, SAID, "somebody") for _ in range(2))
    assert (first.notice, bool(second.notice)) == ("", True)
    assert second.films


def test_many_talks_at_once_do_not_take_all_threads(catalogue, model):
    waiting, goes_on = [], threading.Event()

    def pieces():
        yield FIRST
        assert goes_on.wait(30)
        yield PICKED.removeprefix(FIRST)

    model.reply = lambda request: Answer(pieces=pieces())
    for _ in range(4):
        conversation = Conversation()
        turn = conversation.open(SAID)
        steps = reply(conversation, turn)
        next(step for step in steps if "Love in" in step.answer)
        waiting.append(steps)
    turn = say(Conversation(), SAID)
    assert "at once" in turn.notice and turn.films
    goes_on.set()
    for steps in waiting:
        list(steps)
    assert say(Conversation(), SAID).notice == ""


def test_language_is_that_of_the_visitor_then_the_one_asked_for(catalogue):
    conversation = Conversation()
    assert "He buscado" in say(conversation, "amor y una tormenta en el mar").answer
    assert "He buscado" in say(conversation, "más moderna").answer
    turn = say(conversation, "in English, please")
    assert "I looked for" in turn.answer and turn.films
    assert "I looked for" in say(conversation, "una tormenta en el mar, por favor").answer
    assert translation.get_language() == "en"


def test_somebody_in_distress_gets_a_kind_word_and_no_films(catalogue, model):
    turn = say(Conversation(), "I want to kill myself")
    assert "emergency" in turn.answer
    assert (turn.films, model.requests) == ([], [])


def test_loss_that_is_part_of_a_title_is_no_distress(catalogue, model):
    Movie.objects.create(title="Todo sobre mi madre", genre="Drama", description="A nurse looks for a man.")
    assert "número de emergencias" not in say(Conversation(), "¿Es triste Todo sobre mi madre?").answer
    assert say(Conversation(), "estoy triste, me quiero morir, Todo sobre mi madre").films == []


@pytest.mark.parametrize("said", ["hello", "gracias", "what can you do?"])
def test_small_talk_costs_nothing_and_shows_nothing(catalogue, model, said):
    turn = say(Conversation(), said)
    assert turn.answer and not turn.films
    assert model.requests == []


def test_cost_of_a_turn_does_not_grow_with_the_conversation(catalogue, model):
    conversation, sizes = Conversation(), []
    for _ in range(30):
        model.requests.clear()
        say(conversation, f"{SAID}, {'and rain ' * 80}")
        sizes.append(sum(len(m["content"]) for request in model.requests for m in request["messages"]))
    assert max(sizes[6:]) <= max(sizes[:6]) * 1.01


def test_shown_films_come_again_only_where_there_are_no_others(catalogue):
    conversation = Conversation()
    first = say(conversation, "a storm at sea")
    make_movie("Far Water", "A storm at sea.")
    assert not set(say(conversation, "another one").films) & set(first.films)
    again = say(conversation, "another one")
    assert "all that I have" in again.answer and set(again.films) >= set(first.films)


def test_what_was_wished_for_before_is_given_up_where_no_film_has_it_all(catalogue):
    for title, genre, year in (("Old Drums", "War", 1950), ("New Jokes", "Comedy", 2010)):
        make_movie(title, f"{genre}.")
        Movie.objects.filter(title=title).update(genre=genre, year=year)
    old, new = Movie.objects.filter(year__in=(1950, 2010)).order_by("year").values_list("pk", flat=True)
    conversation = Conversation()
    assert say(conversation, "a war film from the 50s").films == [old]
    turn = say(conversation, "now only comedies")
    assert turn.films == [new] and "1950–1959" in turn.answer
    assert say(conversation, "before 1990").films == []  # a limit alone gives up nothing


def test_film_asked_for_by_title_is_shown_first(catalogue):
    turn = say(Conversation(), "do you have Tax Season?")
    assert turn.films[0] == catalogue["Tax Season"]
    assert "is here" in turn.answer


def test_film_that_is_not_here_is_said_not_to_be(catalogue, model):
    turn = say(Conversation(), "something like “Interstellar”")
    assert "“Interstellar” is not in this catalogue." in turn.answer or model.requests
    assert set(turn.films) <= set(catalogue.values())


def test_everything_is_told_to_the_model_as_data(catalogue, model):
    say(Conversation(), SAID)
    orders, told = model.requests[-1]["messages"]
    assert (orders["role"], told["role"]) == ("system", "user")
    assert SAID not in orders["content"]
    assert json.loads(told["content"])["visitor"] == SAID
    assert "Harbour Lights" not in orders["content"]


def test_first_visitor_need_not_wait(catalogue):
    moviebot.warm_up()
    assert say(Conversation(), SAID).films


# As a model of 135 million parameters answered, word for word but for the titles: no line says anything.
@pytest.mark.parametrize(
    "answered",
    [
        '{"picks": [{"number": 1, "reason": "...Harbour Lights"}, {"number": 2, "reason": "Salt and Rope"}]}',
        '{"picks": [{"number": 1, "reason": "..."}, {"number": 1, "reason": "...\'s,\'"}]}',
        '{\n  "picks": [{"number": 1, "reason": "Machete"}, {"number": 2, "reason": "Salt and Rope"}, {"numb',
        '{"picks": [{"number": 2, "reason": "Movies, 2007, Fantasy, Family, 1939, Salt and Rope"}]}',
        '{"picks": [{"number": 1, "reason": "...and the director of a comedy that I\'ve seen."}]}',
    ],
)
def test_picks_that_say_nothing_of_their_films_leave_the_search_to_tell(catalogue, model, answered):
    model.reply = lambda request: answered
    turn = say(Conversation(), SAID)
    assert "These come nearest" in turn.answer and "the search alone" in turn.notice
    assert all(f"- [[{film}]] (" in turn.answer for film in turn.films) and len(turn.films) == 4


def test_search_tells_of_films_in_the_language_of_the_talk(catalogue):
    for title, pk in catalogue.items():
        Translation.objects.create(
            movie_id=pk, language="es", title=title, genre="Drama romántico", description=STORM
        )
    with translation.override("es"):
        turn = say(Conversation(), "una historia de amor con una tormenta en el mar")
    assert turn.answer.count(f"Drama romántico): {STORM}") == len(turn.films) == 4


def test_film_that_is_named_is_called_as_the_talk_calls_it(catalogue):
    Translation.objects.create(movie_id=catalogue["Salt and Rope"], language="es", title="Sal y cuerda")
    with translation.override("es"):
        turn = say(Conversation(), "algo parecido a Salt and Rope")
    assert "parecidas a Sal y cuerda" in turn.answer
