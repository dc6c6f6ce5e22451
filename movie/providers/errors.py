"""What goes wrong at a provider, in this project's errors: the server's sentence kept, the key taken out."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

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

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

KEY_LIKE = re.compile(r"\b(?:(?:sk|pk)[-_]|AIza)[\w*.-]{6,}")
SHORTEST_KEY = 8
BILLING = "https://platform.openai.com/settings/organization/billing"

# What reading an answer raises that is not what the protocol says.
UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class Cures:
    """What to say of a service: its name, and the settings to look at."""

    service: str  # "The chat model"
    address: str  # the setting of its address
    model: str  # the setting of its model
    seconds: str  # the setting of how long it may take
    refused: str  # a whole sentence: what is refused, and what to check


@dataclass(frozen=True)
class Service:
    """Who is asked: what errors need to know of it. Shows no key."""

    model: str
    api_key: str
    cures: Cures
    at_openai: bool

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
        cure = f"Check {service.cures.model} and {service.cures.address}."
        raise NonsenseAnswer(f"{service.model} gave an unreadable answer. {cure} ({reason})") from None


def translated(error: Exception, service: Service) -> ProviderError:
    """The error of this project that an error of the SDK stands for; a line in the log says so."""
    import httpx2
    import openai

    from .answer_limits import TooLarge

    response = getattr(error, "response", None)
    if response is not None:
        return refusal(response.status_code, response.headers, _body(response), service)
    reason = service.redacted(f"{type(error).__name__}: {error.__cause__ or error}")
    logger.warning("%s failed (%s)", service.model, reason)
    if isinstance(error.__cause__, TooLarge):
        cure = f"Check {service.cures.address}."
        return NonsenseAnswer(f"{service.cures.service} does not end its answer. {cure} ({reason})")
    if isinstance(error, openai.APITimeoutError):
        return timed_out(service, reason)
    if isinstance(error.__cause__, httpx2.ConnectError):
        cures = service.cures
        return Unreachable(
            f"{cures.service} cannot be reached. Check the network and {cures.address}. ({reason})"
        )
    return _unavailable(ProviderUnavailable, service, reason)


def refusal(status: int | None, headers: Mapping[str, str], body: Any, service: Service) -> ProviderError:
    """The error that an answer stands for which is none; `status` is None where a good one holds an error."""
    said, code = refusals.sentence_in(body), refusals.code_in(body)
    if status is None and isinstance(code, int) and 400 <= code < 600:
        status = code
    if code == "model_not_found":  # OpenAI says so by 403, too: a project may not use every model
        status = 404
    reason = service.redacted(f"{status}: {said}" if status and said else said or str(status))
    logger.warning("%s refused or failed (%s)", service.model, reason)
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
        raise timed_out(service, f"no whole answer within {seconds:.1f} seconds") from None


def timed_out(service: Service, reason: str) -> TimedOut:
    """What is said of a service whose whole answer has not come in time."""
    return TimedOut(
        f"{service.cures.service} has timed out. Try again in a minute, give it more time by "
        f"{service.cures.seconds}, or check {service.cures.address}. ({reason})"
    )


def _meaning(status: int | None, said: str, service: Service, reason: str) -> ProviderError:
    """What a refusal means, by its sentence first: servers use one status for many things."""
    cures = service.cures
    told = status is None or status in (400, 404, 405, 413, 415, 422, 500, 501)
    if status in (401, 403) or told and refusals.means("wrong_key", said):
        return KeyRefused(f"The key is refused. Check openai_apikey in openAI.env. ({reason})")
    if told and refusals.means("wrong_model", said):
        cure = f"Load it there, or check {cures.model} and {cures.address}."
        return UnknownModel(f"The server there has no model {service.model} at hand. {cure} ({reason})")
    if status == 405 or told and refusals.means("wrong_address", said):
        cure = f"Check {cures.address}, which mostly ends in /v1."
        return UnknownModel(f"There is nothing of the kind at that address. {cure} ({reason})")
    if told and refusals.means("too_long", said):
        return InputTooLong(f"{cures.refused} ({reason})")
    if status in (400, 413, 415, 422):
        return InputRefused(f"{cures.refused} ({reason})")
    if status == 404:
        cure = f"Check {cures.model} and {cures.address}."
        return UnknownModel(f"There is no model {service.model} at that address. {cure} ({reason})")
    if status is None:
        cure = f"Check {cures.model} and {cures.address}."
        return NonsenseAnswer(f"{service.model} answered by an error. {cure} ({reason})")
    return _unavailable(RequestFailed if status in (500, 501) else ProviderUnavailable, service, reason)


def _over_limit(service: Service, reason: str, wait: float | None) -> QuotaExceeded:
    where = f"add credit at {BILLING}" if service.at_openai else "look into the billing of that account"
    if wait is None:
        return QuotaExceeded(f"No credit is left, and waiting does not help: {where}. ({reason})")
    return QuotaExceeded(f"Over the limit of the account. Wait and try again, or {where}. ({reason})", wait)


def _unavailable(kind: type[ProviderUnavailable], service: Service, reason: str) -> ProviderUnavailable:
    return kind(
        f"{service.cures.service} does not answer as it should. Try again in a minute, or check "
        f"{service.cures.address}. ({reason})"
    )


def _body(response: Any) -> Any:
    """What a refusal says: JSON where it is, else its text."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return response.text
