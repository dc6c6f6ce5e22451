"""Embeds without key and network: WordLlama's static model, whose weights lie inside its package."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import ConfigurationError
from ..text.glossary import in_english
from ..vectors import Vector, normalise
from .base import Embedder

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference


class OfflineEmbedder(Embedder):
    """WordLlama's 256-dimension model: a text is the mean of its tokens' vectors.

    The model has learned English; Spanish words are put into English by a glossary first.
    """

    model_id = "wordllama-l2-supercat-256+es2"
    dimensions = 256
    word_weight = 0.45
    coverage_weight = 9.0
    centred = True
    floor = 0.08  # of a single film; whether anything may fit is decided by movie.search.plausible
    close = 0.2
    judged = True

    def embed_batch(self, texts: Sequence[str]) -> Vector:
        """Mean of the token vectors of each text, (n, 256)."""
        encodings = self._model.tokenizer.encode_batch(
            [in_english(text) for text in texts], add_special_tokens=False
        )
        return np.stack([self._mean(encoding.ids) for encoding in encodings])

    def word_vector(self, word: str) -> Vector:
        """Mean of the word's tokens' vectors, at unit length."""
        return normalise(self._mean(self._model.tokenizer.encode(word, add_special_tokens=False).ids))

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads in a text."""
        return len(self._model.tokenizer.encode(text, add_special_tokens=False).ids)

    def _mean(self, ids: Sequence[int]) -> Vector:
        table = self._model.embedding
        return table[ids].mean(axis=0) if ids else np.zeros(table.shape[1], dtype=np.float32)

    @property
    def _model(self) -> "WordLlamaInference":
        return _loaded()


@cache
def _loaded() -> "WordLlamaInference":
    """The model, one for all embedders of a process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        import wordllama
    except ImportError as error:
        raise ConfigurationError(
            "The offline embedder needs the package wordllama. Run: pip install -r requirements.txt"
        ) from error
    finally:
        # Its import calls logging.basicConfig, which is not for a library to do.
        root.handlers[:] = handlers
        root.setLevel(level)
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    model.tokenizer.no_padding()
    return model
