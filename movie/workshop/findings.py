"""What is said of a student's project: what was looked at, how far it is, and the next step."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """How far a thing is."""

    DONE = "done"
    MISSING = "missing"
    WRONG = "wrong"

    @property
    def label(self) -> Promise:
        """The state in the visitor's language."""
        return LABELS[self]


LABELS = {State.DONE: _("done"), State.MISSING: _("missing"), State.WRONG: _("wrong")}


@dataclass(frozen=True)
class Finding:
    """One line of the report; `step` is what to do next, empty where it is done."""

    topic: str
    state: State
    said: str
    step: str = ""


def done(topic: str, said: str) -> Finding:
    """A finding with nothing left to do."""
    return Finding(topic, State.DONE, said)


def missing(topic: str, said: str, step: str) -> Finding:
    """A finding of something that is not there yet."""
    return Finding(topic, State.MISSING, said, step)


def wrong(topic: str, said: str, step: str) -> Finding:
    """A finding of something that is there and not as it should be."""
    return Finding(topic, State.WRONG, said, step)
