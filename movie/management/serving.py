"""Serves the site with waitress, and stops it so that nobody is cut off in the middle."""

import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

from waitress import create_server, wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

# Requests that are under way when the server is told to stop may take so long to end.
GRACE_SECONDS = 10
# Whoever comes when so many are connected waits until one of them leaves; browsers keep connections for long.
MOST_CONNECTIONS = 1000
BACKLOG = 1024  # visitors that the system keeps until one of them can be let in
# What waitress itself refuses (a request that is no HTTP) is answered before Django sees it.
REFUSAL_HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)


def bound(listen: str) -> list[socket.socket]:
    """Sockets that listen on addresses such as "127.0.0.1:8000 [::1]:8000". Raises OSError, ValueError."""
    return [_bound(*place) for place in Adjustments(listen=listen).listen]


def _bound(family: int, kind: int, protocol: int, address: tuple) -> socket.socket:
    listener = socket.socket(family, kind, protocol)
    if os.name == "posix":  # elsewhere a second server could listen on the same address
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listener.bind(address)
    listener.listen(BACKLOG)
    return listener


class Refusal(ErrorTask):
    """Waitress's own refusal, with the headers that a refusal of the site has."""

    def build_response_header(self) -> bytes:
        self.response_headers += REFUSAL_HEADERS
        return super().build_response_header()


class Channel(HTTPChannel):
    """One visitor's connection."""

    error_task_class = Refusal

    @property
    def busy(self) -> bool:
        """Whether a request is being read or answered, or its answer is still on its way."""
        return bool(self.requests or self.request is not None or self.total_outbufs_len)


class Server:
    """Waitress on one or more sockets, which ends what is under way before it stops."""

    def __init__(self, application: Callable, sockets: Sequence[socket.socket], threads: int) -> None:
        self.map: dict[int, Any] = {}
        self.stopping = False
        # Forwarded headers are handed on: the site itself knows whose to believe.
        create_server(
            application,
            map=self.map,
            sockets=sockets,
            threads=threads,
            connection_limit=MOST_CONNECTIONS,
            # So it hears that a visitor has left, whose request then is not worked off.
            channel_request_lookahead=1,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
        self.listeners = [entry for entry in self.map.values() if getattr(entry, "accepting", False)]
        for listener in self.listeners:
            listener.channel_class = Channel

    def stop(self, *signal_and_frame: object) -> None:
        """Stop soon (the handler of a signal); asked a second time, stop at once."""
        if self.stopping:
            raise SystemExit(1)
        self.stopping = True
        self.listeners[0].pull_trigger()  # wakes the loop

    def run(self) -> bool:
        """Serve until told to stop. Returns whether all that was under way could be ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            self._turn(1)
        self._close_doors()
        return self._drain(time.monotonic() + GRACE_SECONDS)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self.map, count=1)

    def _close_doors(self) -> None:
        """Let nobody in any more: whoever knocks is told so by the system, and can go elsewhere."""
        for listener in self.listeners:
            listener.accepting = False
            listener.del_channel(self.map)
            listener.socket.close()

    def _drain(self, deadline: float) -> bool:
        """Go on until no visitor waits for anything, at most until the deadline."""
        while (waiting := self._waiting()) and time.monotonic() < deadline:
            self._turn(0.05)
        self.listeners[0].task_dispatcher.shutdown(timeout=0.2)
        return not waiting

    def _waiting(self) -> bool:
        return any(isinstance(entry, Channel) and entry.busy for entry in self.map.values())
