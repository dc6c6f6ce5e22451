"""The only door to a chat model: OpenAI's, or any server that speaks its chat completions."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signals import setting_changed

from ..embedders.base import bill
from ..embedders.openai import COMMAND_SECONDS, OPENAI_URL
from ..embedders.openai_errors import Cures, redacted, translated
from ..errors import ConfigurationError, InputRefused, NonsenseAnswer, ProviderUnavailable
from .answers import object_in, without_thoughts

if TYPE_CHECKING:
    from openai import OpenAI

Message = dict[str, str]  # "role" and "content"
# US dollars for a million tokens read and written, https://platform.openai.com/docs/pricing
PRICES = {
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-4o": (2.50, 10.00),
    "gpt-4.1-nano": (0.10, 0.40),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1": (2.00, 8.00),
}
# Models that think before they answer, and how much more than the answer they may write so.
THINKING = re.compile(r"(?:^|/)(?:o\d|gpt-5|gpt-oss|deepseek-r|qwen3|qwq|magistral)", re.IGNORECASE)
ROOM_TO_THINK = 6
CURE = "Check CHAT_MODEL and CHAT_BASE_URL."
CURES = Cures("The chat model", "CHAT_BASE_URL", "CHAT_MODEL", f"The chat model refuses the request. {CURE}")


class Chat:
    """A chat model. It names itself and its price as embedders do, so that its costs are counted with theirs.

    Written tokens cost more than read ones: they are counted as so many read ones as cost the same.
    """

    def __init__(self, model: str, api_key: str = "", base_url: str | None = None) -> None:
        self.model_id = model
        self._api_key = api_key
        self._base_url = base_url
        self._structured = True
        self._counts = True
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
        with self._errors():
            answer = self._create(messages, most_tokens, seconds, **options)
            text = answer.choices[0].message.content
            if answer.usage:
                bill(self._billed(answer.usage))
        if not isinstance(text, str) or not text.strip():
            raise NonsenseAnswer(f"{self.model_id} answered nothing. {CURE}")
        return text

    def stream(self, messages: Sequence[Message], *, most_tokens: int, seconds: float) -> "Stream":
        """The model's answer piece by piece, for so many seconds at most; it is asked at the first piece."""
        return Stream(self, messages, most_tokens, seconds)

    def _pieces(self, messages: Sequence[Message], most_tokens: int, seconds: float) -> Any:
        """The SDK's stream; a server that cannot count what it streams is asked not to."""
        if self._counts:
            try:
                with self._errors():
                    usage = {"include_usage": True}
                    return self._create(messages, most_tokens, seconds, stream=True, stream_options=usage)
            except InputRefused:
                self._counts = False
        with self._errors():
            return self._create(messages, most_tokens, seconds, stream=True)

    def _create(self, messages: Sequence[Message], most_tokens: int, seconds: float, **options: Any) -> Any:
        # Other servers know the older name alone, OpenAI's newer models the newer one.
        limit = "max_tokens" if self._base_url else "max_completion_tokens"
        return self._client.chat.completions.create(
            model=self.model_id,
            messages=list(messages),
            timeout=seconds,
            **{limit: most_tokens * (ROOM_TO_THINK if THINKING.search(self.model_id) else 1)},
            **options,
        )

    def _billed(self, usage: Any) -> int:
        return self.count(usage.prompt_tokens or 0, usage.completion_tokens or 0)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Ours in the place of the SDK's errors, and of those that an unreadable answer makes."""
        import openai

        try:
            yield
        except openai.OpenAIError as error:
            raise translated(error, self.model_id, self._api_key, CURES) from None
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            reason = redacted(f"{type(error).__name__}: {error}", self._api_key)
            raise NonsenseAnswer(f"{self.model_id} gave an unreadable answer. {CURE} ({reason})") from None

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
                return self._object_in(text)
            except InputRefused:
                self._structured = False
        try:
            return self._object_in(self.complete(messages, **options))
        except InputRefused:
            self._structured = True  # it is the input that is refused, not the form
            raise

    def _object_in(self, text: str) -> dict[str, Any]:
        found = object_in(text)
        if found is None:
            raise NonsenseAnswer(f"{self.model_id} answered something other than JSON. {CURE}")
        return found

    @cached_property
    def _client(self) -> "OpenAI":
        try:
            from openai import OpenAI
        except ImportError as error:
            raise ConfigurationError(
                "The chat model needs the package openai. Run: pip install -r requirements.txt"
            ) from error
        return OpenAI(api_key=self._api_key or "none", base_url=self._base_url or OPENAI_URL, max_retries=0)


class Stream:
    """A model's answer as it comes. Iterating raises ProviderError, in the middle as well.

    `tokens` is what has been billed so far (see Chat.count): by the model's own count once it has come,
    else an estimate of what was read and written, for one that is left early is paid for too.
    """

    def __init__(self, chat: Chat, messages: Sequence[Message], most_tokens: int, seconds: float) -> None:
        self._chat, self._messages = chat, messages
        self._most_tokens, self._seconds = most_tokens, seconds
        self.tokens = 0

    def __iter__(self) -> Iterator[str]:
        silent = True
        for text in without_thoughts(self._heard()):
            silent = silent and not text.strip()
            yield text
        if silent:
            raise NonsenseAnswer(f"{self._chat.model_id} answered nothing. {CURE}")

    def _heard(self) -> Iterator[str]:
        deadline = time.monotonic() + self._seconds
        read = sum(self._chat.count_tokens(message["content"]) for message in self._messages)
        said, finished = "", False
        with (
            self._chat._errors(),
            self._chat._pieces(self._messages, self._most_tokens, self._seconds) as pieces,
        ):
            self.tokens = self._chat.count(read, 0)
            for piece in pieces:
                for choice in piece.choices:
                    finished = finished or choice.finish_reason is not None
                    if text := choice.delta.content:
                        said += text
                        self.tokens = self._chat.count(read, self._chat.count_tokens(said))
                        yield text
                if piece.usage:
                    self.tokens = self._chat._billed(piece.usage)
                if time.monotonic() > deadline:
                    raise ProviderUnavailable(f"{self._chat.model_id} takes longer than {self._seconds:g} s.")
        if said and not finished:
            raise ProviderUnavailable(f"{self._chat.model_id} broke off in the middle of its answer.")


@cache
def get_chat() -> Chat | None:
    """The chat model that `settings.CHAT` describes; None where none is set up."""
    return Chat(**settings.CHAT) if settings.CHAT else None


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "CHAT":
        get_chat.cache_clear()


setting_changed.connect(_forget, dispatch_uid="movie.assistant.llm")
