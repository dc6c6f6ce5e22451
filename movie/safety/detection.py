"""Hears distress, in English and Spanish: a few phrases first, then a classifier on the offline encoder."""

import logging
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ..errors import MovieError
from ..text import fold
from .classifier import scores_of, shipped
from .phrases import DANGER, GRIEF

if TYPE_CHECKING:
    from ..embedders.offline import OfflineEmbedder

logger = logging.getLogger(__name__)

# A visitor may paste 4,000 characters: whoever tells of themselves does so early.
LONGEST = 600


class Distress(StrEnum):
    """How somebody speaks of themselves; the worse comes first."""

    DANGER = "danger"  # of harming themselves, of not wanting to live, of being harmed
    GRIEF = "grief"  # of somebody who has died


def distress_in(*texts: str) -> Distress | None:
    """Tells whether whoever writes is in distress; danger comes before grief, whichever text says it.

    Asks no service. Without the offline encoder's package the phrases alone are heard.
    """
    told = [text[:LONGEST] for text in texts if text.strip()]
    heard = {by_phrase(text) for text in told}
    if Distress.DANGER not in heard:
        heard |= {by_classifier(text) for text in told}
    return next((distress for distress in Distress if distress in heard), None)


def by_phrase(text: str) -> Distress | None:
    """Hears what nobody mistakes, in microseconds."""
    folded = " ".join(fold(text.replace("’", "'")).split())
    if DANGER.search(folded):
        return Distress.DANGER
    return Distress.GRIEF if GRIEF.search(folded) else None


def by_classifier(text: str) -> Distress | None:
    """Hears by meaning; costs the encoding of the text, about 5 ms, and its loading the first time."""
    try:
        # The encoder knows few words in capitals.
        vector = _encoder().embed_query(text.lower() if text.isupper() else text)
    except MovieError as error:
        logger.warning("Distress is heard by its phrases alone: %s", error)
        return None
    network = shipped()
    heard = zip(Distress, scores_of(network, vector[None])[0], strict=True)
    return next((distress for distress, score in heard if score > network.threshold), None)


@cache
def _encoder() -> "OfflineEmbedder":
    from ..embedders.offline import OfflineEmbedder

    return OfflineEmbedder()
