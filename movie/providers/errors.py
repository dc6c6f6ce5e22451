"""What goes wrong at a provider, in this project's errors: the server's sentence kept, the key taken out."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..errors import (
    InputRefused,
    InputTooLong,
    KeyRefused,
    NonsenseAnswer,
    ProviderError,
    ProviderUnavailable,
    QuotaExceeded,
    RequestFailed,
    TimedOut,
    UnknownModel,
    Unreachable,
)
from . import refusals
from .timeouts import within

Answer = TypeVar("Answer")

KEY_LIKE = re.compile(r"\b(?:(?:sk|pk)[-_]|AIza)[\w*.-]{6,}")
SHORTEST_KEY = 8
BILLING = "https://platform.openai.com/settings/organization/billing"

# What is told, by the places of Service.told.
UNREADABLE_ANSWER = _("{model} gave an unreadable answer. Check {model_setting} and {address_setting}.")
AN_ERROR = _("{model} answered by an error. Check {model_setting} and {address_setting}.")
ENDLESS = _("{service} does not end its answer. Check {address_setting}.")
OUT_OF_REACH = _("{service} cannot be reached. Check the network and {address_setting}.")
UNAVAILABLE = _("{service} does not answer as it should. Try again in a minute, or check {address_setting}.")
LATE = _("no whole answer within {seconds} seconds")
TIMED_OUT = _(
    "{service} has timed out. Try again in a minute, give it more time by {seconds_setting}, or check "
    "{address_setting}."
)
WRONG_KEY = _("The key is refused. Check openai_apikey in openAI.env.")
WRONG_ADDRESS = _(
    "There is nothing of the kind at that address. Check {address_setting}, which mostly ends in /v1."
)
NOT_LOADED = _(
    "The server there has no model {model} at hand. Load it there, or check {model_setting} and "
    "{address_setting}."
)
NO_MODEL = _("There is no model {model} at that address. Check {model_setting} and {address_setting}.")
NO_CREDIT = _("No credit is left, and waiting does not help: {where}.")
TOO_MUCH = _("Over the limit of the account. Wait and try again, or {where}.")
ADD_CREDIT = _("add credit at {page}")
LOOK_INTO_BILLING = _("look into the billing of that account")

# What reading an answer raises that is not what the protocol says.
UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class Cures:
    """What to say of a service: its name, and the settings to look at."""

    service: Promise  # "The chat model"
    address: str  # the setting of its address
    model: str  # the setting of its model
    seconds: str  # the setting of how long it may take
    refused: str | Promise  # a whole sentence: what is refused, and what to check


@dataclass(frozen=True)
class Service:
    """Who is asked: what errors need to know of it. Shows no key."""

    model: str
    api_key: str
    cures: Cures
    at_openai: bool

    def told(self, sentence: Promise, reason: str | Promise) -> Promise:
        """A sentence with its places for this service filled in, and the server's reason behind it."""
        cures = self.cures
        return format_lazy(
            "{} ({})",
            format_lazy(
                sentence,
                service=cures.service,
                model=self.model,
                address_setting=cures.address,
                model_setting=cures.model,
                seconds_setting=cures.seconds,
            ),
            reason,
        )

    def __repr__(self) -> str:
        return f"Service({self.model})"

    def redacted(self, text: str) -> str:
        """The text without the key, and without anything that looks like one."""
        return redacted(text, self.api_key)


def redacted(text: str, key: str) -> str:
    """The text without a key, and without anything that looks like one.

    A server of one's own takes any key, "x" for instance: that is no secret, and part of many words.
    """
    return KEY_LIKE.sub("[key]", text.replace(key, "[key]") if len(key) >= SHORTEST_KEY else text)


@contextmanager
def provider_errors(service: Service) -> Iterator[None]:
    """Ours in the place of the SDK's errors, and of those that an unreadable answer makes, in the block.

    Without their causes, which may quote the key.
    """
    import openai

    try:
        yield
    except openai.OpenAIError as error:
        raise translated(error, service) from None
    except UNREADABLE as error:
        reason = service.redacted(f"{type(error).__name__}: {error}")[: refusals.LONGEST_SENTENCE]
        raise NonsenseAnswer(service.told(UNREADABLE_ANSWER, reason)) from None


