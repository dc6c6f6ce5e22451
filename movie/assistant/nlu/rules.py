"""Understands a turn without a chat model: by rules, in English and Spanish."""

import re
from dataclasses import replace
from typing import Any

from ...models import Movie
from ...search.query import SearchQuery
from ...search.query_parser.audience import take_audience
from ...search.query_parser.context import Mention
from ...search.query_parser.fillers import trimmed
from ...search.query_parser.films import Titles, movie_of, take_films, take_titles_alone
from ...search.query_parser.genres import genre_here, take_genres
from ...search.query_parser.negation import Refused, take_refused
from ...search.query_parser.people import take_people
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.ranges import Ranges, take_ranges
from ...search.query_parser.whole_name import people_meant
from ...text import WORD
from ..transcript import Conversation
from .clauses import MANNERS, Clause, clauses_of
from .course import Turns, take_turns
from .references import ShownMovies, take_pointed, take_sides, take_similar, take_tastes, take_theirs
from .slots import Slots, Talk, Unmet
from .smalltalk import Tongues, take_greeting, take_tongues
from .utterance import Utterance, talk_phrases

COMPARED = {"older": "year_to", "newer": "year_from", "shorter": "runtime_to", "longer": "runtime_from"}
EITHER = re.compile(r"\s+(?:or|o|u)\s+", re.IGNORECASE)
SEVERAL = re.compile(
    r"\b(?:films|movies|peliculas|pelis) (?:by|from|of|with|del?|con)\b"
)  # not one by its title
LIMITS = ("year_from", "year_to", "runtime_from", "runtime_to")
SHORT = 12  # words that may lean on what was said before


def by_rules(said: str, conversation: Conversation) -> Slots:
    """What a turn says, in whichever of the two languages; takes a few milliseconds, asks no model."""
    turn, context = Utterance(said), ShownMovies(conversation)
    turn.heard("interjection")
    clauses = clauses_of(turn)
    acts = frozenset(clause.kind for clause in clauses)
    if acts and acts <= MANNERS and not set(WORD.findall(_without(turn, clauses))):
        return Slots(talk=Talk(clauses[-1].kind))
    turns = take_turns(turn, acts)
    sides = take_sides(turn) if not turn.is_long else ()
    films = _films(turn, context, acts)
    film = _compared(films, turns, conversation, context)
    ranges = take_ranges(turn, _still(turn, film, films, conversation))
    course = _course(turn, turns, ranges, acts)
    refused = take_refused(turn, context)
    theirs = take_theirs(turn, context) if not turn.is_long else []
    cast = take_people(turn, context, _first(films.like) or films.compared or context.focus())
    for_family = take_audience(turn) or not turn.is_long and turn.heard("viewer") is not None
    genres = _genres(turn)
    manners = take_greeting(turn) or next(iter(acts & MANNERS), "")
    turn.heard("companion")
    for clause in clauses:
        turn.take(clause.start, clause.end)
    request = _request(turn)
    alone, either = _somebody(request, context) if not (films.like or cast.people) else ((), ())
    says = Slots(
        request="" if alone or either else request,
        people=(*films.by, *theirs, *cast.people, *alone),
        either=either,
        without_people=(*films.not_by, *refused.people, *cast.without),
        genres=genres,
        sides=sides,
        without_genres=tuple(dict.fromkeys(refused.genres)),
        for_family=for_family,
        unwanted=tuple(dict.fromkeys(refused.words)),
        **_named(films, refused),
        **{name: getattr(ranges, name) for name in LIMITS},
        **course,
    )
    return _with_manners(turn, says, films, ranges, manners, "show" in acts)


def _without(turn: Utterance, clauses: list[Clause]) -> str:
    """What is left of a turn without some of its clauses."""
    left = Prompt(turn.text)
    for clause in clauses:
        left.take(clause.start, clause.end)
    return left.left


def _compared(films: Titles, turns: Turns, conversation: Conversation, context: ShownMovies) -> Movie | None:
    """The film with which an older or a shorter one is compared."""
    wish = None if turns.afresh else conversation.wish
    return films.compared or _first(films.like) or (_liked(wish) if wish else None) or context.focus()


def _course(turn: Utterance, turns: Turns, ranges: Ranges, acts: frozenset[str]) -> dict[str, Any]:
    """What a turn says of how the talk goes on: by other films, any films, or another wish."""
    others = not turn.is_long and turn.heard("others") is not None
    tongues = take_tongues(turn)
    anything = not turn.is_long and turn.heard("afresh") is not None
    others = others or "others" in acts and not anything
    turn.heard("whatever")
    return {
        "anything": anything,
        "others": others or anything or turns.lighter,
        "afresh": turns.afresh,
        "drops": turns.drops,
        "lighter": turns.lighter,
        "obscure": turns.obscure,
        "language": tongues.spoken,
        "unmet": _unmet(ranges, turns, tongues),
    }


