"""Which emotions a text is nearest to by the offline embedder, which costs nothing."""

from functools import cache

import numpy as np

from ..embedders.offline import OfflineEmbedder
from ..text.emotions import families
from ..vectors import Vector, normalise

embedder = cache(OfflineEmbedder)


@cache
def family_vectors() -> Vector:
    """A unit vector for each family, in their order, (families, 512), without what all have in common."""
    told = [f"{family.name}, {family.cues[0]}" for family in families().values()]
    names = embedder().embed_documents(families())
    rows = embedder().embed_documents(told) + names
    return normalise(rows - rows.mean(axis=0)).astype(np.float32)


def likeness(texts: list[str]) -> Vector:
    """Cosine similarity of each text with each family, (n, families)."""
    return embedder().embed_documents(texts) @ family_vectors().T


def nearness(texts: list[str]) -> Vector:
    """How near each text is to each family, (n, families): mean 0 and standard deviation 1 in each row."""
    return nearness_of(embedder().embed_documents(texts))


def nearness_of(vectors: Vector) -> Vector:
    """The same for the texts' embeddings (n, 512)."""
    rows = vectors @ family_vectors().T
    deviations = rows.std(axis=1, keepdims=True)
    return (rows - rows.mean(axis=1, keepdims=True)) / np.where(deviations == 0, 1, deviations)
