"""Chooses the motif that a film's text is nearest to in meaning, where that costs nothing."""

from collections.abc import Collection
from functools import cache

import numpy as np

from ..embedders.offline import OfflineEmbedder
from ..errors import VectorError
from ..models import Movie
from ..vectors import Vector, from_bytes, normalise
from .motifs import Motif, motifs

# How much nearer another genre's motif must be than the nearest of the film's own genres.
OWN_GENRE = 0.15


def by_meaning(movie: Movie) -> bool:
    """Tells whether a film's vector can be compared with motifs: the model that made it is free to ask."""
    return movie.emb_model == OfflineEmbedder.model_id


def nearest_motif(movie: Movie, families: Collection[str]) -> Motif | None:
    """The motif whose description is nearest to a film; None where the film's vector does not tell.

    Reads the stored vector; the first call of a process embeds the descriptions, some 60 short texts.
    """
    if not by_meaning(movie):
        return None
    try:
        vector = from_bytes(movie.emb, OfflineEmbedder.dimensions)
    except VectorError:
        return None
    own = np.array([family in families for family, _motif in _motifs()])
    return _motifs()[int(np.argmax(_described() @ vector + OWN_GENRE * own))][1]


def _motifs() -> list[tuple[str, Motif]]:
    return [(family, motif) for family, known in motifs().items() for motif in known]


@cache
def _described() -> Vector:
    """Unit vectors (m, 512) of what the motifs' files say is drawn, without what they share."""
    vectors = OfflineEmbedder().embed_documents(motif.description for _family, motif in _motifs())
    return normalise(vectors - vectors.mean(axis=0)).astype(np.float32)
