"""The only door to a chat model: OpenAI's, or any server that speaks its chat completions."""

import json
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signals import setting_changed

from ..embedders.base import bill
from ..embedders.openai import COMMAND_SECONDS, KEY_LIKE, OPENAI_URL, retry_after
from ..errors import (
    ConfigurationError,
    InputRefused,
    KeyRefused,
    NonsenseAnswer,
    ProviderError,
    ProviderUnavailable,
    QuotaExceeded,
    UnknownModel,
)

if TYPE_CHECKING:
    from openai import OpenAI

logger = logging.getLogger(__name__)

Message = dict[str, str]  # "role" and "content"
# US dollars for a million tokens read and written, https://platform.openai.com/docs/pricing
PRICES = {
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-4o": (2.50, 10.00),
    "gpt-4.1-nano": (0.10, 0.40),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1": (2.00, 8.00),
}
# What models that think aloud put before their answer.
THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
CURE = "Check CHAT_MODEL and CHAT_BASE_URL."


class Chat:
    """A chat model. It names itself and its price as embedders do, so that its costs are counted with theirs.

    Written tokens cost more than read ones: they are counted as so many read ones as cost the same.
    """

    def __init__(self, model: str, api_key: str = "", base_url: str | None = None) -> None:
        self.model_id = model
        self._api_key = api_key
        self._base_url = base_url
        self._structured = True
        self.prices = PRICES.get(model) if base_url is None else None

    @property
    def price(self) -> float | None:
        """US dollars for a million tokens read; None where unknown."""
        return self.prices[0] if self.prices else None

    @property
    def pays(self) -> bool:
        """Whether asking costs money, as far as is known."""
        return True

    def count_tokens(self, text: str) -> int:
        """An estimate on the high side."""
        return len(text.encode()) // 3 + 1

    def count(self, read: int, written: int) -> int:
        """Tokens read and written, as tokens read."""
        return read + round(written * self.prices[1] / self.prices[0] if self.prices else written)

    def cost(self, tokens: int) -> float | None:
        """What so many tokens cost, in US dollars; None where the price is unknown."""
        return None if self.price is None else tokens * self.price / 1_000_000

    def complete(
        self,
        messages: Sequence[Message],
        *,
        most_tokens: int,
        seconds: float = COMMAND_SECONDS,
        **options: Any,
    ) -> str:
        """The model's answer, of `most_tokens` at most. Raises ProviderError; tries once."""
        import openai

        # Other servers know the older name alone, OpenAI's newer models the newer one.
        limit = "max_tokens" if self._base_url else "max_completion_tokens"
        try:
            answer = self._client.chat.completions.create(
                model=self.model_id,
                messages=list(messages),
                timeout=seconds,
                **{limit: most_tokens},
                **options,
            )
            text = answer.choices[0].message.content
            if answer.usage:
                bill(self.count(answer.usage.prompt_tokens or 0, answer.usage.completion_tokens or 0))
        except openai.OpenAIError as error:
            raise self._translated(error) from None
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            reason = self._redacted(f"{type(error).__name__}: {error}")
            raise NonsenseAnswer(f"{self.model_id} gave an unreadable answer. {CURE} ({reason})") from None
        if not isinstance(text, str) or not text.strip():
            raise NonsenseAnswer(f"{self.model_id} answered nothing. {CURE}")
        return text

    def answer_json(
        self, messages: Sequence[Message], schema: dict[str, Any], **options: Any
    ) -> dict[str, Any]:
        """The model's answer as the object that a JSON schema describes; whoever asks checks what is in it.

        The server is asked to hold to the schema; one that does not know how is asked without. `options`
        are those of `complete`. Raises NonsenseAnswer where no object can be read, ProviderError else.
        """
        if self._structured:
            form = {"name": "answer", "strict": True, "schema": schema}
            try:
                text = self.complete(
                    messages, response_format={"type": "json_schema", "json_schema": form}, **options
                )
                return object_in(text, self.model_id)
            except InputRefused:
                self._structured = False
        try:
            return object_in(self.complete(messages, **options), self.model_id)
        except InputRefused:
            self._structured = True  # it is the input that is refused, not the form
            raise

    def _translated(self, error: Exception) -> ProviderError:
        """Ours for the SDK's, its sentence kept, the key taken out of it."""
        reason = self._redacted(f"{type(error).__name__}: {error}")
        status = getattr(error, "status_code", None)
        logger.warning("%s refused or failed (%s)", self.model_id, reason)
        if status in (401, 403):
            return KeyRefused(f"The key is refused. Check openai_apikey in openAI.env. ({reason})")
        if status == 429:
            return QuotaExceeded(
                "Over the limit of the account. Wait and try again, or add credit at "
                f"https://platform.openai.com/settings/organization/billing. ({reason})",
                retry_after(error),
            )
        if status in (400, 413, 422):
            return InputRefused(f"The chat model refuses the request. {CURE} ({reason})")
        if status == 404:
            return UnknownModel(f"There is no model {self.model_id} at that address. {CURE} ({reason})")
        return ProviderUnavailable(
            f"The chat model does not answer as it should. Try again in a minute, or check CHAT_BASE_URL. "
            f"({reason})"
        )

    def _redacted(self, text: str) -> str:
        return KEY_LIKE.sub("[key]", text.replace(self._api_key, "[key]") if self._api_key else text)

    @cached_property
    def _client(self) -> "OpenAI":
        try:
            from openai import OpenAI
        except ImportError as error:
            raise ConfigurationError(
                "The chat model needs the package openai. Run: pip install -r requirements.txt"
            ) from error
        return OpenAI(api_key=self._api_key or "none", base_url=self._base_url or OPENAI_URL, max_retries=0)


def object_in(text: str, model_id: str = "The model") -> dict[str, Any]:
    """The first JSON object in a text, whatever is said before, after and around it.

    Raises NonsenseAnswer where there is none.
    """
    text = THOUGHTS.sub("", text)
    for found in re.finditer(r"\{", text):
        with suppress(ValueError, RecursionError):
            return json.JSONDecoder().raw_decode(text, found.start())[0]
    raise NonsenseAnswer(f"{model_id} answered something other than JSON. {CURE}")


@cache
def get_chat() -> Chat | None:
    """The chat model that `settings.CHAT` describes; None where none is set up."""
    return Chat(**settings.CHAT) if settings.CHAT else None


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "CHAT":
        get_chat.cache_clear()


setting_changed.connect(_forget, dispatch_uid="movie.assistant.llm")
