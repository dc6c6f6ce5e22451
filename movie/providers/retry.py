"""How long a command waits for a provider: all requests under way wait together."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from ..errors import ProviderUnavailable, QuotaExceeded, RequestFailed, TimedOut, Unreachable
from .refusals import LONGEST_WAIT

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
ATTEMPTS = 6
# A fault of the server's own that comes back at once is likely the request's: so many attempts are enough.
ATTEMPTS_AT_A_FAULT = 3
# Where nobody has answered yet, there is no network, or nobody at that address: waiting helps little.
ATTEMPTS_TO_REACH = 2
LONGEST_PAUSE = 60.0  # seconds between two attempts, unless the provider names more


class Patience:
    """Tries again what may succeed later.

    A provider that is over its limit says how long to wait; whoever shares this object then waits
    as well, instead of spending its own attempts on finding out.
    """

    def __init__(self, attempts: int = ATTEMPTS) -> None:
        self.attempts = attempts
        self._lock = threading.Lock()
        self._open_at = 0.0  # on time.monotonic()
        self._reached = False

    def call(self, request: Callable[[], Answer], time_outs: int = 2) -> Answer:
        """The answer to a request; its last error where no attempt succeeds.

        Waits LONGEST_WAIT in all at most, and tries as often as `time_outs` says what timed out.
        QuotaExceeded without `retry_after` means that no credit is left, and is raised at once.
        """
        waited = 0.0
        for attempt in range(1, self.attempts + 1):
            self._wait()
            try:
                answer = request()
                self._reached = True
                return answer
            except (ProviderUnavailable, QuotaExceeded) as error:
                pause = _pause(error, attempt)
                if pause is None or waited + pause > LONGEST_WAIT or attempt >= self._most(error, time_outs):
                    raise
                logger.warning("Trying again in %.1f s: %s", pause, error)
                waited += pause
                self._close(pause)
        raise AssertionError("attempts is at least 1")

    def _most(self, error: Exception, time_outs: int) -> int:
        if isinstance(error, TimedOut):
            return min(time_outs, self.attempts)
        if isinstance(error, Unreachable) and not self._reached:
            return min(ATTEMPTS_TO_REACH, self.attempts)
        return min(ATTEMPTS_AT_A_FAULT, self.attempts) if isinstance(error, RequestFailed) else self.attempts

    def _wait(self) -> None:
        while (left := self._open_at - time.monotonic()) > 0:
            time.sleep(left)

    def _close(self, seconds: float) -> None:
        with self._lock:
            self._open_at = max(self._open_at, time.monotonic() + seconds)


def _pause(error: ProviderUnavailable | QuotaExceeded, attempt: int) -> float | None:
    """Seconds before the next attempt: as named, then at least twice as long each time; None where vain."""
    if not isinstance(error, QuotaExceeded):
        return min(LONGEST_PAUSE, 0.5 * 2**attempt)
    if error.retry_after is None:
        return None
    again = 0.5 * 2 ** (attempt - 1) if attempt > 1 else 0.0
    return min(LONGEST_WAIT, max(error.retry_after, again))
