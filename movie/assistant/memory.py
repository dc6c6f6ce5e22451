"""What the bot keeps in mind of a talk, thing by thing, so that each can be taken back."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..search.chips import chips
from ..text.genres import genre_in
from .transcript import Conversation

TEXT, LESS_KNOWN, SIDES = "text", "most_votes", "sides"  # keys beside those of readings
LONGEST = 60  # characters of a text


class Kept(NamedTuple):
    """One thing; `key` takes it back."""

    key: str
    label: str


def sides_label(sides: Iterable[Iterable[str]]) -> str:
    """What each of several people likes, in the page's language: "War / Comedy + Romance"."""
    language = get_language() or "en"
    return " / ".join(" + ".join(genre_in(language, genre) for genre in side) for side in sides)


def memory(conversation: Conversation) -> list[Kept]:
    """What was wished for and still holds, as the page's language says it; empty where nothing is."""
    turn = conversation.last_wish
    if turn is None or turn.wish is None:
        return []
    text = turn.wish.text
    told = [Kept(TEXT, f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”")] if text else []
    named = [Kept(chip.key, chip.label) for chip in chips(turn.wish, get_language() or "en")]
    sides = [Kept(SIDES, sides_label(turn.sides))] if turn.sides else []
    return [
        *told,
        *named,
        *sides,
        *([Kept(LESS_KNOWN, _("Less known"))] if turn.most_votes is not None else []),
    ]
