"""Takes from a turn the clauses that name nothing: manners, asides, where the talk should go, films seen."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ...search.query_parser.feelings import emotions_alone
from ...search.query_parser.fillers import trimmed
from ...search.query_parser.prompt import TAKEN, Prompt
from ...text import WORD
from ..transcript import Conversation
from .acts import A_TITLE, WISH, acts_of
from .dropped import wished_for
from .film_meant import FilmMeant
from .named import by_part, genres_in, is_known, masked, people_in, titles_in
from .utterance import Utterance

PAUSE = re.compile(r"[\n.,;:!?¿¡]+|\s-+\s|(?<!anything)(?<!nothing)(?<!everything)\s(?:but|pero)\s")
SURE = 0.75
LIKELY = 0.6  # enough where a film is named
POSSIBLE = 0.2  # enough where what was wished for is named
SURER = 0.9  # for a turn that says nothing else
DOUBTFUL = 0.3  # as a wish: what is left of a turn, once it has been read


class Clause(NamedTuple):
    """What a part of a turn wants, by the kinds in acts.txt, where it stands, and what it means.

    That is the films that were seen, or the keys of what is dropped.
    """

    kind: str
    start: int
    end: int
    films: tuple[int, ...] = ()
    drops: tuple[str, ...] = ()


MANNERS = frozenset(("greeting", "thanks", "farewell", "who"))
COURSE = frozenset(("others", "over", "lighter", "obscure", "similar", "anything", "show"))
ASIDE = "aside"
BESIDE = MANNERS | COURSE | {ASIDE}
SEEN, LIKED, DROP, OTHERS = "seen", "liked", "drop", "others"
LIGHTER, ANYTHING = "lighter", "anything"  # but for "algo animado", "something to cry"
OF_FILMS = frozenset((SEEN, LIKED, "disliked"))
OF_THE_TALK = BESIDE | OF_FILMS | {DROP}


def clauses_of(said: Utterance, conversation: Conversation) -> list[Clause]:
    """The clauses of a turn that want something beside a wish; asides are taken at once, as if never said.

    An aside that names a film, a person, a genre or a number is none.
    """
    spans = list(_clauses(said, conversation.films)) if not said.is_long else []
    found = []
    for start, end in spans:
        clause = _heard(said, (start, end), conversation, SURER if len(spans) == 1 else SURE)
        if clause and clause.kind == ASIDE:
            said.take(start, end) if len(spans) > 1 else None
        elif clause:
            found.append(clause)
    return found


def _heard(said: Utterance, span: tuple[int, int], conversation: Conversation, sure: float) -> Clause | None:
    """What a clause wants; None where that is for the rules to read."""
    text = said.text[slice(*span)]
    acts = acts_of(_without_titles(text, conversation))
    kind, chance = acts[0]
    if next(act.chance for act in acts if act.kind == DROP) > POSSIBLE and (
        drops := wished_for(text, conversation.wish)
    ):
        return Clause(DROP, *span, drops=drops)
    if kind in OF_FILMS and chance > LIKELY:
        films = _films(text, conversation, by_parts=chance > SURE)
        if films or chance > SURE:
            return Clause(kind, *span, films) if films else Clause(ASIDE if kind == LIKED else OTHERS, *span)
    named = kind in (ASIDE, ANYTHING) and _names(text) or kind == LIGHTER and genres_in(Prompt(text))
    return None if named or chance <= sure or kind not in BESIDE else Clause(kind, *span)


def take_beside(said: Utterance, clauses: Iterable[Clause]) -> None:
    """Takes clauses from a turn that has been read, and what is left that tells of no film: "dad says"."""
    for clause in clauses:
        said.take(clause.start, clause.end)
    for start, end in list(_clauses(said, ())) if TAKEN in said.text and not said.is_long else ():
        left = trimmed(said.text[start:end])
        acts = acts_of(left)
        wished = next(act.chance for act in acts if act.kind == WISH)
        if acts[0].kind in MANNERS | {ASIDE} and wished < DOUBTFUL and not _names(left):
            said.take(start, end)


def _clauses(said: Utterance, shown: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end; what stands within a title parts none."""
    start, titles = 0, list(titles_in(said, shown))
    for pause in [*PAUSE.finditer(said.folded), None]:
        if pause and any(title.start <= pause.start() < title.end for title in titles):
            continue
        end = pause.start() if pause else len(said.folded)
        if WORD.search(said.folded, start, end):
            yield start, end
        start = pause.end() if pause else end


def _without_titles(clause: str, conversation: Conversation) -> str:
    """A clause with one title for every title, and for every word of no language that is a part of one."""
    text = masked(Prompt(clause), conversation.films)
    for run in FilmMeant(Prompt(text), conversation, None).runs:
        if not is_known(run) and by_part(run):
            text = text.replace(run, A_TITLE)
    return text


def _films(clause: str, conversation: Conversation, by_parts: bool) -> tuple[int, ...]:
    """The films that a clause names by their titles, or also by a part of one."""
    film = FilmMeant(Prompt(clause), conversation, None)
    parts = (by_part(run) for run in film.runs) if by_parts else ()
    return tuple(dict.fromkeys((*film.named, *filter(None, parts))))


def _names(clause: str) -> bool:
    """Whether a clause names something that rules read."""
    prompt = Prompt(clause)
    named = next(titles_in(prompt, ()), None) or next(people_in(prompt), None)
    return bool(genres_in(prompt) or named or any(map(str.isdigit, clause)) or emotions_alone(clause)[0])
