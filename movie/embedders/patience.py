"""How long a command waits for a provider: all requests under way wait together."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from ..errors import ProviderUnavailable, QuotaExceeded

Answer = TypeVar("Answer")
ATTEMPTS = 6
LONGEST_WAIT = 60.0  # seconds between two attempts, unless the provider names more


class Patience:
    """Tries again what may succeed later.

    A provider that is over its limit says how long to wait; whoever shares this object then waits
    as well, instead of spending its own attempts on finding out.
    """

    def __init__(self, attempts: int = ATTEMPTS) -> None:
        self.attempts = attempts
        self._lock = threading.Lock()
        self._open_at = 0.0  # on time.monotonic()

    def call(self, request: Callable[[], Answer]) -> Answer:
        """The answer to a request; its last error where no attempt succeeds.

        QuotaExceeded without `retry_after` means that no credit is left, and is raised at once.
        """
        for attempt in range(1, self.attempts + 1):
            self._wait()
            try:
                return request()
            except QuotaExceeded as error:
                if error.retry_after is None or attempt == self.attempts:
                    raise
                self._close(error.retry_after)
            except ProviderUnavailable:
                if attempt == self.attempts:
                    raise
                self._close(min(LONGEST_WAIT, 0.5 * 2**attempt))
        raise AssertionError("attempts is at least 1")

    def _wait(self) -> None:
        while (left := self._open_at - time.monotonic()) > 0:
            time.sleep(left)

    def _close(self, seconds: float) -> None:
        with self._lock:
            self._open_at = max(self._open_at, time.monotonic() + seconds)
