"""A chat model's answer as it comes, piece by piece, with what is billed of it so far."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ..errors import NonsenseAnswer, ProviderUnavailable
from .messages import Message
from .model_output import without_thoughts

if TYPE_CHECKING:
    from .chat import Chat

CURE = _("Check CHAT_MODEL and CHAT_BASE_URL.")
NOTHING = _("{model} answered nothing. {cure}")


class Stream:
    """A model's answer as it comes. Iterating raises ProviderError, in the middle as well.

    `tokens` is what has been billed so far (see Chat.count): by the model's own count once it has come,
    else an estimate of what was read and written, for one that is left early is paid for too.
    """

    def __init__(
        self,
        chat: "Chat",
        messages: Sequence[Message],
        most_tokens: int,
        seconds: float,
        schema: dict[str, Any] | None = None,
    ) -> None:
        self._chat, self._messages, self._schema = chat, messages, schema
        self._most_tokens, self._seconds = most_tokens, seconds
        self.tokens = 0

    def __iter__(self) -> Iterator[str]:
        silent = True
        for text in without_thoughts(self._heard()):
            silent = silent and not text.strip()
            yield text
        if silent:
            raise NonsenseAnswer(NOTHING, model=self._chat.model_id, cure=CURE)

    def _heard(self) -> Iterator[str]:
        deadline = time.monotonic() + self._seconds
        read = sum(self._chat.count_tokens(message["content"]) for message in self._messages)
        said, finished = "", False
        with (
            self._chat._errors(),
            self._chat._pieces(self._messages, self._most_tokens, self._seconds, self._schema) as pieces,
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
                    self.tokens = self._chat._billed(piece.usage, self._messages, said, self._most_tokens)
                if time.monotonic() > deadline:
                    raise ProviderUnavailable(
                        _("{model} takes longer than {seconds} s."),
                        model=self._chat.model_id,
                        seconds=f"{self._seconds:g}",
                    )
        if said and not finished:
            raise ProviderUnavailable(
                _("{model} broke off in the middle of its answer."), model=self._chat.model_id
            )
