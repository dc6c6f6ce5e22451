"""Reads the answers of an embeddings API, and believes of them what can be."""

from base64 import b64decode
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike

from ..errors import NonsenseAnswer
from ..providers.metering import believed
from ..vectors import from_bytes

# Tokens that a model adds to each text, such as its beginning and end.
MOST_ADDED_TOKENS = 16
# Of an answer: a vector of 8,192 numbers as JSON, and what stands around them.
BYTES_A_TEXT = 2**18
BYTES_AROUND = 2**20


def rows(answer: dict[str, Any]) -> list[ArrayLike]:
    """The vectors of an answer in the order of the texts; a row without an index stands where it should.

    Raises NonsenseAnswer where the indices are no permutation.
    """
    data = answer["data"]
    places = [place if row.get("index") is None else row["index"] for place, row in enumerate(data)]
    if sorted(places) != list(range(len(data))):
        raise NonsenseAnswer(
            _(
                "The embedding service numbers its vectors otherwise than the texts that were sent. "
                "Check EMBEDDING_MODEL and OPENAI_BASE_URL."
            )
        )
    ordered = sorted(zip(places, data, strict=True), key=lambda numbered: numbered[0])
    return [_numbers(row["embedding"]) for _place, row in ordered]


def tokens(answer: dict[str, Any], texts: Sequence[str], estimate: int) -> int:
    """Tokens billed, as the answer tells; the estimate where it tells what texts cannot cost."""
    usage = answer.get("usage")
    told = usage.get("total_tokens") if isinstance(usage, dict) else usage
    # No tokenizer makes more than one token of a byte.
    most = sum(len(text.encode()) for text in texts) + MOST_ADDED_TOKENS * len(texts)
    return believed(told, most, estimate)


def most_bytes(texts: Sequence[str]) -> int:
    """The size from which an answer is none."""
    return BYTES_AROUND + BYTES_A_TEXT * len(texts)


def _numbers(embedding: str | list[float]) -> ArrayLike:
    return from_bytes(b64decode(embedding, validate=True)) if isinstance(embedding, str) else embedding
