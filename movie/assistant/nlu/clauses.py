"""Takes from a turn the clauses that name nothing: manners, asides, and where the talk should go."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...search.query_parser.genres import begins_with_genre
from ...search.query_parser.prompt import Prompt
from ...text import WORD
from .acts import act_of
from .named import people_in, titles_in
from .utterance import Utterance

PAUSE = re.compile(r"[\n.,;:!?¿¡]+|\s-+\s|\s(?:but|pero)\s")
SURE = 0.8
SURER = 0.95  # for a turn that says nothing else


class Clause(NamedTuple):
    """What a part of a turn wants, by the kinds in acts.txt, and where it stands."""

    kind: str
    start: int
    end: int


MANNERS = frozenset(("greeting", "thanks", "farewell", "who"))
COURSE = frozenset(("others", "over", "lighter", "obscure", "similar", "anything", "show"))
ASIDE = "aside"


def clauses_of(said: Utterance) -> list[Clause]:
    """The clauses of a turn that want something beside a wish; asides are taken at once, as if never said.

    An aside that names a film, a person, a genre or a number is none.
    """
    spans = list(_clauses(said)) if not said.is_long else []
    found = []
    for start, end in spans:
        kind, chance = act_of(said.text[start:end])
        if chance > (SURER if len(spans) == 1 else SURE) and kind in MANNERS | COURSE | {ASIDE}:
            if kind != ASIDE:
                found.append(Clause(kind, start, end))
            elif len(spans) > 1 and not _names(said.text[start:end]):
                said.take(start, end)
    return found


def _clauses(said: Utterance) -> Iterator[tuple[int, int]]:
    start = 0
    for pause in [*PAUSE.finditer(said.folded), None]:
        end = pause.start() if pause else len(said.folded)
        if WORD.search(said.folded, start, end):
            yield start, end
        start = pause.end() if pause else end


def _names(clause: str) -> bool:
    """Whether a clause names something that rules read."""
    prompt = Prompt(clause)
    genres = any(
        begins_with_genre(f" {prompt.folded[word.start() :]}") for word in WORD.finditer(prompt.folded)
    )
    named = next(titles_in(prompt, ()), None) or next(people_in(prompt), None)
    return bool(genres or named or any(map(str.isdigit, clause)))
