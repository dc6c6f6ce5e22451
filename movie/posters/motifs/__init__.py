"""The pictures of the posters: one plain motif per idea, because a thumbnail has room for no more.

A motif is a function that draws on a canvas 480 by 480 units, y growing downwards. It leaves the field
at the upper edge and either the field or the ground at the lower one, so the title can stand on flat
colour there. A film's dice choose by place in its family's list: a family stays in one module, and the
order of its motifs there is part of every poster.
"""

from . import cinema, conflict, drama, journeys, joy, shadows
from .registry import MOTIFS, Motif

__all__ = ["MOTIFS", "Motif", "cinema", "conflict", "drama", "journeys", "joy", "shadows"]
