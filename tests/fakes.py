"""Embedders for tests: one that counts, one that fails."""

from collections.abc import Sequence

import numpy as np

from movie.embedders import Embedder
from movie.errors import MovieError, ProviderUnavailable


class RecordingEmbedder(Embedder):
    """Keeps every batch; each text's vector tells how often "x", "y" and "z" stand in it."""

    model_id = "recording"
    dimensions = 3
    max_inputs = 4

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def embed_batch(self, texts: Sequence[str]) -> list[list[float]]:
        """Counts of letters, never all zero."""
        self.batches.append(list(texts))
        return [[text.count("x") + 0.001, text.count("y"), text.count("z")] for text in texts]

    @property
    def texts(self) -> list[str]:
        """All that was embedded."""
        return [text for batch in self.batches for text in batch]


class FailingEmbedder(RecordingEmbedder):
    """Fails from its second batch on."""

    model_id = "failing"
    error: MovieError = ProviderUnavailable("The service is down.")

    def embed_batch(self, texts: Sequence[str]) -> list[list[float]]:
        """One good batch, then the error."""
        if self.batches:
            raise self.error
        return super().embed_batch(texts)


def unit(*numbers: float) -> np.ndarray:
    """The numbers as a unit vector."""
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)