def _named(films: Titles, refused: Refused) -> dict[str, Any]:
    """The films that a turn names, by what it says of them."""
    return {
        "like": tuple(films.like),
        "unlike": (*films.unlike, *refused.films),
        "sought": tuple(films.sought),
        "seen": tuple(films.seen),
    }


def _films(turn: Utterance, context: ShownMovies, acts: frozenset[str]) -> Titles:
    films = take_pointed(turn, context) if not turn.is_long else Titles()
    if not turn.is_long:
        take_tastes(turn, films)
    take_films(turn, context, films)
    if not turn.is_long:
        take_similar(turn, films, context, "similar" in acts)
    if not SEVERAL.search(turn.folded):
        take_titles_alone(turn, context, films)
    return films


def _with_manners(
    turn: Utterance, says: Slots, films: Titles, ranges: Ranges, manners: str, shows: bool
) -> Slots:
    """The same with what can only be said of all of it: whether it continues, or asks for nothing."""
    if says == Slots():
        any_film = bool(talk_phrases("anything").search(turn.whole))
        if manners and not any_film:
            return Slots(talk=Talk(manners))
        return Slots(anything=any_film, continues=ranges.compares or shows)
    return replace(says, continues=_continues(turn, says, films, ranges))


def _continues(turn: Utterance, says: Slots, films: Titles, ranges: Ranges) -> bool:
    if turn.is_long or says.anything or says.afresh:
        return False
    if says.drops or says.lighter or says.obscure:
        return True
    own = bool(
        says.request or says.like or says.sought or says.genres or says.people or says.either or says.sides
    )
    if not own or films.refers or ranges.compares and not says.request and not says.like:
        return True
    if says.like or says.sought or films.by:
        return turn.begins("continues") and turn.whole.startswith(
            ("but", "and", "also", "y ", "pero", "tambien")
        )
    if len(turn.words) <= SHORT and turn.begins("continues"):
        return True
    if says.others and not says.request:
        return True
    compares = bool(talk_phrases("comparative").search(turn.whole)) and len(turn.words) <= SHORT // 2
    return compares or not says.request and not turn.begins("surely_new")


def _genres(turn: Utterance) -> tuple[str, ...]:
    """The genres that are named, and the one that makes people laugh."""
    if turn.is_long:
        return ()
    laughs = genre_here("comedy") if turn.heard("comedy") else None
    return tuple(dict.fromkeys(filter(None, (*take_genres(turn), laughs))))


def _somebody(request: str, context: ShownMovies) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Who is meant by what is left of a turn, where that is a name and nothing else, or one or the other."""
    names = EITHER.split(request)
    meant = [people_meant(name, context.people) for name in names]
    if not request or not all(meant):
        return (), ()
    found = tuple(Mention(name, query.everybody[0]) for name, query in zip(names, meant, strict=True))
    return (found, ()) if len(found) == 1 else ((), found)


def _request(turn: Utterance) -> str:
    """What no rule has taken, without the words around it that say nothing."""
    parts = (trimmed(part) for part in re.split(r"\n+", turn.text))
    return trimmed(" ".join(part for part in parts if part))


def _unmet(ranges: Ranges, turns: Turns, tongues: Tongues) -> tuple[Unmet, ...]:
    said = {
        Unmet.LENGTH: ranges.unknown,
        Unmet.MONOCHROME: turns.monochrome,
        Unmet.FILM_LANGUAGE: tongues.of_film,
        Unmet.SPOKEN_LANGUAGE: tongues.other,
    }
    return tuple(unmet for unmet, is_so in said.items() if is_so)


def _first(titles: list[Mention]) -> Movie | None:
    return movie_of(titles[0]) if titles else None


def _liked(wish: SearchQuery) -> Movie | None:
    return Movie.objects.filter(pk=wish.liked[-1]).first() if wish.liked else None


def _still(turn: Utterance, film: Movie | None, films: Titles, conversation: Conversation) -> Movie | None:
    """The film to compare with: of the wish, but where that has been done already, the one shown first."""
    wish = conversation.wish
    if film is None or films.compared or films.like or wish is None:
        return film
    done = any(
        getattr(wish.filters, bound, None) is not None and any(turn.find(compared))
        for compared, bound in COMPARED.items()
    )
    return ShownMovies(conversation).shown() or film if done else film
