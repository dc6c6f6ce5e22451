"""The page of the bot: a plain form that talks, and the same answers streamed where there is JavaScript."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..assistant.conversation import Conversation, State, Turn
from ..assistant.llm import get_chat
from ..assistant.moviebot import reply
from ..forms import ChatForm
from ..models import Movie
from ..visitors import visitor_of

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    """The conversation; a turn that is posted is answered before the page comes back."""
    form = ChatForm(request.POST or None)
    conversation = Conversation.of(request.session)
    if request.method == "POST":
        turn = _opened(request, form, conversation)
        if turn:
            for _step in reply(conversation, turn, visitor_of(request)):
                pass
            conversation.close(turn)
            conversation.save(request.session)
            return redirect(f"{reverse('movie:chat')}#turn-{turn.number}")
    context = {
        "form": form,
        "turns": shown(conversation.turns),
        "examples": examples(),
        "talks": bool(get_chat()),
    }
    return render(request, "movie/chat.html", context)


@never_cache
@require_POST
def chat_stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The answer to a turn as it grows, in lines of JSON."""
    form, conversation = ChatForm(request.POST), Conversation.of(request.session)
    turn = _opened(request, form, conversation)
    if turn is None:
        return JsonResponse(
            {"errors": [error for errors in form.errors.values() for error in errors]}, status=400
        )
    if not request.session.session_key:
        request.session.create()
    lines = _lines(conversation, turn, visitor_of(request), request.session.session_key)
    language = translation.get_language()
    response = StreamingHttpResponse(_in_language(language, lines), content_type="application/x-ndjson")
    response.headers["X-Accel-Buffering"] = "no"  # a proxy such as nginx passes each line on at once
    return response


@never_cache
@require_POST
def new_chat(request: HttpRequest) -> HttpResponse:
    """Forget the conversation."""
    Conversation().save(request.session)
    return redirect("movie:chat")


def _opened(request: HttpRequest, form: ChatForm, conversation: Conversation) -> Turn | None:
    """The turn that a visitor posts, kept before it is answered; None where they say nothing to answer."""
    if "retry" in request.POST and conversation.turns:
        said = conversation.take_back()
    elif form.is_valid():
        said = form.cleaned_data["said"]
    else:
        return None
    turn = conversation.open(said)
    conversation.save(request.session)
    return turn


def _lines(conversation: Conversation, turn: Turn, visitor: str, session_key: str) -> Iterator[str]:
    """JSON objects of HTML by the part of the page that it is for; an empty line where nothing changes."""
    yield _line(turn=_html("turn", turn))
    known: dict[str, str] = {}
    try:
        for _step in reply(conversation, turn, visitor):
            parts = {name: _html(name, turn) for name in ("answer", "films")}
            changed = {name: html for name, html in parts.items() if known.get(name) != html}
            known |= changed
            yield _line(**changed) if changed else "\n"
    except Exception:
        logger.exception("The bot could not answer")
        turn.notice = _("Something went wrong on our side. Please try again.")
    finally:  # also where the visitor stops reading
        turn.state = State.DONE if turn.state == State.DONE else State.STOPPED
        _keep(turn, conversation.language, session_key)
    yield _line(turn=_html("turn", turn))


def _line(**parts: str) -> str:
    return json.dumps(parts, ensure_ascii=False) + "\n"


def _html(part: str, turn: Turn) -> str:
    context = {"turn": shown([turn])[0], "last": True, "waiting": turn.state == State.OPEN}
    return render_to_string(f"movie/partials/chat_{part}.html", context)


def _keep(turn: Turn, language: str, session_key: str) -> None:
    """Write a turn into a session that other requests may have changed since it was opened."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    conversation = Conversation.of(session)
    if any(known.number == turn.number for known in conversation.turns):
        conversation.close(turn)
        conversation.language = language
        conversation.save(session)
        session.save()


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
    """A turn and the films in it, for the page."""

    turn: Turn
    movies: list[Movie]

    @property
    def named(self) -> dict[int, Movie]:
        """The films by their ids."""
        return {movie.pk: movie for movie in self.movies}


def shown(turns: Sequence[Turn]) -> list[ShownTurn]:
    """The turns with their films, those left out that have gone since."""
    movies = Movie.objects.in_bulk({pk for turn in turns for pk in turn.films})
    return [ShownTurn(turn, [movies[pk] for pk in turn.films if pk in movies]) for turn in turns]


def examples() -> list[str]:
    """Things to say first, in the visitor's language."""
    return [
        _("Something like Alien, but older"),
        _("A warm film about food, please"),
        _("I have an hour and a half and want to laugh"),
    ]
