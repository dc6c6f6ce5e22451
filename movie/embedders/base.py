"""The contract of every embedder, and all that embedders share."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike

from ..errors import NonsenseAnswer
from ..vectors import Vector, normalise
from .batch_size import BatchSize

CURE = _("Check EMBEDDING_MODEL and OPENAI_BASE_URL.")


class Embedder(ABC):
    """Text in, unit vectors out.

    A new embedder writes `embed_batch` and sets the attributes; batching, and the checks of shape,
    type and finiteness, are done here once.
    """

    model_id: str  # stored beside each vector as its maker
    dimensions: int | None = None  # None until a server of unknown models has answered
    price: float | None = 0.0  # US dollars for a million tokens; None where unknown
    max_inputs: int = 256  # texts in one batch
    first_inputs: int | None = None  # texts in the first, where it is not known how many a server takes
    max_tokens: int | None = None  # tokens in one batch, as count_tokens counts them
    concurrency: int = 1  # batches worth having under way at once

    @property
    def query_id(self) -> str:
        """Names who makes the vectors of requests; another name where that is not who makes the films'."""
        return self.model_id

    @property
    def pays(self) -> bool:
        """Whether embedding costs money, as far as is known."""
        return self.price != 0

    @cached_property
    def batch_size(self) -> BatchSize:
        """How many texts go into a request, as far as has been learned."""
        return BatchSize(self.first_inputs or self.max_inputs, self.max_inputs)

    def prepare(self) -> None:  # noqa: B027
        """Load what the first text would wait for."""

    @abstractmethod
    def embed_batch(self, texts: Sequence[str]) -> ArrayLike:
        """One row of numbers for each text, in order; no text is blank, and there is at least one."""

    def count_tokens(self, text: str) -> int:
        """Roughly how many tokens a text has, without asking anybody."""
        return len(text) // 4 + 1

    def cost(self, tokens: int) -> float | None:
        """What so many tokens cost, in US dollars; None where the price is unknown."""
        return None if self.price is None else tokens * self.price / 1_000_000

    def pack(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """The texts in batches that respect the limits, in order."""
        batch: list[str] = []
        tokens = 0
        for text in texts:
            size = self.count_tokens(text) if self.max_tokens else 0
            full = len(batch) >= self.batch_size.now or (self.max_tokens and tokens + size > self.max_tokens)
            if batch and full:
                yield batch
                batch, tokens = [], 0
            batch.append(text)
            tokens += size
        if batch:
            yield batch

    def embed_documents(self, texts: Iterable[str]) -> Vector:
        """Unit vectors (n, d), float32, for texts that are to be found; a blank one becomes zeros.

        Raises ProviderError where the embedder gives no usable answer.
        """
        texts = list(texts)
        full = [text for text in texts if text.strip()]
        made = [self._made(batch) for batch in self.pack(full)]
        width = self.dimensions or (made[0].shape[1] if made else 0)
        rows = np.zeros((len(texts), width), dtype=np.float32)
        if made:
            rows[[position for position, text in enumerate(texts) if text.strip()]] = np.concatenate(made)
        return rows

    def embed_queries(self, texts: Iterable[str]) -> Vector:
        """Unit vectors (n, d), float32, of several requests; with a command's patience, not a page's."""
        return self.embed_documents(texts)

    def embed_query(self, text: str) -> Vector:
        """The unit vector (d,), float32, of what a visitor asks for; zeros for a blank text."""
        return self.embed_queries([text])[0]

    def _made(self, batch: Sequence[str]) -> Vector:
        rows = self._checked(batch, self.embed_batch(batch))
        self.batch_size.worked(len(batch))
        return rows

    def _checked(self, texts: Sequence[str], answer: ArrayLike) -> Vector:
        try:
            rows = np.asarray(answer, dtype=np.float64)
        except (OverflowError, TypeError, ValueError):
            # Without its cause, which quotes the answer: a server may echo the key in it.
            raise self._nonsense(_("{model} answered something other than numbers. {cure}")) from None
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.shape[1]:
            said = _("{model} answered {shape} for {texts} texts. {cure}")
            raise self._nonsense(said, shape=rows.shape, texts=len(texts))
        if self.dimensions not in (None, rows.shape[1]):
            said = _(
                "{model} answered {dimensions} dimensions instead of {expected}. "
                "Check EMBEDDING_MODEL and EMBEDDING_DIMENSIONS."
            )
            raise self._nonsense(said, dimensions=rows.shape[1], expected=self.dimensions)
        if not np.isfinite(rows).all():
            raise self._nonsense(_("{model} answered numbers that are not finite. {cure}"))
        self.dimensions = rows.shape[1]
        return normalise(rows).astype(np.float32)

    def _nonsense(self, sentence: Promise, **said: object) -> NonsenseAnswer:
        return NonsenseAnswer(sentence, model=self.model_id, cure=CURE, **said)