def translated(error: Exception, service: Service) -> ProviderError:
    """The error of this project that an error of the SDK stands for; a line in the log says so."""
    import httpx2
    import openai

    from .answer_limits import TooLarge

    response = getattr(error, "response", None)
    if response is not None:
        return refusal(response.status_code, response.headers, _body(response), service)
    reason = service.redacted(f"{type(error).__name__}: {error.__cause__ or error}")
    if isinstance(error.__cause__, TooLarge):
        return NonsenseAnswer(service.told(ENDLESS, reason))
    if isinstance(error, openai.APITimeoutError):
        return timed_out(service, reason)
    if isinstance(error.__cause__, httpx2.ConnectError):
        return Unreachable(service.told(OUT_OF_REACH, reason))
    return ProviderUnavailable(service.told(UNAVAILABLE, reason))


def refusal(status: int | None, headers: Mapping[str, str], body: Any, service: Service) -> ProviderError:
    """The error that an answer stands for which is none; `status` is None where a good one holds an error."""
    said, code = refusals.sentence_in(body), refusals.code_in(body)
    if status is None and isinstance(code, int) and 400 <= code < 600:
        status = code
    if code == "model_not_found":  # OpenAI says so by 403, too: a project may not use every model
        status = 404
    reason = service.redacted(f"{status}: {said}" if status and said else said or str(status))
    if status == 429 or status == 402:
        hopeless = status == 402 or code == "insufficient_quota"
        wait = None if hopeless else refusals.wait_in(headers, body)
        return _over_limit(service, reason, refusals.SHORT_WAIT if wait is None and not hopeless else wait)
    return _meaning(status, said, service, reason)


def whole_answer(service: Service, seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What a service answers in so many seconds. Raises TimedOut, whatever of the answer is on its way."""
    try:
        return within(seconds, ask)
    except TimeoutError:
        raise timed_out(service, format_lazy(LATE, seconds=f"{seconds:.1f}")) from None


def timed_out(service: Service, reason: str | Promise) -> TimedOut:
    """What is said of a service whose whole answer has not come in time."""
    return TimedOut(service.told(TIMED_OUT, reason))


def _meaning(status: int | None, said: str, service: Service, reason: str) -> ProviderError:
    """What a refusal means, by its sentence first: servers use one status for many things."""
    told = status is None or status in (400, 404, 405, 413, 415, 422, 500, 501)
    if status in (401, 403) or told and refusals.means("wrong_key", said):
        return KeyRefused(service.told(WRONG_KEY, reason))
    if told and refusals.means("wrong_model", said):
        return UnknownModel(service.told(NO_MODEL if service.at_openai else NOT_LOADED, reason))
    if status == 405 or told and refusals.means("wrong_address", said):
        return UnknownModel(service.told(WRONG_ADDRESS, reason))
    if told and refusals.means("too_long", said):
        return InputTooLong(service.told(service.cures.refused, reason))
    if status in (400, 413, 415, 422):
        return InputRefused(service.told(service.cures.refused, reason))
    if status == 404:
        return UnknownModel(service.told(NO_MODEL, reason))
    if status is None:
        return NonsenseAnswer(service.told(AN_ERROR, reason))
    kind = RequestFailed if status in (500, 501) else ProviderUnavailable
    return kind(service.told(UNAVAILABLE, reason))


def _over_limit(service: Service, reason: str, wait: float | None) -> QuotaExceeded:
    where = format_lazy(ADD_CREDIT, page=BILLING) if service.at_openai else LOOK_INTO_BILLING
    sentence = NO_CREDIT if wait is None else TOO_MUCH
    return QuotaExceeded(service.told(format_lazy(sentence, where=where), reason), wait)


def _body(response: Any) -> Any:
    """What a refusal says: JSON where it is, else its text."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return response.text
