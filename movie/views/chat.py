"""The page of the bot: a plain form that talks, and the same answers streamed where there is JavaScript."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..assistant.moviebot import reply
from ..assistant.state_chips import state_chips
from ..assistant.transcript import MARK, SESSION_KEY, Conversation, State, Turn
from ..billing.visitors import visitor_of
from ..forms import ChatForm
from ..models import Movie, with_translations
from ..providers.chat import get_chat

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    """The conversation; a turn that is posted is answered before the page comes back."""
    form = _form(request)
    asked = _opened(request, form) if request.method == "POST" else None
    if asked:
        for _step in _answered(asked):
            pass
        return redirect(f"{reverse('movie:chat')}#turn-{asked.turn.number}")
    conversation = Conversation.of(request.session)
    context = {
        "form": form,
        "turns": shown(conversation.turns),
        "memory": state_chips(conversation),
        "examples": examples(),
        "talks": bool(get_chat()),
    }
    return render(request, "movie/chat.html", context)


@never_cache
@require_POST
def chat_stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The answer to a turn as it grows, in lines of JSON."""
    form = _form(request)
    asked = _opened(request, form)
    if asked is None:
        return JsonResponse(
            {"errors": [error for errors in form.errors.values() for error in errors]}, status=400
        )
    lines = _in_language(translation.get_language(), _lines(asked))
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
    response.headers["X-Accel-Buffering"] = "no"  # a proxy such as nginx passes each line on at once
    return response


@never_cache
@require_POST
def new_chat(request: HttpRequest) -> HttpResponse:
    """Forget the conversation."""
    if SESSION_KEY in request.session:
        Conversation().save(request.session)
    return redirect(f"{reverse('movie:chat')}#id_said")


@dataclass(frozen=True)
class Asked:
    """A turn that waits for its answer, and where it is kept."""

    conversation: Conversation
    turn: Turn
    visitor: str
    session_key: str


def _form(request: HttpRequest) -> ChatForm:
    """What is said: an example that was chosen, else what was written."""
    said = request.POST.get("example") or request.POST.get("said")
    return ChatForm({"said": said} if request.method == "POST" else None)


def _opened(request: HttpRequest, form: ChatForm) -> Asked | None:
    """The turn that a visitor posts, kept before it is answered; None where they say nothing to answer."""
    again, drop = request.POST.get("retry"), request.POST.get("drop", "")
    if again is None and not drop and not form.is_valid():
        return None
    session_key = _session_key(request)
    with transaction.atomic():  # so that two tabs do not write over each other's turns
        session = _session(session_key)
        conversation = Conversation.of(session)
        if again is not None:
            said, drop = _said_before(conversation, again)
        else:
            said = _dropping(conversation, drop) if drop else form.cleaned_data["said"]
        if not said:
            form.errors.clear()
            form.add_error(None, _("That conversation is over. Say what you would like to see."))
            return None
        turn = conversation.open(said)
        turn.drop = drop
        conversation.save(session)
        session.save()
    return Asked(conversation, turn, visitor_of(request), session_key)


def _dropping(conversation: Conversation, key: str) -> str:
    """What a visitor says who takes back a thing that is kept in mind; empty where it is not."""
    label = next((kept.label for kept in state_chips(conversation) if kept.key == key), "")
    return _("No longer: %(wish)s") % {"wish": label} if label else ""


def _said_before(conversation: Conversation, number: str) -> tuple[str, str]:
    """What was said in a turn, and what it took back; it makes room for another answer if it is the last."""
    turns = conversation.turns
    turn = next((turn for turn in turns if str(turn.number) == number), None)
    if turn is None:
        return "", ""
    if turn is turns[-1]:
        conversation.take_back()
    return turn.said, turn.drop


def _session_key(request: HttpRequest) -> str:
    """The key of the visitor's session, which is made where there is none, in the place of old ones."""
    if SESSION_KEY not in request.session and not request.session.session_key:
        request.session.clear_expired()
        request.session.create()
        # Read anew when the response is made, after the turn has been written.
        request.session = _session(request.session.session_key)
        request.session.modified = True
    return request.session.session_key


def _session(session_key: str) -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)


def _answered(asked: Asked) -> Iterator[None]:
    """Steps of an answer, which is kept as far as it came, also where nobody asks for more of it."""
    turn = asked.turn
    try:
        yield
        with closing(reply(asked.conversation, turn, asked.visitor)) as steps:
            for _step in steps:
                yield
    except Exception:
        logger.exception("The bot could not answer")
        turn.notice = _("Something went wrong on our side. Please try again.")
        turn.state = State.DONE
    finally:
        turn.state = State.DONE if turn.state == State.DONE else State.STOPPED
        _keep(asked)


def _keep(asked: Asked) -> None:
    """Write a turn into its session, unless it has gone from there meanwhile."""
    with transaction.atomic():
        session = _session(asked.session_key)
        conversation = Conversation.of(session)
        if any(known.key == asked.turn.key for known in conversation.turns):
            conversation.close(asked.turn)
            conversation.language = asked.conversation.language
            conversation.save(session)
            session.save()


def _lines(asked: Asked) -> Iterator[str]:
    """JSON objects of HTML by the part of the page that it is for: the turn, then what changes in it.

    Most steps change nothing, and render nothing; the empty line shows whether somebody reads.
    """
    turn, before, known = asked.turn, None, {}
    with closing(_answered(asked)) as steps:
        next(steps)
        yield _line(_html(turn, "turn"), {})
        for _step in steps:
            now = turn.answer, tuple(turn.films), turn.notice, turn.state
            yield "\n" if now == before else _line(_html(turn, "answer", "films"), known)
            before = now
    yield _line(_html(turn, "answer", "films", "acts") | _kept(asked.conversation), known)


def _kept(conversation: Conversation) -> dict[str, str]:
    """The part of the page that says what is kept in mind."""
    return {
        "memory": render_to_string("movie/partials/chat_memory.html", {"memory": state_chips(conversation)})
    }


def _html(turn: Turn, *parts: str) -> dict[str, str]:
    context = {"turn": shown([turn])[0], "last": True, "waiting": turn.state == State.OPEN}
    return {part: render_to_string(f"movie/partials/chat_{part}.html", context) for part in parts}


def _line(parts: dict[str, str], known: dict[str, str]) -> str:
    """A line of the parts that are not as they are known, which they are from then on."""
    changed = {part: html for part, html in parts.items() if known.get(part) != html}
    known |= changed
    return json.dumps(changed, ensure_ascii=False) + "\n"


def _in_language(language: str, lines: Iterator[str]) -> Iterator[str]:
    """The lines, each made in this language: they are made when the view has long returned."""
    with closing(lines):
        while True:
            with translation.override(language):
                line = next(lines, None)
            if line is None:
                return
            yield line


@dataclass(frozen=True)
class ShownTurn:
    """A turn for the page: the films that it shows, and all that it names, by their ids."""

    turn: Turn
    movies: list[Movie]
    named: dict[int, Movie]


def shown(turns: Sequence[Turn]) -> list[ShownTurn]:
    """The turns with their films, those left out that have gone since."""
    named = {pk for turn in turns for pk in (*turn.films, *map(int, MARK.findall(turn.answer)))}
    movies = Movie.objects.in_bulk(named)
    with_translations(movies.values())
    return [ShownTurn(turn, [movies[pk] for pk in turn.films if pk in movies], movies) for turn in turns]


def examples() -> list[str]:
    """Things to say first, in the visitor's language."""
    return [
        _("Something like Alien, but older"),
        _("A warm film about food, please"),
        _("I have an hour and a half and want to laugh"),
    ]
