"""The one text of help for somebody in distress: pages render it, the chat says it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .detection import Distress


class Help(NamedTuple):
    """A heading without its last sign, and the paragraphs below it, in the language of whoever looks."""

    heading: str | Promise
    lines: Sequence[str | Promise]


HELP = {
    Distress.GRIEF: Help(
        _("I am sorry for your loss"),
        (
            _(
                "Losing someone you love hurts, and there is no right way to feel about it. If you can, talk "
                "to somebody who is close to you, or to someone who knows how to listen."
            ),
        ),
    ),
    Distress.DANGER: Help(
        _("That sounds very hard"),
        (
            _(
                "You do not have to carry this alone. Please talk to somebody now: a friend, your family, a "
                "doctor, or a helpline where you live."
            ),
            _(
                "If you are in danger, or might hurt yourself, call your local emergency number, or ask "
                "somebody near you to do it."
            ),
        ),
    ),
}


def help_for(distress: Distress) -> Help:
    """Gives what a page shows to somebody in distress."""
    return HELP[distress]


def help_text(distress: Distress) -> str:
    """Gives the same as Markdown, for a chat."""
    heading, lines = HELP[distress]
    return "\n\n".join([f"**{heading}.**", *map(str, lines)])
