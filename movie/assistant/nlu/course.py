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


def take_turns(said: Utterance) -> Turns:
    """Where the talk should go; a turn that tells a story says nothing of that."""
    if said.is_long:
        return Turns()
    said.heard("instead")
    dropped = said.heard("drop")
    return Turns(
        afresh=said.heard("over") is not None,
        drops=tuple(kind for kind, words in dropped.groupdict().items() if words) if dropped else (),
        lighter=said.heard("lighter") is not None,
        obscure=said.heard("obscure") is not None,
        monochrome=said.heard("monochrome") is not None,
    )
