"""Takes from a turn the clauses that name nothing: manners, asides, where the talk should go, films seen."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ...lookup import titles
from ...search.query_parser.audience import take_audience
from ...search.query_parser.feelings import emotions_alone
from ...search.query_parser.fillers import trimmed
from ...search.query_parser.prompt import TAKEN, Prompt
from ...text import WORD
from ..transcript import Conversation
from .acts import A_TITLE, WISH, acts_of, words_of
from .dropped import wished_for
from .film_meant import FilmMeant
from .named import by_part, genres_in, is_known, masked, people_in, titles_in
from .utterance import Utterance

PAUSE = re.compile(r"[\n.,;:!?¿¡]+|\s-+\s|(?<!anything)(?<!nothing)(?<!everything)\s(?:but|pero)\s")
# Why a film that was named is set aside: "that one makes me cry".
REASON = re.compile(
    r"\s*(?:que|porque|es que|because|since|cos|cause|it|it's|me|i|i'm|we|they|he|she)\b"
    r"(?! (?:sea|no sea|want|need))"
)
SURE = 0.75
LIKELY = 0.6  # enough where a film is named
POSSIBLE = 0.2  # enough where what was wished for is named
SURER = 0.9  # for a turn that says nothing else
DOUBTFUL = 0.3  # as a wish: what is left of a turn, once it has been read
LONGEST_END = 3  # words of a title at an end of a clause


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
GROWN_UPS = "grownups"  # who sees the film now, after one for children
LIGHTER, ANYTHING = "lighter", "anything"  # but for "algo animado", "something to cry"
SET_ASIDE = frozenset((SEEN, "disliked"))  # films that need not be shown
OF_FILMS = SET_ASIDE | {LIKED}
OF_THE_TALK = BESIDE | OF_FILMS | {DROP, GROWN_UPS}


def clauses_of(said: Utterance, conversation: Conversation) -> list[Clause]:
    """The clauses of a turn that want something beside a wish; asides are taken at once, as if never said.

    An aside that names a film, a person, a genre or a number is none.
    """
    spans = list(_clauses(said, conversation.films)) if not said.is_long else []
    spans = _with_what_is_said_of_films(said, spans, conversation)
    found = []
    for start, end in spans:
        clause = _heard(said, (start, end), conversation, alone=len(spans) == 1)
        if clause and clause.kind == ASIDE:
            said.take(start, end)
        elif clause:
            found.append(clause)
    return found


def _with_what_is_said_of_films(
    said: Utterance, spans: list[tuple[int, int]], conversation: Conversation
) -> list[tuple[int, int]]:
    """The clauses, those that name films as one with the next one where that tells what is with them:
    "Alien and Heat, watched them twice".
    """
    joined = spans[:1]
    for start, end in spans[1:]:
        films, before = said.text[slice(*joined[-1])], joined[-1][0]
        if (
            next(titles_in(Prompt(films), conversation.films), None)
            and acts_of(said.text[start:end])[0].kind in OF_FILMS | {OTHERS}
            and not next(titles_in(Prompt(said.text[start:end]), conversation.films), None)
            and not _tells_of_films(films, conversation)
            and _tells_of_films(said.text[before:end], conversation)
        ):
            joined[-1] = before, end
        else:
            joined.append((start, end))
    return joined


def _tells_of_films(text: str, conversation: Conversation) -> bool:
    kind, chance = acts_of(_without_titles(text, conversation))[0]
    return kind in OF_FILMS and chance > SURE


def _heard(said: Utterance, span: tuple[int, int], conversation: Conversation, alone: bool) -> Clause | None:
    """What a clause wants; None where that is for the rules to read."""
    text, sure = said.text[slice(*span)], SURER if alone else SURE
    acts = acts_of(_without_titles(text, conversation))
    kind, chance = acts[0]
    if next(act.chance for act in acts if act.kind == DROP) > POSSIBLE and (
        drops := wished_for(text, conversation.wish, certainly=kind == DROP)
    ):
        return Clause(DROP, *span, drops=drops)
    if kind == GROWN_UPS and chance > SURE and not alone:
        family = conversation.wish is not None and conversation.wish.for_family
        end = span[0] if _names(text) else span[1]  # "a thriller for the mums" is still a wish
        return Clause(DROP, span[0], end, drops=("for_family",)) if family else None
    others = sum(act.chance for act in acts if act.kind in (SEEN, OTHERS))
    if kind in (SEEN, OTHERS) and others > sure and not _films(text, conversation, by_parts=others > SURE):
        return Clause(OTHERS, *span)  # "esas las vi con él"
    if kind in SET_ASIDE:
        chance = sum(act.chance for act in acts if act.kind in SET_ASIDE)
    if kind in OF_FILMS and chance > LIKELY:
        films = _films(text, conversation, by_parts=chance > SURE)
        if films or chance > SURE:
            return Clause(kind, *span, films) if films else Clause(ASIDE if kind == LIKED else OTHERS, *span)
    if kind not in OF_FILMS and (hidden := _by_its_ends(text, conversation)):
        return Clause(SEEN, *span, (hidden,))
    felt = kind == ASIDE and not alone  # beside a wish "just got dumped" is an aside, by itself a mood
    named = (
        kind in (ASIDE, ANYTHING)
        and (_names(text, felt=felt) or _is_for_children(text))
        or kind == LIGHTER
        and genres_in(Prompt(text))
    )
    strange = kind in MANNERS and not words_of(MANNERS).intersection(Prompt(text).words)
    return None if named or strange or chance <= sure or kind not in BESIDE else Clause(kind, *span)


def take_beside(said: Utterance, clauses: Iterable[Clause], understood: bool) -> None:
    """Takes clauses from a turn that has been read, and what is left that tells of no film: "dad says".

    Beside what was `understood`, a clause of which nothing was is more likely an aside than by itself.
    """
    for clause in clauses:
        said.take(clause.start, clause.end)
    for start, end in list(_clauses(said, ())) if TAKEN in said.text and not said.is_long else ():
        left = trimmed(said.text[start:end])
        acts = acts_of(left)
        wished = next(act.chance for act in acts if act.kind == WISH)
        whole = not (
            said.text[:start].rstrip(" ").endswith(TAKEN) or said.text[end:].lstrip(" ").startswith(TAKEN)
        )
        surely = understood and whole
        if any(clause.films for clause in clauses) and REASON.match(said.folded, start):
            said.take(start, end)
            continue
        idle = acts[0].kind in MANNERS | {ASIDE} and (surely or wished < DOUBTFUL)
        if idle and not _names(left, felt=surely, counted=surely):
            said.take(start, end)


def _clauses(said: Utterance, shown: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end; what stands within a title parts none."""
    start, spans = 0, list(titles_in(said, shown))
    for pause in [*PAUSE.finditer(said.folded), None]:
        if pause and any(title.start <= pause.start() < title.end for title in spans):
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


