"""Reads the questions that a turn asks of films that are here: who directs, how long, what is it about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...lookup import people, titles
from ...search.query_parser.genres import take_genres
from ...search.query_parser.prompt import Prompt
from ...text import fold, fold_in_place
from ...text.language import is_listed
from ..transcript import Conversation
from .described import described
from .free_order import SAYS_NOTHING, Loose, loosely, pattern_of, says_nothing
from .question_kinds import FIGURES, Ask, outstanding, question_words
from .references import ShownMovies, place_of
from .utterance import talk_phrases

EDGES = " \n.,;:!?¿¡\"'"
POINTING = re.compile(
    r"(?:it|this|that|she|he|el|ella|la|lo|es[ae]|est[ae]|the same|la misma)"
    r"(?: (?:one|film|movie|pelicula|peli))?"
)
PAUSE = re.compile(r"[,;:?!]+ ¿?|\?")


EITHER = re.compile(r"(?:,|\b(?:or|and|vs|versus|o|u|y|e)\b)+", re.IGNORECASE)
NAMING = frozenset((Ask.DIRECTOR, Ask.CAST, Ask.LENGTH, Ask.DATE, Ask.HERE))
ANSWERED_AGAIN = frozenset(Ask) - set(FIGURES) - {Ask.COUNT, Ask.OTHER}  # "and the second one?"


@dataclass(frozen=True)
class Question:
    """What is asked, and of which film or person; `unknown` names what is not here."""

    asks: Ask
    movie: int | None = None
    person: int | None = None
    genre: str = ""
    wished: bool = False  # whether it is asked of the films that the talk has come to
    among: tuple[int, ...] = ()  # of these films, not of those shown
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
    read = (_question(asks, words, context) for asks, words in _readings(prompt, conversation.asked))
    found = [question for question in read if question]
    known = next((question for question in found if not question.unknown), None)
    return known or _loose(loosely(prompt), context, bool(found)) or next(iter(found), None)


def _loose(read: Loose | None, subjects: "Subjects", named: bool) -> Question | None:
    """The question that is asked in words of any order, of a film that can be told; `named` where
    other words may be the title of one that is not here.
    """
    shown = subjects.conversation.films
    if read is None or not (shown or read.film or read.most):
        return None
    if read.most and read.film:
        return _compared(read, subjects)
    if read.most and read.asks is None:
        return _most_of_all(read.most, subjects)
    if read.most:
        movie = outstanding(read.most, shown)
        return Question(read.asks, movie.pk) if movie else None
    if read.asks:
        movie = subjects.movie(read.film)
        if movie is None and not named and subjects.conversation.films and says_nothing(read.film):
            movie = subjects.movie("")
        return Question(read.asks, movie) if movie else None
    return _not_stored(read, subjects)


def _compared(read: Loose, subjects: "Subjects") -> Question | None:
    """Which of some films has most of something: "the first or the third", "Alien or Jaws"."""
    named = [subjects.movie(words.strip(EDGES)) for words in EITHER.split(read.film)]
    among = tuple(movie for movie in named if movie)
    return Question(read.most, among=among) if len(among) == len(named) > 1 else None


def _not_stored(read: Loose, subjects: "Subjects") -> Question | None:
    """A question of what no catalogue stores, where one film is spoken of: "how many Oscars did it win?"."""
    focus = subjects.conversation.focus
    if read.placed and subjects.prompt.folded.endswith("?"):
        movie = subjects.movie(read.film)
    else:
        speaks_of_it = (read.points or focus is not None) and _open(subjects.prompt)
        movie = subjects.movie("") if speaks_of_it else None
    return Question(Ask.OTHER, movie) if movie else None


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
        words = Prompt(words).text.rstrip(EDGES)
        folded = _part("articles").sub("", fold_in_place(words), count=1).strip(EDGES)
        if not folded or POINTING.fullmatch(folded):
            movie = self.shown.focus()
            return movie.pk if movie else None
        if ordinal := talk_phrases("ordinal").fullmatch(folded):
            movie = self.shown.shown(place_of(ordinal))
            return movie.pk if movie else None
        if told := _part("one").match(folded):
            rest = words[len(words) - len(folded) + told.end() :]  # with its accents
            return described(rest, self.conversation.films, self.visitor)
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
    strange = _is_name(words) or _names_a_film(asks, match[0], words)
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
        wished = _part("kind").search(match[0]) is None and subjects.conversation.wish is not None
        return Question(Ask.COUNT, wished=wished)
    if person := subjects.person(words):
        return Question(Ask.COUNT, person=person)
    named = take_genres(Prompt(words)) or take_genres(Prompt(f"pelis de {words}"))
    return Question(Ask.COUNT, genre=named[0]) if len(named) == 1 else None


def _names_a_film(asks: Ask, said: str, words: str) -> bool:
    """Whether words are surely meant as a title, since nothing else stands there: "who directed X?"."""
    if not words or asks not in NAMING or not pattern_of("parts", "naming").search(said):
        return False
    if set(Prompt(words).words) <= SAYS_NOTHING or pattern_of("parts", "wishes").search(fold(words)):
        return False
    return not (take_genres(Prompt(words)) or people.everybody().called(words, slips=False))


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
