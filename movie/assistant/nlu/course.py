"""Reads where a turn wants the talk to go: back to the start, to something lighter, to lesser known films."""

from dataclasses import dataclass

from .utterance import Utterance


@dataclass(frozen=True)
class Turns:
    """What a turn says of the talk itself."""

    afresh: bool = False  # what was wished for before is forgotten
    drops: tuple[str, ...] = ()  # kinds of things that are wished for no more: "runtime", "years" …
    lighter: bool = False
    obscure: bool = False
    monochrome: bool = False


def take_turns(said: Utterance, acts: frozenset[str] = frozenset()) -> Turns:
    """Where the talk should go; `acts` is what its clauses say.

    A turn that tells a story says nothing of that.
    """
    if said.is_long:
        return Turns()
    said.heard("instead")
    dropped = said.heard("drop")
    return Turns(
        afresh=said.heard("over") is not None or "over" in acts,
        drops=tuple(kind for kind, words in dropped.groupdict().items() if words) if dropped else (),
        lighter=said.heard("lighter") is not None or "lighter" in acts,
        obscure=said.heard("obscure") is not None or "obscure" in acts,
        monochrome=said.heard("monochrome") is not None,
    )