def _by_its_ends(clause: str, conversation: Conversation) -> int | None:
    """The film that was seen or is refused, where its title is made of the commonest words: "seen get out",
    "up no": the words at an end of the clause are one, and with them as a title nothing else is said.
    """
    words = list(WORD.finditer(clause))
    for length in range(min(LONGEST_END, len(words) - 1), 0, -1):
        for run in (words[:length], words[-length:]):
            start, end = run[0].start(), run[-1].end()
            found = titles.book().exactly(clause[start:end])
            told = found and acts_of(f"{clause[:start]}{A_TITLE}{clause[end:]}")[0]
            spoken = found and (length > 1 or found[0].id in conversation.films)
            if told and spoken and told.kind == SEEN and told.chance > SURE:
                return found[0].id
    return None


def _names(clause: str, felt: bool = False, counted: bool = False) -> bool:
    """Whether a clause names something that rules read; that it is `felt` or `counted` may say nothing."""
    prompt = Prompt(clause)
    if genres_in(prompt) or next(titles_in(prompt, ()), None) or next(people_in(prompt), None):
        return True
    figure = not counted and any(map(str.isdigit, clause))
    return figure or not felt and bool(emotions_alone(clause)[0])


def _is_for_children(clause: str) -> bool:
    """Whether a clause says that children see the film, or parents."""
    said = Utterance(clause)
    return take_audience(said) or said.heard("viewer") is not None
