"""Reads the questions that a turn asks of films that are here: who directs, how long, what is it about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...lookup import people, titles
from ...search.query_parser.genres import take_genres
from ...search.query_parser.prompt import Prompt
from ...text import fold
from ...text.language import is_listed
from ..conversation import Conversation
from .asks import FIGURES, Ask, outstanding, question_words
from .described import described
from .loose import Loose, loosely, pattern_of
from .references import ShownMovies, place_of
from .utterance import talk_phrases

EDGES = " \n.,;:!?¿¡\"'"
POINTING = re.compile(
    r"(?:it|this|that|she|he|el|ella|la|lo|es[ae]|est[ae]|the same|la misma)"
    r"(?: (?:one|film|movie|pelicula|peli))?"
)
PAUSE = re.compile(r"[,;:?!]+ ¿?|\?")


ANSWERED_AGAIN = frozenset(Ask) - set(FIGURES) - {Ask.COUNT, Ask.OTHER}  # "and the second one?"


@dataclass(frozen=True)
class Question:
    """What is asked, and of which film or person; `unknown` names what is not here."""

    asks: Ask
    movie: int | None = None
    person: int | None = None
    genre: str = ""
    everywhere: bool = False  # of all films that are here, not of those shown
    unknown: str = ""


def question_in(said: str, conversation: Conversation, visitor: str | None = None) -> Question | None:
    """The question that a turn is; None where it is something else, or about no film that can be told.

    `visitor` names who asks, where paid searches are limited by visitor.
    """
    prompt = Prompt(said)
    if prompt.is_long:
        return None
    context = Subjects(prompt, conversation, visitor)
    found = (_question(asks, words, context) for asks, words in _readings(prompt, conversation.asked))
    strict = next((question for question in found if question), None)
    return strict or _loose(loosely(prompt), context)


def _loose(read: Loose | None, subjects: "Subjects") -> Question | None:
    """The question that is asked in words of any order, where it is about a film that can be told."""
    shown = subjects.conversation.films
    if read is None or not (shown or read.film or read.most):
        return None
    if read.most and (read.asks is None or read.film):
        return None if read.film else _most_of_all(read.most, subjects)
    if read.most:
        movie = outstanding(read.most, shown)
        return Question(read.asks, movie.pk) if movie else None
    if read.asks:
        movie = subjects.movie(read.film)
        return Question(read.asks, movie) if movie else None
    return _not_stored(read, subjects)


def _not_stored(read: Loose, subjects: "Subjects") -> Question | None:
    """A question of what no catalogue stores, where one film is spoken of: "how many Oscars did it win?"."""
    focus = subjects.conversation.focus
    speaks_of_it = read.points or focus is not None
    movie = subjects.shown.focus() if speaks_of_it and _open(subjects.prompt) else None
    return Question(Ask.OTHER, movie.pk) if movie else None


def _open(prompt: Prompt) -> bool:
    """Whether a turn begins as no wish and no small talk does: "how many", "where", "who"."""
    lead = re.match(_file_part("lead"), prompt.folded)
    return pattern_of("parts", "open").match(prompt.folded, lead.end() if lead else 0) is not None


def _readings(prompt: Prompt, before: str) -> Iterator[tuple[Ask, re.Match[str]]]:
    """Each way to read the whole turn, or what follows a pause in it, as a question."""
    starts = [0, *(pause.end() for pause in PAUSE.finditer(prompt.folded))]
    for start in starts:
        end = len(prompt.folded.rstrip(EDGES))
        while start < end and prompt.folded[start] in EDGES:
            start += 1
        for name, pattern in _patterns():
            asks = before if name == "again" and before in ANSWERED_AGAIN else name
            if asks != "again" and (match := pattern.fullmatch(prompt.folded, start, end)):
                yield Ask(_most(match) if asks == "superlative" else asks), match


def _most(match: re.Match[str]) -> str:
    return next(name for name, words in match.groupdict().items() if words and name in set(Ask))


class Subjects:
    """Finds the film or the person that the words of a question mean."""

    def __init__(self, prompt: Prompt, conversation: Conversation, visitor: str | None) -> None:
        self.prompt, self.conversation, self.visitor = prompt, conversation, visitor
        self.shown = ShownMovies(conversation)

    def words(self, match: re.Match[str], group: str) -> str:
        """What was said there, as it was typed."""
        start, end = match.span(group) if match.groupdict().get(group) else (0, 0)
        return self.prompt.text[start:end].strip(EDGES)

    def asked_of(self, match: re.Match[str]) -> int | None:
        """The film that a question is about; what stands before a pause says which "it" is."""
        words, before = self.words(match, "film"), self.prompt.text[: match.start()].strip(EDGES)
        if before and (not words or POINTING.fullmatch(fold(words))):
            return self.movie(before) or self.movie(words)
        return self.movie(words)

    def movie(self, words: str) -> int | None:
        """The film that words mean: one that is shown, by its place or by what is told of it, or a title."""
        folded = _part("articles").sub("", Prompt(words).folded, count=1).strip(EDGES)
        if not folded or POINTING.fullmatch(folded):
            movie = self.shown.focus()
            return movie.pk if movie else None
        if ordinal := talk_phrases("ordinal").fullmatch(folded):
            movie = self.shown.shown(place_of(ordinal))
            return movie.pk if movie else None
        if told := _part("one").match(folded):
            return described(folded[told.end() :], self.conversation.films, self.visitor)
        choice = titles.best_known(words) or titles.best_known(folded)
        return choice.id if choice else None

    def person(self, words: str) -> int | None:
        """The person of a name, or who was spoken of."""
        if talk_phrases("he").fullmatch(Prompt(words).folded):
            mentioned = self.shown.spoken_of()
            return mentioned.id if mentioned else None
        found = people.everybody().called(words)
        return found.id if found else None


def _question(asks: Ask, match: re.Match[str], subjects: Subjects) -> Question | None:
    if asks in FIGURES:
        return _most_of_all(asks, subjects)
    if asks == Ask.COUNT:
        return _counting(match, subjects)
    words = subjects.words(match, "film")
    movie = subjects.asked_of(match)
    if movie is not None and (asks != Ask.HERE or words):
        return Question(asks, movie)
    strange = _is_name(words)
    return Question(asks, unknown=words) if strange else None


def _most_of_all(asks: Ask, subjects: Subjects) -> Question | None:
    """Which has most of something: of all films where that is said, else of several that are shown."""
    everywhere = pattern_of("parts", "everywhere").search(subjects.prompt.folded) is not None
    return (
        Question(asks, everywhere=everywhere) if everywhere or len(subjects.conversation.films) > 1 else None
    )


def _counting(match: re.Match[str], subjects: Subjects) -> Question | None:
    words = subjects.words(match, "who")
    if not words:
        return Question(Ask.COUNT)
    if person := subjects.person(words):
        return Question(Ask.COUNT, person=person)
    named = take_genres(Prompt(words)) or take_genres(Prompt(f"pelis de {words}"))
    return Question(Ask.COUNT, genre=named[0]) if len(named) == 1 else None


def _is_name(words: str) -> bool:
    """Whether words look like the title of a film that is not here."""
    if not words or words[0].islower() or people.everybody().called(words, slips=False):
        return False
    return not all(map(is_listed, Prompt(words).words)) or words.istitle() or " " in words


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The name of each question and a pattern of a whole turn that asks it."""
    known = question_words()
    most = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in known["most"].items())
    found = []
    for name, lines in known.items():
        for line in lines if isinstance(lines, list) else ():
            line = line.replace("{most}", f"(?:{most})").replace("{film}", "(?P<film>.+?)")
            line = line.replace("{who}", "(?P<who>.+?)").replace("{kind}", known["parts"]["kind"][0])
            lead, tail = _file_part("lead"), _file_part("tail")
            found.append((name, re.compile(f"{lead if name != 'again' else ''}{line}{tail}")))
    return tuple(found)


@cache
def _part(name: str) -> re.Pattern[str]:
    return re.compile(_file_part(name))


def _file_part(name: str) -> str:
    return question_words()["parts"][name][0]
