"""The list of all motifs by family, and the decorator with which a motif enters it."""

from collections.abc import Callable
from typing import NamedTuple

from .canvas import Canvas


class Motif(NamedTuple):
    """A picture and how it joins the rest of the poster."""

    draw: Callable[[Canvas], None]
    grounded: bool  # the lower edge is ground, not field
    hanging: bool  # something hangs from the upper edge, so the title must stand below


MOTIFS: dict[str, list[Motif]] = {}


def motif(
    family: str, *, grounded: bool = False, hanging: bool = False
) -> Callable[[Callable[[Canvas], None]], Callable[[Canvas], None]]:
    """Registers a drawing function as one of the motifs of a family."""

    def register(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        MOTIFS.setdefault(family, []).append(Motif(draw, grounded, hanging))
        return draw

    return register
