"""How many texts a server takes in one request: found out once, and remembered for the embedder's life."""

from threading import Lock


class BatchSize:
    """Begins small where nothing is known, grows while all goes well, never again to what was too many."""

    def __init__(self, first: int, most: int) -> None:
        self.now = min(first, most)
        self._most = most
        self._lock = Lock()

    def worked(self, texts: int) -> None:
        """A request with so many texts was answered."""
        with self._lock:
            if texts >= self.now:
                self.now = min(2 * self.now, self._most)

    def too_many(self, texts: int) -> None:
        """A request with so many texts was not answered, and half as many are to be tried."""
        with self._lock:
            self._most = max(1, min(self._most, texts // 2))
            self.now = min(self.now, self._most)
