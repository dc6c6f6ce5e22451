"""The bot: turns what a visitor says into a wish, grants it from the catalogue, and tells what it found."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from ..billing.budget import admitted
from ..errors import MovieError, NonsenseAnswer
from ..models import Movie
from ..providers.chat import Chat, get_chat
from ..safety import distress_in, help_text
from ..search.fallback import Answer, answer
from ..search.ranking import Match
from ..text.language import LETTER_WORD, is_spanish
from .conversation import Conversation, State, Turn
from .dialogue_state import resolve
from .generation import tell
from .nlu.llm import by_model as read_by_model
from .nlu.rules import by_rules
from .nlu.slots import ResolvedTurn, Slots
from .replies import TALK, recommendation, remarks, understood, unheard, why_not

logger = logging.getLogger(__name__)

FOUND = 8  # films that the model may choose among
SHOWN = 5  # of them, where nobody chooses
SHORTEST_TELLING = 3  # words from which on a turn says which language it is in


def reply(conversation: Conversation, turn: Turn, visitor: str | None = None) -> Iterator[Turn]:
    """Answer a turn that was opened: the turn comes again and again while its answer grows.

    Never raises a MovieError. Whoever stops asking for more stops the chat model as well; what was said until
    then stays in the turn. `visitor` names who asks, where paid requests are limited by visitor.
    """
    steps = _answered(conversation, turn, visitor)
    language = _language(conversation, turn.said)
    while turn.state != State.DONE:
        # Whoever walks the steps keeps their own language between them.
        with translation.override(conversation.language or language):
            turn.state = State.DONE if next(steps, StopIteration) is StopIteration else State.OPEN
        yield turn


def warm_up() -> None:
    """Read the names of films and people, which the first turn would wait for."""
    try:
        resolve(by_rules("something like a film", Conversation()), Conversation())
    except (MovieError, DatabaseError) as error:
        logger.warning("Not ready to talk yet: %s", error)
    finally:
        connection.close()


def _language(conversation: Conversation, said: str) -> str:
    """The one that was asked for, else that of the visitor's words where they are enough to tell."""
    page = (translation.get_language() or "en")[:2]
    if conversation.language:
        return conversation.language
    told = said if len(LETTER_WORD.findall(said)) >= SHORTEST_TELLING else ""
    before = [
        turn.said for turn in conversation.turns if len(LETTER_WORD.findall(turn.said)) >= SHORTEST_TELLING
    ]
    words = told or (before[-1] if before else "")
    return ("es" if is_spanish(words) else "en") if words else page


def _answered(conversation: Conversation, turn: Turn, visitor: str | None) -> Iterator[None]:
    """The steps of an answer."""
    if distress := distress_in(turn.said):
        turn.answer = help_text(distress)
        return
    asked = by_rules(turn.said, conversation)
    chat = get_chat() if asked.talk is None else None
    if chat:
        yield
        try:
            admitted(visitor)
            visitor = None  # once a turn
            asked = _read(asked, turn, conversation, chat)
        except MovieError as error:
            logger.warning("A turn is answered without the chat model: %s", error)
            turn.notice, chat = why_not(error), None
    yield from _found(conversation, turn, asked, chat, visitor)


def _read(by_rule: Slots, turn: Turn, conversation: Conversation, chat: Chat) -> Slots:
    """The turn as the model reads it, where the rules have left words over; they know what goes on."""
    if by_rule.continues and not by_rule.request:
        return by_rule
    try:
        by_model = read_by_model(turn.said, conversation, chat)
    except NonsenseAnswer as error:
        logger.warning("A turn was read by rules: %s", error)
        return by_rule
    return replace(by_model, continues=by_model.continues or by_rule.continues)


def _found(
    conversation: Conversation, turn: Turn, asked: Slots, chat: Chat | None, visitor: str | None
) -> Iterator[None]:
    heard = resolve(asked, conversation)
    if heard.language:
        conversation.language = heard.language
        yield  # what follows is said in that language
    if heard.wish is None:
        turn.answer = "\n\n".join([*remarks(heard), _talk(heard)])
        return
    turn.wish, turn.about = heard.wish, list(heard.named)
    found = _granted(heard, visitor)
    absence = "" if heard.unknown_titles or heard.unknown_people else found.absence
    opening = " ".join(filter(None, [*remarks(heard), absence, understood(heard.wish)]))
    turn.answer, turn.notice = opening, turn.notice or str(found.notice)
    yield
    if chat and found.fits:
        yield from tell(conversation, turn, heard, found, chat)
    if not turn.films:
        shown = Answer(found.matches[:SHOWN])
        turn.answer = f"{opening}\n\n{recommendation(shown)}".strip()
        turn.films = [match.movie.pk for match in shown.matches]


def _granted(heard: ResolvedTurn, visitor: str | None) -> Answer:
    """The films that were asked for by title, then those that the wish finds."""
    found = answer(heard.wish, k=FOUND, visitor=visitor)
    sought = Movie.objects.in_bulk(heard.sought)
    asked_for = [Match(sought[pk], None) for pk in heard.sought if pk in sought]
    return Answer([*asked_for, *found.matches][:FOUND], found.query, found.notice, found.absent)


def _talk(heard: ResolvedTurn) -> str:
    if heard.talk:
        return str(TALK[heard.talk])
    if not heard.language:
        return unheard()
    return _("All right, in English.") if heard.language == "en" else _("All right, in Spanish.")
