"""Asks The Movie Database (TMDB) for films and their posters: the only door to its API.

Its rules: a key of the owner's, at most some forty requests a second, and a line that names it wherever its
data are shown (`ATTRIBUTION`). Addresses and answers: https://developer.themoviedb.org/reference
"""

import json
import re
import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx2
from django.utils.translation import gettext_lazy as _

from ..errors import (
    ConfigurationError,
    InputRefused,
    KeyRefused,
    NonsenseAnswer,
    ProviderError,
    ProviderUnavailable,
    QuotaExceeded,
    TimedOut,
)
from .answer_limits import TooLarge, limited
from .errors import redacted
from .refusals import LONGEST_SENTENCE, SHORT_WAIT, wait_in
from .retry import Patience
from .timeouts import within

ATTRIBUTION = "This product uses the TMDB API but is not endorsed or certified by TMDB."
PER_SECOND = 40
SECONDS = 30.0  # for one answer, whole
CONNECTION = _("Check the connection, or TMDB_URL, and try again in a minute.")
REFUSED = _(
    "TMDB refuses the key. Copy it anew from themoviedb.org (Settings, API) into TMDB_TOKEN. ({reason})"
)
OLD_KEY = re.compile(r"[0-9a-f]{32}")  # of version 3: sent as a parameter, where a token is a header


class TMDB:
    """TMDB's API as the owner's key opens it; threads may share one. Shows no key."""

    def __init__(self, token: str, url: str, pictures_url: str) -> None:
        """Raises ConfigurationError without a key."""
        if not token:
            raise ConfigurationError(
                _(
                    "TMDB needs a key of your own: get one at themoviedb.org (Settings, API) and set "
                    "TMDB_TOKEN."
                )
            )
        self._url, self._pictures_url = url.rstrip("/"), pictures_url.rstrip("/")
        self._token = token
        old = OLD_KEY.fullmatch(token)
        self._parameters = {"api_key": token} if old else {}
        self._headers = {} if old else {"Authorization": f"Bearer {token}"}
        self._http = httpx2.Client(
            timeout=SECONDS,
            event_hooks={"response": [limited]},
            headers={"Accept-Encoding": "gzip"},
        )
        self._patience, self._pace = Patience(), _Pace(PER_SECOND)

    def get(self, path: str, **parameters: object) -> dict[str, Any] | None:
        """What stands at an address such as "/movie/348"; None where nothing does (404).

        Waits its turn, and as long as a 429 asks for. Raises ProviderError.
        """
        content = self._content(f"{self._url}{path}", self._parameters | parameters, self._headers)
        if content is None:
            return None
        answer = _parsed(content)
        if not isinstance(answer, dict):
            raise NonsenseAnswer(_("TMDB gave an answer that is no JSON object. Check TMDB_URL."))
        return answer

    def picture(self, path: str) -> bytes | None:
        """The bytes of a picture, by its path in an answer ("/x.jpg"); None where there is none."""
        return self._content(f"{self._pictures_url}{path}", {}, {})

    def _content(
        self, address: str, parameters: Mapping[str, object], headers: Mapping[str, str]
    ) -> bytes | None:
        return self._patience.call(lambda: self._ask(address, parameters, headers))

    def _ask(
        self, address: str, parameters: Mapping[str, object], headers: Mapping[str, str]
    ) -> bytes | None:
        self._pace.wait()
        try:
            answer = within(
                SECONDS, lambda: self._http.get(address, params=parameters or None, headers=headers)
            )
        except (TimeoutError, httpx2.TimeoutException):
            said = _("TMDB has not answered within {seconds} seconds. {cure}")
            raise TimedOut(said, seconds=round(SECONDS), cure=CONNECTION) from None
        except TooLarge as error:
            said = _("TMDB does not end its answer. Check TMDB_URL. ({reason})")
            raise NonsenseAnswer(said, reason=str(error)) from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            reason = redacted(f"{type(error).__name__}: {error}", self._token)
            said = _("TMDB cannot be reached. {cure} ({reason})")
            raise ProviderUnavailable(said, cure=CONNECTION, reason=reason) from None
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise self._refusal(answer)
        return answer.content

    def _refusal(self, answer: httpx2.Response) -> ProviderError:
        body = _parsed(answer.content)
        said = body.get("status_message", "") if isinstance(body, dict) else ""
        status = answer.status_code
        reason = redacted(f"{status}: {said}"[:LONGEST_SENTENCE], self._token)
        if status in (401, 403):
            return KeyRefused(REFUSED, reason=reason)
        if status == 429:
            wait = wait_in(answer.headers, body)
            said = _("TMDB has been asked too much. Try again in a minute. ({reason})")
            return QuotaExceeded(said, SHORT_WAIT if wait is None else wait, reason=reason)
        if status >= 500:
            said = _("TMDB does not answer as it should. {cure} ({reason})")
            return ProviderUnavailable(said, cure=CONNECTION, reason=reason)
        return InputRefused(
            _("TMDB does not accept what was asked. Check TMDB_URL. ({reason})"), reason=reason
        )


class _Pace:
    """Lets so many through a second, whichever threads they come from, evenly."""

    def __init__(self, per_second: int) -> None:
        self._step = 1 / per_second
        self._next = 0.0  # on time.monotonic()
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(self._next, now)
            self._next = turn + self._step
        time.sleep(turn - now)


def _parsed(content: bytes) -> Any:
    """JSON, or None where it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
