"""Shows the state of a talk as chips: what was wished for and still holds, each to be taken back."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..search.chips import chips
from ..text.genres import genre_in
from .transcript import Conversation

TEXT, LESS_KNOWN, SIDES = "text", "most_votes", "sides"  # keys beside those of readings
LONGEST = 60  # characters of a text


class StateChip(NamedTuple):
    """One thing; `key` takes it back."""

    key: str
    label: str


def sides_label(sides: Iterable[Iterable[str]]) -> str:
    """What each of several people likes, in the page's language: "War / Comedy + Romance"."""
    language = get_language() or "en"
    return " / ".join(" + ".join(genre_in(language, genre) for genre in side) for side in sides)


def state_chips(conversation: Conversation) -> list[StateChip]:
    """What was wished for and still holds, as the page's language says it; empty where nothing is."""
    turn = conversation.last_wish
    if turn is None or turn.wish is None:
        return []
    text = turn.wish.text
    told = [StateChip(TEXT, f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”")] if text else []
    named = [StateChip(chip.key, chip.label) for chip in chips(turn.wish, get_language() or "en")]
    sides = [StateChip(SIDES, sides_label(turn.sides))] if turn.sides else []
    return [
        *told,
        *named,
        *sides,
        *([StateChip(LESS_KNOWN, _("Less known"))] if turn.most_votes is not None else []),
    ]
