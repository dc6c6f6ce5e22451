"""What the OpenAI SDK's errors mean here: ours in their place, their sentence kept, the key taken out."""

import logging
import re
from dataclasses import dataclass

from ..errors import (
    InputRefused,
    KeyRefused,
    ProviderError,
    ProviderUnavailable,
    QuotaExceeded,
    UnknownModel,
)

logger = logging.getLogger(__name__)

KEY_LIKE = re.compile(r"\b(?:(?:sk|pk)[-_]|AIza)[\w*.-]{6,}")
BILLING = "https://platform.openai.com/settings/organization/billing"


@dataclass(frozen=True)
class Cures:
    """What to say of a service: its name, and the settings to look at."""

    service: str  # "The chat model"
    address: str  # the setting of its address
    model: str  # the setting of its model
    refused: str  # a whole sentence: what is refused, and what to check


def translated(error: Exception, model: str, api_key: str, cures: Cures) -> ProviderError:
    """The error of this project that an error of the SDK stands for; a line in the log says so."""
    reason = redacted(f"{type(error).__name__}: {error}", api_key)
    status = getattr(error, "status_code", None)
    logger.warning("%s refused or failed (%s)", model, reason)
    if status in (401, 403):
        return KeyRefused(f"The key is refused. Check openai_apikey in openAI.env. ({reason})")
    if status == 429:
        sentence = f"Over the limit of the account. Wait and try again, or add credit at {BILLING}."
        return QuotaExceeded(f"{sentence} ({reason})", retry_after(error))
    if status in (400, 413, 422):
        return InputRefused(f"{cures.refused} ({reason})")
    if status == 404:
        return UnknownModel(
            f"There is no model {model} at that address. Check {cures.model} and {cures.address}. ({reason})"
        )
    return ProviderUnavailable(
        f"{cures.service} does not answer as it should. Try again in a minute, or check {cures.address}. "
        f"({reason})"
    )


def redacted(text: str, api_key: str) -> str:
    """The text without the key, and without anything that looks like one."""
    return KEY_LIKE.sub("[key]", text.replace(api_key, "[key]") if api_key else text)


def retry_after(error: Exception) -> float | None:
    """Seconds that the answer asks to wait; None where it names none or no waiting will help."""
    if getattr(error, "code", None) == "insufficient_quota":
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    return 1.0
