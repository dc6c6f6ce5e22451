"""The bot: turns what a visitor says into a wish or a question, and answers it from the catalogue."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from ..billing.rate_limit import admitted
from ..errors import MovieError
from ..models import Movie, with_translations
from ..providers.chat import Chat, get_chat
from ..safety import distress_in, help_text
from ..search.query import SearchQuery
from ..search.query_parser.prompt import Prompt
from ..text.language import LETTER_WORD, is_spanish
from .deadline import breaker
from .dialogue_state import LANGUAGES, resolve
from .facts import told
from .finding import Found, find
from .generation import give_up, tell
from .nlu.acts import QUESTIONS, act_of
from .nlu.compound import halves, only_names, without_asides
from .nlu.llm import by_model
from .nlu.named import masked
from .nlu.question_kinds import Ask
from .nlu.questions import Question, question_in
from .nlu.rules import by_rules
from .nlu.slips import as_meant
from .nlu.slots import ResolvedTurn, Slots
from .replies import TALK, heading, recommendation, remarks, understood, unheard, why_not
from .transcript import Conversation, State, Turn

logger = logging.getLogger(__name__)

SHORTEST_TELLING = 3  # words from which on a turn says which language it is in
LEAST_SECONDS = 2.0  # left of a turn's, below which no model is asked any more


def reply(conversation: Conversation, turn: Turn, visitor: str | None = None) -> Iterator[Turn]:
    """Answer a turn that was opened: the turn comes again and again while its answer grows.

    The films stand in it as soon as they are found, before any model is asked. Never raises a MovieError.
    Whoever stops asking for more stops the chat model as well; what was said until then stays in the turn.
    `visitor` names who asks, where paid requests are limited by visitor.
    """
    steps = _answered(conversation, turn, visitor)
    language = _language(conversation, "" if turn.drop else turn.said)
    while turn.state != State.DONE:
        # Whoever walks the steps keeps their own language between them.
        with translation.override(conversation.language or language):
            turn.state = State.DONE if next(steps, StopIteration) is StopIteration else State.OPEN
        yield turn


def warm_up() -> None:
    """Read the names of films and people, which the first turn would wait for."""
    try:
        question_in("who directed the first one?", Conversation())
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
    if page not in LANGUAGES:  # which is not told from words
        return page
    told = said if len(LETTER_WORD.findall(said)) >= SHORTEST_TELLING else ""
    before = [
        turn.said
        for turn in conversation.turns
        if not turn.drop and len(LETTER_WORD.findall(turn.said)) >= SHORTEST_TELLING
    ]
    words = told or (before[-1] if before else "")
    return ("es" if is_spanish(words) else "en") if words else page


def _answered(conversation: Conversation, turn: Turn, visitor: str | None) -> Iterator[None]:
    """The steps of an answer."""
    deadline = time.monotonic() + settings.CHAT_TURN_SECONDS
    if (distress := distress_in(turn.said)) and not _of_title(turn.said, conversation):
        turn.answer = help_text(distress)
        return
    said = as_meant(turn.said)
    if not turn.drop:
        said = _questions_answered(said, conversation, turn, visitor)
        if not said:
            return
    asked = Slots(drops=(turn.drop,), continues=True) if turn.drop else by_rules(said, conversation)
    chat = None if asked.talk or turn.drop else _ready(conversation, turn, visitor)
    yield from Answering(conversation, turn, chat, deadline, None if chat else visitor).steps(asked)


def _of_title(said: str, conversation: Conversation) -> bool:
    """Whether distress is heard in a title alone, of which something is asked: "¿es triste Mar adentro?"."""
    asked = masked(Prompt(said), conversation.films)
    return asked != said and act_of(asked).kind in QUESTIONS and not distress_in(asked)


def _questions_answered(said: str, conversation: Conversation, turn: Turn, visitor: str | None) -> str:
    """Answers the question that a turn is, or those that it begins with; gives what is left to be heard."""
    whole = question_in(said, conversation, visitor)
    if (not whole or whole.unknown) and (asked := without_asides(said)) != said:
        whole = question_in(asked, conversation, visitor) or whole
    for first, rest in halves(said):
        question = question_in(first, conversation, visitor)
        # "The one with the shark? How long is it": the film is said first, and then what is asked of it.
        one = whole and not whole.unknown and (first.endswith("?") or only_names(first))
        asks = question and (question.asks != Ask.OTHER or question_in(rest, conversation, visitor))
        if asks and not question.unknown and not one:
            _answer(question, conversation, turn)
            return _questions_answered(rest, conversation, turn, visitor)
    if whole:
        _answer(whole, conversation, turn)
    return "" if whole else said


def _answer(question: Question, conversation: Conversation, turn: Turn) -> None:
    """Puts what is known into a turn, behind what it has answered already."""
    known = told(question, conversation)
    turn.answer = "\n\n".join(filter(None, (turn.answer, known.text)))
    turn.films, turn.about = known.films or turn.films, [*turn.about, *known.about]
    turn.focus, turn.asked = known.focus, question.asks
    if question.person or question.genre:  # "show me", "the newer ones": of those that were counted
        people, genres = (question.person,), (question.genre,)
        turn.wish = SearchQuery(people=tuple(filter(None, people)), genres=tuple(filter(None, genres)))


def _ready(conversation: Conversation, turn: Turn, visitor: str | None) -> Chat | None:
    """The chat model, where there is one that has not failed a moment ago and that may be asked."""
    chat = get_chat()
    if chat is None or breaker.rests(chat):
        return None
    try:
        admitted(visitor)
    except MovieError as error:
        turn.notice = why_not(error)
        return None
    return chat


class Answering:
    """A turn that asks for films, on its way to its answer."""

    def __init__(
        self, conversation: Conversation, turn: Turn, chat: Chat | None, deadline: float, visitor: str | None
    ) -> None:
        self._conversation, self._turn, self._chat = conversation, turn, chat
        self._deadline, self._visitor = deadline, visitor
        self._goes_on = conversation.wish is not None
        self._before = turn.answer  # to a question that the turn began with

    def steps(self, asked: Slots) -> Iterator[None]:
        """The films first, then what the model has to say of them, or the search in its place."""
        turn, heard = self._turn, self._heard(asked)
        if heard.language:
            self._conversation.language = heard.language
            yield  # what follows is said in that language
        found = self._show(heard) if heard.wish else None
        if self._chat and _leaves_over(asked, heard, self._goes_on):
            yield
            heard, found = self._read(asked, heard, found)
        if found is None:
            said = [self._before, *remarks(heard), _talk(heard, bool(turn.drop))]
            turn.answer = "\n\n".join(filter(None, said))
            return
        yield
        opening = turn.answer
        if self._chat and found.answer.fits and self._left > LEAST_SECONDS:
            turn.answer = f"{opening}\n\n{heading(found.answer)}"
            bare = turn.answer
            yield from tell(self._conversation, turn, _told_of(found), self._chat, self._deadline)
            if turn.answer != bare:
                return
        turn.answer = f"{opening}\n\n{recommendation(found.answer)}".strip()

    @property
    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _heard(self, asked: Slots) -> ResolvedTurn:
        heard = resolve(asked, self._conversation)
        self._turn.afresh, self._turn.refused = heard.afresh, list(heard.refused)
        return heard

    def _show(self, heard: ResolvedTurn) -> Found:
        """The films of a wish, put into the turn with a sentence that says what was looked for."""
        turn = self._turn
        found = find(heard, self._conversation, self._visitor)
        turn.wish, turn.about = found.wish or heard.wish, list(heard.named)
        turn.films, turn.most_votes, turn.sides = found.movies, found.most_votes, list(map(list, heard.sides))
        absence = "" if heard.unknown_titles or heard.unknown_people else found.answer.absence
        said = [*remarks(heard), absence, understood(turn.wish), *found.remarks]
        opening = " ".join(filter(None, said))
        turn.answer = "\n\n".join(filter(None, (self._before, opening)))
        turn.notice = turn.notice or str(found.answer.notice)
        return found

    def _read(
        self, asked: Slots, heard: ResolvedTurn, found: Found | None
    ) -> tuple[ResolvedTurn, Found | None]:
        """The turn as the model reads it, and the films of that reading where it is another one."""
        try:
            slots = by_model(self._turn.said, self._conversation, self._chat, self._left - LEAST_SECONDS)
        except MovieError as error:
            logger.warning("A turn was read by rules: %s", error)
            give_up(self._conversation, self._turn, self._chat, error)
            self._chat = None if breaker.rests(self._chat) else self._chat
            return heard, found
        turn, before = self._turn, replace(self._turn)
        # What is read leans on the turns before this one.
        turn.wish, turn.films, turn.refused = None, [], None
        read = self._heard(replace(slots, continues=slots.continues or asked.continues))
        if read.wish is None or read.wish == heard.wish:
            turn.wish, turn.films, turn.afresh = before.wish, before.films, before.afresh
            turn.refused = before.refused
            return heard, found
        return read, self._show(read)


def _leaves_over(asked: Slots, heard: ResolvedTurn, goes_on: bool) -> bool:
    """Whether rules have understood nothing, or left words over that lean on what was said before."""
    if heard.wish is None:
        return asked == Slots(continues=asked.continues)
    return bool(asked.request) and goes_on


def _told_of(found: Found) -> list[Movie]:
    """The films with all that a model is told of them, in their order."""
    movies = Movie.objects.prefetch_related("credits__person").in_bulk(found.movies)
    return with_translations(movies[pk] for pk in found.movies if pk in movies)


def _talk(heard: ResolvedTurn, dropped: bool) -> str:
    if heard.talk:
        return str(TALK[heard.talk])
    if heard.afresh or dropped:
        return _("All right, from the beginning. What would you like to see?")
    if not heard.language:
        return unheard()
    return _("All right, in English.") if heard.language == "en" else _("All right, in Spanish.")
