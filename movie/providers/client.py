"""Makes the SDK's client, the only place that does."""

import math
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI_URL = "https://api.openai.com/v1"
# How long a page waits for one answer at most; how long a command does is a setting.
PAGE_SECONDS = 8.0
MOST_REDIRECTS = 3


def is_openai(base_url: str | None) -> bool:
    """Tells whether an address is OpenAI's own: its prices, limits and billing page hold there alone."""
    host = (urlsplit(base_url).hostname or "") if base_url else "api.openai.com"
    return host == "openai.com" or host.endswith(".openai.com")


def checked_seconds(seconds: float, setting: str) -> float:
    """The seconds of a setting. Raises ConfigurationError where they are none to wait for."""
    if not math.isfinite(seconds) or seconds <= 0:
        raise ConfigurationError(
            _("{setting} is {seconds}; it takes a number of seconds such as 60."),
            setting=setting,
            seconds=str(seconds),
        )
    return seconds


def client(who: str | Promise, api_key: str, base_url: str | None) -> "OpenAI":
    """The SDK's client for an address; `who` needs it. Raises ConfigurationError where there is no SDK.

    Waiting and trying again are decided by whoever asks, not inside the SDK. Without an address the SDK
    would read OPENAI_BASE_URL itself, and take an empty one for an address.
    """
    try:
        from openai import DefaultHttpxClient, OpenAI

        from .answer_limits import limited
    except ImportError as error:
        raise ConfigurationError(
            _("{needing} needs the package {package}. Run: pip install -r requirements.txt"),
            needing=who,
            package="openai",
        ) from error
    http = DefaultHttpxClient(
        headers={"Accept-Encoding": "gzip"}, event_hooks={"response": [limited]}, max_redirects=MOST_REDIRECTS
    )
    return OpenAI(api_key=api_key or "none", base_url=base_url or OPENAI_URL, max_retries=0, http_client=http)
