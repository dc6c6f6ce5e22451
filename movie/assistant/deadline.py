"""Holds what a chat model streams to one deadline, whatever comes; leaves one that failed alone."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from weakref import WeakKeyDictionary

from django.conf import settings

from ..errors import MovieError, NonsenseAnswer, TimedOut
from ..providers.chat import Chat

HEARTBEAT = 1.0  # seconds after which somebody who waits hears that nothing has come


def timely(pieces: Iterable[str], deadline: float, ended: Callable[[], None]) -> Iterator[str]:
    """The pieces, read in a thread of their own; an empty text whenever none has come for a while.

    Raises TimedOut at the deadline (of time.monotonic), and what reading raises. `ended` is called once
    nothing is read any more, which may be later.
    """
    heard: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    left = threading.Event()
    threading.Thread(target=_read, args=(pieces, heard, left, ended), daemon=True).start()
    try:
        while True:
            piece = _next(heard, deadline)
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece
    finally:
        left.set()


def _next(heard: "queue.SimpleQueue[str | Exception | None]", deadline: float) -> str | Exception | None:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimedOut("The chat model has not answered within CHAT_TURN_SECONDS.")
    try:
        return heard.get(timeout=min(seconds, HEARTBEAT))
    except queue.Empty:
        return ""


def _read(
    pieces: Iterable[str],
    heard: "queue.SimpleQueue[str | Exception | None]",
    left: threading.Event,
    ended: Callable[[], None],
) -> None:
    try:
        for piece in pieces:
            if left.is_set():
                break
            heard.put(piece)
        heard.put(None)
    except Exception as error:
        heard.put(error)
    finally:
        if close := getattr(pieces, "close", None):
            close()
        ended()


class Breaker:
    """Remembers which chat models have failed, and until when they are not asked."""

    def __init__(self) -> None:
        self._resting: WeakKeyDictionary[Chat, float] = WeakKeyDictionary()
        self._nonsense: WeakKeyDictionary[Chat, int] = WeakKeyDictionary()

    def rests(self, chat: Chat) -> bool:
        """Whether the model has failed a short while ago."""
        return time.monotonic() < self._resting.get(chat, 0.0)

    def failed(self, chat: Chat, error: MovieError) -> None:
        """Leave it alone for a while; an answer that made no sense may be followed by a better one, once."""
        self._nonsense[chat] = self._nonsense.get(chat, 0) + 1
        if not isinstance(error, NonsenseAnswer) or self._nonsense[chat] > 1:
            self._resting[chat] = time.monotonic() + settings.CHAT_REST_SECONDS

    def worked(self, chat: Chat) -> None:
        """Forget that it ever failed."""
        self._nonsense.pop(chat, None)
        self._resting.pop(chat, None)


breaker = Breaker()
