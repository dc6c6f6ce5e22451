"""Reads the questions that a turn asks of films that are here: who directs, how long, what is it about."""

from dataclasses import dataclass

from ...search.query_parser.context import Context
from ...search.query_parser.genres import take_genres
from ...search.query_parser.origins import take_origins
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.ranges import take_ranges
from ..transcript import Conversation
from .acts import AGAIN, WISH, act_of, acts_of
from .clauses import OF_THE_TALK, SURE
from .film_meant import FilmMeant
from .named import genres_in, is_known, masked, people_in, titles_in
from .question_kinds import FIGURES, Ask, phrase
from .references import ShownMovies
from .utterance import talk_phrases

NEARLY_SURE = 0.4  # how probable a question has to be; "do you have X?" is as near to a wish
# "And the second one?" asks the same again.
ANSWERED_AGAIN = frozenset(Ask) - set(FIGURES) - {Ask.COUNT, Ask.OTHER}
# What is asked of a film by its title alone, also of one that is not here.
NAMING = frozenset((Ask.DIRECTOR, Ask.CAST, Ask.LENGTH, Ask.DATE, Ask.HERE))


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
    asks = _asked(prompt, conversation) if prompt.words and not prompt.is_long else None
    if asks is None:
        return None
    if asks == Ask.COUNT:
        return _counting(prompt, conversation)
    if asks == Ask.STUDIO:  # no example has these words
        prompt.take(*phrase("stored").search(prompt.folded).span())
    film = FilmMeant(prompt, conversation, visitor, asks)
    if asks in FIGURES:
        return _most_of_all(asks, prompt, film, conversation)
    if asks == Ask.OTHER:
        movie = film.movie or film.pointed
        return Question(asks, movie) if movie else None
    if film.movie is not None and (asks != Ask.HERE or film.says_which):
        return Question(asks, film.movie)
    strange = film.unknown and (asks in NAMING or film.is_name()) and not _is_no_title(film.unknown, said)
    return Question(asks, unknown=film.unknown) if strange else None


def _is_no_title(unknown: str, said: str) -> bool:
    """Whether what may be a title that is not here names a genre, a country or a studio, says something of
    the talk, or goes with a length: "dos horas máximo".
    """
    ranges = take_ranges(Prompt(said), None)
    kind, chance = act_of(unknown)
    beside = kind in OF_THE_TALK and chance > SURE and is_known(unknown)
    studio = any(take_origins(Prompt(unknown), Context()))
    return bool(beside or studio or take_genres(Prompt(unknown)) or ranges.runtime_from or ranges.runtime_to)


def _asked(prompt: Prompt, conversation: Conversation) -> Ask | None:
    """What is asked; None where nothing is."""
    acts = acts_of(masked(prompt, conversation.films))
    here = (act for act in acts if act.kind == Ask.HERE and act.chance >= NEARLY_SURE)
    kind, chance = next(here, acts[0]) if acts[0].kind == WISH else acts[0]
    if kind == AGAIN:
        if next(people_in(prompt), None) and not next(titles_in(prompt, conversation.films), None):
            return None  # "how about Scorsese"
        kind = conversation.asked if conversation.asked in ANSWERED_AGAIN else Ask.HERE
    stored = phrase("stored").search(prompt.folded)
    if stored and (stored.lastgroup == Ask.STUDIO or kind == Ask.OTHER and chance >= NEARLY_SURE):
        return Ask(stored.lastgroup)
    if kind == Ask.OTHER and "?" not in prompt.text and talk_phrases("surely_new").search(prompt.folded):
        return None  # "una historia de astronautas": what is not known is told to whoever asks for it alone
    return Ask(kind) if chance >= NEARLY_SURE and kind in set(Ask) else None


def _most_of_all(asks: Ask, prompt: Prompt, film: FilmMeant, conversation: Conversation) -> Question | None:
    """Which has most of something: of films that are named, of all where that is said, else shown."""
    if len(film.named) > 1:
        return Question(asks, among=tuple(film.named))
    everywhere = phrase("everywhere").search(prompt.folded) is not None
    return Question(asks, everywhere=everywhere) if everywhere or conversation.films else None


def _counting(prompt: Prompt, conversation: Conversation) -> Question:
    """How many films of somebody, of a genre, of the kind that was wished for, or in all."""
    if person := _person(prompt, conversation):
        return Question(Ask.COUNT, person=person)
    if genres := genres_in(prompt):
        return Question(Ask.COUNT, genre=genres[0])
    wished = phrase("kind").search(prompt.folded) is None and conversation.wish is not None
    return Question(Ask.COUNT, wished=wished)


def _person(prompt: Prompt, conversation: Conversation) -> int | None:
    """Who is named in a turn, or spoken of."""
    if named := next(people_in(prompt), None):
        return named.id
    mentioned = ShownMovies(conversation).spoken_of() if talk_phrases("he").search(prompt.folded) else None
    return mentioned.id if mentioned else None
