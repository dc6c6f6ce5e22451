"""Finds the films of a turn: the search's own, as far as the talk lets them stand."""

from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Movie, with_translations
from ..search.chips import chips
from ..search.fallback import Answer, answer
from ..search.query import SearchQuery
from ..search.query_parser.understood import readings, without_readings
from ..search.ranking import Match
from ..text.genres import genre_key
from .audience import is_fit
from .nlu.slots import ResolvedTurn
from .state_chips import LESS_KNOWN, sides_label
from .transcript import Conversation

SHOWN = 5
# What a turn can be after, and what of earlier turns is given up for it, in this order.
SUBJECT = frozenset(("people", "namesakes", "genres", "liked", "emotions"))
GIVEN_UP = ("years", "runtime", "rating", "origins", "people", "namesakes", "genres", "unwanted")
LOOKED_AT = 60  # films among which are sought those that are fit, or less known


@dataclass(frozen=True)
class Found:
    """The films of a turn, and what has to be said of them."""

    answer: Answer
    remarks: tuple[str, ...] = ()
    most_votes: int | None = None  # that the films may have
    wish: SearchQuery | None = None  # what they are found for, where that is less than was asked for

    @property
    def movies(self) -> list[int]:
        """The ids, in their order."""
        return [match.movie.pk for match in self.answer.matches]


def find(heard: ResolvedTurn, conversation: Conversation, visitor: str | None) -> Found:
    """The films that a turn asks for; those shown again where there are no others, which is then said."""
    wish = heard.wish or SearchQuery()
    wish = replace(wish, without=_joined(wish.without, heard.refused))
    most = _most_votes(heard, conversation)
    said = (
        (_("Something for each of you: %(sides)s.") % {"sides": sides_label(heard.sides)},)
        if heard.sides
        else ()
    )
    found = _for_all(wish, heard, most, visitor)
    if found.matches:
        return Found(found, said, most)
    if set(wish.without) <= set(heard.refused):
        return _relaxed(wish, heard, conversation, most, visitor) or Found(found, said, most)
    again = _for_all(replace(wish, without=heard.refused), heard, most, visitor)
    if again.matches:
        return Found(again, (*said, _("These are all that I have of that kind.")), most)
    return _relaxed(wish, heard, conversation, most, visitor) or Found(again, said, most)


def _relaxed(
    wish: SearchQuery, heard: ResolvedTurn, conversation: Conversation, most: int | None, visitor: str | None
) -> Found | None:
    """Films without some of what was wished for before this turn, where none has all of it."""
    before = conversation.wish
    if not (heard.continues and before):
        return None
    known = {reading.key for reading in readings(before)}
    newer = {one.kind for one in readings(wish) if one.key not in known}
    instead = bool(newer & SUBJECT or heard.own.text)  # a limit takes no subject's place
    kinds = GIVEN_UP if instead else ("people",)
    asked = {reading.key for reading in readings(heard.own)}
    older = [one for one in readings(wish) if one.key not in asked and one.key in known and one.kind in kinds]
    each = [[one for one in older if one.kind == kind] for kind in kinds]
    for gone in [*filter(None, each), *([older] if older else [])]:
        keys = {reading.key for reading in gone}
        left = without_readings(wish, keys)
        found = _for_all(left, heard, most, visitor) if left != wish else None
        if found and found.matches:
            labels = [chip.label for chip in chips(wish, get_language() or "en") if chip.key in keys]
            said = _("There is no such film here with all of that, so I left this aside: %(wishes)s.")
            return Found(found, (said % {"wishes": ", ".join(labels)},), most, left if instead else None)
    return None


def _for_all(wish: SearchQuery, heard: ResolvedTurn, most: int | None, visitor: str | None) -> Answer:
    """The films of a wish; where several people like different genres, those of each in turn."""
    wishes = [replace(wish, genres=_joined(wish.genres, side)) for side in heard.sides] or [wish]
    if len(wish.liked) > 1:  # what is near one alone is nothing for who likes the other
        wishes += [
            replace(one, liked=(liked,), without=_joined(one.without, wish.liked))
            for one in wishes
            for liked in wish.liked
        ]
    found = [_looked_up(one, heard.sought, most, visitor) for one in wishes]
    in_turn = chain.from_iterable(zip_longest(*(answer.matches for answer in found)))
    matches = {match.movie.pk: match for match in in_turn if match}
    shown = list(matches.values())[:SHOWN]
    with_translations(match.movie for match in shown)  # in whose language a reply tells of them
    return replace(found[0], matches=shown)


def _joined(some: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def _most_votes(heard: ResolvedTurn, conversation: Conversation) -> int | None:
    """How many votes a film may have: fewer than the middle one of those shown, where that is asked for."""
    before = conversation.last_wish
    if heard.obscure:
        known = Movie.objects.filter(pk__in=conversation.films, vote_count__isnull=False)
        votes = sorted(known.values_list("vote_count", flat=True))
        return votes[len(votes) // 2] if votes else _middling()
    kept = before and heard.continues and LESS_KNOWN not in heard.drops
    return before.most_votes if before and kept else None


def _middling() -> int | None:
    """What the film in the middle of the catalogue has; None where nobody has voted."""
    known = Movie.objects.filter(vote_count__isnull=False)
    votes = known.order_by("vote_count").values_list("vote_count", flat=True)
    return votes[len(votes) // 2] if votes else None


def _looked_up(wish: SearchQuery, sought: tuple[int, ...], most: int | None, visitor: str | None) -> Answer:
    """The films that were asked for by title, then those that the wish finds and that may be shown."""
    sifted = wish.for_family or most is not None or wish.tells_a_story
    found = answer(wish, k=LOOKED_AT if sifted else SHOWN, visitor=visitor)
    matches = [match for match in found.matches if most is None or (match.movie.vote_count or 0) < most]
    if wish.for_family:
        matches = _fit(matches)
    # What was named as a genre in a talk was meant as one, whatever was told besides.
    genres = set(map(genre_key, wish.genres))
    matches = [match for match in matches if genres <= set(map(genre_key, match.movie.genres))]
    movies = Movie.objects.in_bulk(sought)
    asked_for = [Match(movies[pk], None) for pk in sought if pk in movies]
    return replace(found, matches=[*asked_for, *matches][:SHOWN])


def _fit(matches: list[Match]) -> list[Match]:
    with_translations(match.movie for match in matches)
    return [match for match in matches if is_fit(match.movie)]
