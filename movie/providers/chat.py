"""Asks a chat model: OpenAI's, or any server that speaks its chat completions."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..errors import InputRefused, NonsenseAnswer
from .client import checked_seconds, client, is_openai
from .errors import Cures, Service, provider_errors, refusal, whole_answer
from .messages import NO_SYSTEM, Message, without_system
from .metering import believed, bill
from .model_output import object_in
from .stream import CURE, NOTHING, Stream

if TYPE_CHECKING:
    from openai import OpenAI

Answer = TypeVar("Answer")
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
CURES = Cures(
    _("The chat model"),
    "CHAT_BASE_URL",
    "CHAT_MODEL",
    "CHAT_SECONDS",
    format_lazy(_("The chat model refuses the request. {cure}"), cure=CURE),
)
# A server's template may add some of its own to what is read, and a schema is read as well.
MOST_ADDED_TOKENS = 2_000


class Chat:
    """A chat model. It names itself and its price as embedders do, so that its costs are counted with theirs.

    Written tokens cost more than read ones: they are counted as so many read ones as cost the same.
    """

    def __init__(
        self, model: str, api_key: str = "", base_url: str | None = None, seconds: float | None = None
    ) -> None:
        self.model_id = model
        self._api_key = api_key
        self._base_url = base_url
        self._seconds = checked_seconds(seconds or settings.CHAT_SECONDS, "CHAT_SECONDS")
        self._service = Service(model, api_key, CURES, is_openai(base_url))
        # What the server cannot do, once it has said so.
        self._structured = True
        self._counts = True
        self._system_role = True
        self.prices = PRICES.get(model) if is_openai(base_url) else None

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
        seconds: float | None = None,
        **options: Any,
    ) -> str:
        """The model's answer, of `most_tokens` at most, in CHAT_SECONDS or fewer.

        Raises ProviderError; tries once.
        """
        seconds = min(seconds or self._seconds, self._seconds)
        with self._errors():
            answer = whole_answer(
                self._service, seconds, lambda: self._create(messages, most_tokens, seconds, **options)
            )
            if not answer.choices and (inside := (answer.model_extra or {}).get("error")):
                raise refusal(None, {}, inside, self._service)
            text = answer.choices[0].message.content
            if answer.usage:
                bill(self._billed(answer.usage, messages, text or "", most_tokens))
        if not isinstance(text, str) or not text.strip():
            raise NonsenseAnswer(NOTHING, model=self.model_id, cure=CURE)
        return text

    def stream(
        self,
        messages: Sequence[Message],
        *,
        most_tokens: int,
        seconds: float,
        schema: dict[str, Any] | None = None,
    ) -> Stream:
        """The model's answer piece by piece, for so many seconds at most; it is asked at the first piece.

        A server that can is held to the JSON schema.
        """
        return Stream(self, messages, most_tokens, min(seconds, self._seconds), schema)

    def _pieces(
        self, messages: Sequence[Message], most_tokens: int, seconds: float, schema: dict[str, Any] | None
    ) -> Any:
        """The SDK's stream; a server that cannot count what it streams, or hold to a schema, need not."""
        return self._held_to(schema, lambda **form: self._counted(messages, most_tokens, seconds, **form))

    def _counted(self, messages: Sequence[Message], most: int, seconds: float, **form: Any) -> Any:
        if self._counts:
            counting = {"stream_options": {"include_usage": True}}
            try:
                with self._errors():
                    return self._create(messages, most, seconds, stream=True, **counting, **form)
            except InputRefused:
                if form:  # which of the two it cannot do is found out one by one
                    raise
                self._counts = False
        with self._errors():
            return self._create(messages, most, seconds, stream=True, **form)

    def _held_to(self, schema: dict[str, Any] | None, ask: Callable[..., Answer]) -> Answer:
        """What is answered to a request with the form of a schema, or without where the server knows none."""
        if schema and self._structured:
            try:
                return ask(**_form(schema))
            except InputRefused:
                self._structured = False
        try:
            return ask()
        except InputRefused:
            self._structured = True  # it is the input that is refused, not the form
            raise

    def _create(self, messages: Sequence[Message], most_tokens: int, seconds: float, **options: Any) -> Any:
        """The SDK's answer; once a server says that it has no system role, the user gives the instruction."""
        if self._system_role:
            try:
                with self._errors():
                    return self._send(messages, most_tokens, seconds, **options)
            except InputRefused as error:
                if not NO_SYSTEM.search(str(error)):
                    raise
                self._system_role = False
        return self._send(without_system(messages), most_tokens, seconds, **options)

    def _send(self, messages: Sequence[Message], most_tokens: int, seconds: float, **options: Any) -> Any:
        # Other servers know the older name alone, OpenAI's newer models the newer one.
        limit = "max_tokens" if self._base_url else "max_completion_tokens"
        return self._client.chat.completions.create(
            model=self.model_id,
            messages=list(messages),
            timeout=seconds,
            **{limit: self._room(most_tokens)},
            **options,
        )

    def _room(self, most_tokens: int) -> int:
        return most_tokens * (ROOM_TO_THINK if THINKING.search(self.model_id) else 1)

    def _billed(self, usage: Any, messages: Sequence[Message], said: str, most_tokens: int) -> int:
        """What the server says it has counted, where that can be; else an estimate."""
        sizes = [message["content"] for message in messages]
        most_read = sum(len(text.encode()) for text in sizes) + MOST_ADDED_TOKENS
        most_written = max(2 * self._room(most_tokens), len(said.encode()))
        return self.count(
            believed(getattr(usage, "prompt_tokens", None), most_read, sum(map(self.count_tokens, sizes))),
            believed(getattr(usage, "completion_tokens", None), most_written, self.count_tokens(said)),
        )

    def _errors(self) -> AbstractContextManager[None]:
        return provider_errors(self._service)

    def answer_json(
        self, messages: Sequence[Message], schema: dict[str, Any], **options: Any
    ) -> dict[str, Any]:
        """The model's answer as the object that a JSON schema describes; whoever asks checks what is in it.

        The server is asked to hold to the schema; one that does not know how is asked without. `options`
        are those of `complete`. Raises NonsenseAnswer where no object can be read, ProviderError else.
        """
        return self._held_to(
            schema, lambda **form: self._object_in(self.complete(messages, **form, **options))
        )

    def _object_in(self, text: str) -> dict[str, Any]:
        found = object_in(text)
        if found is None:
            raise NonsenseAnswer(
                _("{model} answered something other than JSON. {cure}"), model=self.model_id, cure=CURE
            )
        return found

    @cached_property
    def _client(self) -> "OpenAI":
        return client(CURES.service, self._api_key, self._base_url)


def _form(schema: dict[str, Any]) -> dict[str, Any]:
    """The option of a request that holds its answer to a JSON schema."""
    form = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": form}}


@cache
def get_chat() -> Chat | None:
    """The chat model that `settings.CHAT` describes; None where none is set up."""
    return Chat(**settings.CHAT) if settings.CHAT else None


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting in ("CHAT", "CHAT_SECONDS"):
        get_chat.cache_clear()


setting_changed.connect(_forget, dispatch_uid="movie.providers.chat")
