"""Embeds through OpenAI, or any server that speaks its embeddings API."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike

from ..errors import ConfigurationError, NonsenseAnswer, ProviderUnavailable, QuotaExceeded
from ..providers.answer_limits import at_most
from ..providers.client import PAGE_SECONDS, checked_seconds, client, is_openai
from ..providers.errors import Cures, Service, provider_errors, refusal, whole_answer
from ..providers.metering import bill
from ..providers.retry import Patience
from ..vectors import Vector
from . import answers
from .base import CURE, Embedder
from .distinct import Distinct

if TYPE_CHECKING:
    from openai import OpenAI

DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
# US dollars for a million tokens, https://platform.openai.com/docs/pricing
PRICES = {"text-embedding-3-small": 0.02, "text-embedding-3-large": 0.13, "text-embedding-ada-002": 0.10}
# The API reads at most 8,192 tokens of an input. No language averages less than a byte a token.
MAX_INPUT_BYTES = 24_000
RETRY_SECONDS = 0.25
# A page waits so long before it asks again; where a service wants more, films are found by words at once.
LONGEST_PAUSE = 0.5
# Servers that people run themselves take 32 or 100 texts, or all that the machine can hold.
FIRST_INPUTS = 32
CURES = Cures(
    _("The embedding service"),
    "OPENAI_BASE_URL",
    "EMBEDDING_MODEL",
    "EMBEDDING_SECONDS",
    _("The input is refused. Check the text and EMBEDDING_DIMENSIONS."),
)


class OpenAIEmbedder(Embedder):
    """`text-embedding-3-small` and its relatives; https://platform.openai.com/docs/api-reference/embeddings"""

    # The API takes 2,048 inputs and 300,000 tokens a request. Fewer inputs keep the answers of all
    # requests under way small: as JSON, each number becomes a Python object.
    max_inputs = 256
    max_tokens = 250_000  # as estimated here
    concurrency = 8

    def __init__(
        self,
        api_key: str = "",
        base_url: str | None = None,
        model: str = "text-embedding-3-small",
        dimensions: int | str | None = None,
        page_seconds: float = PAGE_SECONDS,
        query_model: str | None = None,
        query_prefix: str = "",
        document_prefix: str = "",
        seconds: float | None = None,
    ) -> None:
        if not api_key and not base_url:
            raise ConfigurationError(
                _(
                    "There is no OpenAI key. Write openai_apikey=… into openAI.env (see openAI.env.example), "
                    "or set EMBEDDER=offline."
                )
            )
        if not api_key.isascii() or not api_key.isprintable() or " " in api_key:
            raise ConfigurationError(
                _(
                    "The OpenAI key holds a blank, a typographic quote or another character that no key has. "
                    "Copy it again to openai_apikey in openAI.env."
                )
            )
        self._api_key = api_key
        self._base_url = base_url
        self._seconds = checked_seconds(seconds or settings.EMBEDDING_SECONDS, "EMBEDDING_SECONDS")
        self._page_seconds = min(page_seconds, self._seconds)
        self._asked_dimensions = _whole_number(dimensions)
        self._patience = Patience()
        self._distinct = Distinct()
        at_openai = is_openai(base_url)
        self._service = Service(model, api_key, CURES, at_openai)
        self.first_inputs = None if at_openai else FIRST_INPUTS
        self.model = model
        self.query_model = query_model or model
        self._query_prefix = query_prefix
        self._document_prefix = document_prefix
        # Another prefix makes other vectors: films embedded with the old one are stale.
        self.model_id = self._named(model, document_prefix)
        self.dimensions = self._asked_dimensions or DIMENSIONS.get(model)
        self.price = PRICES.get(model) if at_openai else None

    def prepare(self) -> None:
        """Import the SDK, which takes about a second."""
        _ = self._client

    @property
    def query_id(self) -> str:
        """The films' model, and where requests are embedded otherwise, how."""
        asked = self._named(self.query_model, self._query_prefix)
        return self.model_id if asked == self.model_id else f"{self.model_id} < {asked}"

    def embed_batch(self, texts: Sequence[str]) -> ArrayLike:
        """One request, tried again with a command's patience while the service is busy or down.

        Several texts that time out are not tried again: fewer of them may be answered.
        """
        prefixed = [self._document_prefix + text for text in texts]
        answer = self._patiently(prefixed, self.model, time_outs=1 if len(texts) > 1 else 2)
        self._distinct.check(self.model_id, texts, answer)
        return answer

    def embed_queries(self, texts: Iterable[str]) -> Vector:
        """As the contract says, with the query's model and prefix."""
        made = []
        for batch in self.pack([self._query_prefix + text for text in texts]):
            made.append(self._checked(batch, self._patiently(batch, self.query_model)))
            self.batch_size.worked(len(batch))
        return np.concatenate(made) if made else np.zeros((0, self.dimensions or 0), dtype=np.float32)

    def embed_query(self, text: str) -> Vector:
        """The unit vector of a visitor's words, within a page's patience: 8 seconds, one retry included."""
        if not text.strip():
            return self.embed_documents([text])[0]
        self.prepare()  # the SDK's import is nothing that the service is to blame for
        deadline = time.monotonic() + self._page_seconds
        try:
            answer = self._answer_within(self._page_seconds, text)
        except (ProviderUnavailable, QuotaExceeded) as error:
            wait = getattr(error, "retry_after", RETRY_SECONDS)
            if wait is None or wait > LONGEST_PAUSE or (left := deadline - time.monotonic() - wait) < 0.5:
                raise
            time.sleep(wait)
            answer = self._answer_within(left, text)
        row = self._checked([text], answer)[0]
        if not row.any():
            raise NonsenseAnswer(
                _("{model} answered a vector of zeros. {cure}"), model=self.query_model, cure=CURE
            )
        return row

    def _answer_within(self, seconds: float, text: str) -> ArrayLike:
        return self._within(seconds, [self._query_prefix + text], self.query_model)

    def _patiently(self, texts: Sequence[str], model: str, time_outs: int = 2) -> ArrayLike:
        return self._patience.call(partial(self._within, self._seconds, texts, model), time_outs)

    def _within(self, seconds: float, texts: Sequence[str], model: str) -> ArrayLike:
        return whole_answer(self._service, seconds, lambda: self._request(texts, seconds, model))

    def count_tokens(self, text: str) -> int:
        """An estimate on the high side: English has about 4.5 bytes a token, Spanish 4."""
        return len(text.encode()) // 3 + 1

    def _request(self, texts: Sequence[str], seconds: float, model: str) -> ArrayLike:
        options = {"dimensions": self._asked_dimensions} if self._asked_dimensions else {}
        # Other servers do not all know base64, which is shorter and quicker to read.
        options["encoding_format"] = "float" if self._base_url else "base64"
        sent = [_cut(text) for text in texts]
        service = replace(self._service, model=model)
        with provider_errors(service), at_most(answers.most_bytes(texts)):
            # The raw answer: the SDK would wrap each number by itself, at 3 ms for a vector.
            raw = self._client.embeddings.with_raw_response.create(
                model=model, input=sent, timeout=seconds, **options
            )
            answer = json.loads(raw.content)
            if isinstance(answer, dict) and answer.get("error") and not answer.get("data"):
                raise refusal(None, raw.headers, answer, service)
            bill(answers.tokens(answer, sent, sum(map(self.count_tokens, sent))))
            return answers.rows(answer)

    def _named(self, model: str, prefix: str) -> str:
        named = f"{model}:{self._asked_dimensions}" if self._asked_dimensions else model
        return f"{named} {json.dumps(prefix, ensure_ascii=False)}" if prefix else named

    @cached_property
    def _client(self) -> "OpenAI":
        return client(_("The OpenAI embedder"), self._api_key, self._base_url)


def _whole_number(dimensions: int | str | None) -> int | None:
    if dimensions in (None, ""):
        return None
    try:
        number = int(dimensions)
    except ValueError:
        number = 0
    if number < 1:
        raise ConfigurationError(
            _("EMBEDDING_DIMENSIONS is “{dimensions}”; it takes a whole number such as 512."),
            dimensions=dimensions,
        )
    return number


def _cut(text: str) -> str:
    return text.encode()[:MAX_INPUT_BYTES].decode(errors="ignore")
