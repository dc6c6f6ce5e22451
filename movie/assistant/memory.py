"""What the bot keeps in mind of a talk, thing by thing, so that each can be taken back."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..search.chips import chips
from .conversation import Conversation

TEXT, LESS_KNOWN = "text", "most_votes"  # keys beside those of readings
LONGEST = 60  # characters of a text


class Kept(NamedTuple):
    """One thing; `key` takes it back."""

    key: str
    label: str


def memory(conversation: Conversation) -> list[Kept]:
    """What was wished for and still holds, as the page's language says it; empty where nothing is."""
    turn = conversation.last_wish
    if turn is None or turn.wish is None:
        return []
    text = turn.wish.text
    told = [Kept(TEXT, f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”")] if text else []
    named = [Kept(chip.key, chip.label) for chip in chips(turn.wish, get_language() or "en")]
    return [*told, *named, *([Kept(LESS_KNOWN, _("Less known"))] if turn.most_votes is not None else [])]
