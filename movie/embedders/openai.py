"""Embeds through OpenAI, or any server that speaks its embeddings API."""

import json
import time
from base64 import b64decode
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ..errors import ConfigurationError, NonsenseAnswer, ProviderUnavailable, QuotaExceeded
from ..vectors import Vector, from_bytes
from .base import CURE, Embedder, bill
from .deadline import within
from .openai_errors import Cures, redacted, translated
from .patience import Patience

if TYPE_CHECKING:
    from openai import OpenAI

DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
# US dollars for a million tokens, https://platform.openai.com/docs/pricing
PRICES = {"text-embedding-3-small": 0.02, "text-embedding-3-large": 0.13, "text-embedding-ada-002": 0.10}
PAGE_SECONDS = 8.0
COMMAND_SECONDS = 60.0
# The API reads at most 8,192 tokens of an input. No language averages less than a byte a token.
MAX_INPUT_BYTES = 24_000
OPENAI_URL = "https://api.openai.com/v1"
RETRY_SECONDS = 0.25
CURES = Cures(
    "The embedding service",
    "OPENAI_BASE_URL",
    "EMBEDDING_MODEL",
    "The input is refused. Check the text and EMBEDDING_DIMENSIONS.",
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
    ) -> None:
        if not api_key and not base_url:
            raise ConfigurationError(
                "There is no OpenAI key. Write openai_apikey=… into openAI.env (see openAI.env.example), "
                "or set EMBEDDER=offline."
            )
        if not api_key.isascii() or not api_key.isprintable() or " " in api_key:
            raise ConfigurationError(
                "The OpenAI key holds a blank, a typographic quote or another character that no key has. "
                "Copy it again to openai_apikey in openAI.env."
            )
        self._api_key = api_key
        self._base_url = base_url
        self._page_seconds = page_seconds
        self._asked_dimensions = _whole_number(dimensions)
        self._patience = Patience()
        self.model = model
        self.query_model = query_model or model
        self._query_prefix = query_prefix
        self._document_prefix = document_prefix
        # Another prefix makes other vectors: films embedded with the old one are stale.
        self.model_id = self._named(model, document_prefix)
        self.dimensions = self._asked_dimensions or DIMENSIONS.get(model)
        self.price = PRICES.get(model) if base_url is None else None

    def prepare(self) -> None:
        """Import the SDK, which takes about a second."""
        _ = self._client

    @property
    def query_id(self) -> str:
        """The films' model, and where requests are embedded otherwise, how."""
        asked = self._named(self.query_model, self._query_prefix)
        return self.model_id if asked == self.model_id else f"{self.model_id} < {asked}"

    def embed_batch(self, texts: Sequence[str]) -> ArrayLike:
        """One request, tried again with a command's patience while the service is busy or down."""
        prefixed = [self._document_prefix + text for text in texts]
        return self._patience.call(lambda: self._request(prefixed, COMMAND_SECONDS, self.model))

    def embed_queries(self, texts: Iterable[str]) -> Vector:
        """As the contract says, with the query's model and prefix."""
        made = []
        for batch in self.pack([self._query_prefix + text for text in texts]):
            answer = self._patience.call(partial(self._request, batch, COMMAND_SECONDS, self.query_model))
            made.append(self._checked(batch, answer))
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
            if wait is None or (left := deadline - time.monotonic() - wait) < 0.5:
                raise
            time.sleep(wait)
            answer = self._answer_within(left, text)
        return self._checked([text], answer)[0]

    def _answer_within(self, seconds: float, text: str) -> ArrayLike:
        try:
            return within(
                seconds, lambda: self._request([self._query_prefix + text], seconds, self.query_model)
            )
        except TimeoutError:
            raise ProviderUnavailable(
                f"The embedding service has timed out: no whole answer within {seconds:.1f} seconds. "
                "Try again in a minute, or check OPENAI_BASE_URL."
            ) from None

    def count_tokens(self, text: str) -> int:
        """An estimate on the high side: English has about 4.5 bytes a token, Spanish 4."""
        return len(text.encode()) // 3 + 1

    def _request(self, texts: Sequence[str], seconds: float, model: str) -> ArrayLike:
        import openai

        options = {"dimensions": self._asked_dimensions} if self._asked_dimensions else {}
        # Other servers do not all know base64, which is shorter and quicker to read.
        options["encoding_format"] = "float" if self._base_url else "base64"
        try:
            # The raw answer: the SDK would wrap each number by itself, at 3 ms for a vector.
            answer = self._client.embeddings.with_raw_response.create(
                model=model, input=[_cut(text) for text in texts], timeout=seconds, **options
            )
            return _rows(json.loads(answer.content))
        except openai.OpenAIError as error:
            raise translated(error, model, self._api_key, CURES) from None
        except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
            reason = redacted(f"{type(error).__name__}: {error}", self._api_key)
            raise NonsenseAnswer(f"{model} gave an unreadable answer. {CURE} ({reason})") from None

    def _named(self, model: str, prefix: str) -> str:
        named = f"{model}:{self._asked_dimensions}" if self._asked_dimensions else model
        return f"{named} {json.dumps(prefix, ensure_ascii=False)}" if prefix else named

    @cached_property
    def _client(self) -> "OpenAI":
        try:
            from openai import OpenAI
        except ImportError as error:
            raise ConfigurationError(
                "The OpenAI embedder needs the package openai. Run: pip install -r requirements.txt"
            ) from error
        # Waiting and trying again are decided here and in the commands, not inside the SDK.
        # Without an address it would read OPENAI_BASE_URL itself, and take an empty one for an address.
        return OpenAI(api_key=self._api_key or "none", base_url=self._base_url or OPENAI_URL, max_retries=0)


def _rows(answer: dict[str, Any]) -> list[ArrayLike]:
    """The vectors of an answer in the order of the texts; what they cost is billed."""
    bill((answer.get("usage") or {}).get("total_tokens") or 0)
    rows = sorted(answer["data"], key=lambda row: row.get("index") or 0)  # some servers leave it out
    return [_numbers(row["embedding"]) for row in rows]


def _numbers(embedding: str | list[float]) -> ArrayLike:
    return from_bytes(b64decode(embedding, validate=True)) if isinstance(embedding, str) else embedding


def _whole_number(dimensions: int | str | None) -> int | None:
    if dimensions in (None, ""):
        return None
    try:
        number = int(dimensions)
    except ValueError:
        number = 0
    if number < 1:
        raise ConfigurationError(
            f"EMBEDDING_DIMENSIONS is “{dimensions}”; it takes a whole number such as 512."
        )
    return number


def _cut(text: str) -> str:
    return text.encode()[:MAX_INPUT_BYTES].decode(errors="ignore")
