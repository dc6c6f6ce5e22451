"""Chooses the motif that a film's text is nearest to in meaning, where that costs nothing."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

import numpy as np

from ..embedders.offline import OfflineEmbedder
from ..errors import VectorError
from ..models import Movie
from ..vectors import Vector, from_bytes, normalise
from .motifs import Motif, motifs

# How much nearer another genre's motif must be than the nearest of the film's own genres.
OWN_GENRE = 0.1
# Stories of no film and every kind, one a line. Some motifs are rather near to any story: what they have in
# common with these says nothing of a film, and without it a few motifs would stand on most posters.
ANY_STORY = Path(__file__).with_name("plots.txt")


def by_meaning(movie: Movie) -> bool:
    """Tells whether a film's vector can be compared with motifs: the model that made it is free to ask."""
    return movie.emb_model == OfflineEmbedder.model_id


def nearest_motif(movie: Movie, families: Collection[str]) -> Motif | None:
    """The motif whose description is nearest to a film; None where the film's vector does not tell.

    Reads the stored vector; the first call of a process embeds some hundred short texts.
    """
    if not by_meaning(movie):
        return None
    try:
        vector = from_bytes(movie.emb, OfflineEmbedder.dimensions)
    except VectorError:
        return None
    own = np.array([family in families for family, _motif in _motifs()])
    described, usual = _described()
    return _motifs()[int(np.argmax(described @ vector - usual + OWN_GENRE * own))][1]


def _motifs() -> list[tuple[str, Motif]]:
    return [(family, motif) for family, known in motifs().items() for motif in known]


@cache
def _described() -> tuple[Vector, Vector]:
    """Unit vectors (m, 512) of what the motifs' files say is drawn, without what they share, and how near
    each is to any story (m,).
    """
    embedder = OfflineEmbedder()
    vectors = embedder.embed_documents(motif.description for _family, motif in _motifs())
    described = normalise(vectors - vectors.mean(axis=0)).astype(np.float32)
    stories = embedder.embed_documents(ANY_STORY.read_text(encoding="utf-8").splitlines())
    return described, described @ stories.mean(axis=0)
