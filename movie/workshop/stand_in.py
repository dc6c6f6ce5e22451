"""Stands in for OpenAI while a student's project is tried out: one vector for whatever is asked."""

import base64
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from ..vectors import FLOAT32


class StandIn(ThreadingHTTPServer):
    """A server on this machine alone that answers embeddings, and counts what it is asked."""

    daemon_threads = True

    def __init__(self, vector: Sequence[float]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.vector = [float(number) for number in vector]
        self.asked = 0

    @property
    def url(self) -> str:
        """Its address, as OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        """Answer each text by the one vector."""
        asked = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        self.server.asked += 1
        texts = asked.get("input", "")
        count = 1 if isinstance(texts, str) else len(texts)
        packed = asked.get("encoding_format") == "base64"
        vector: Any = self.server.vector
        if packed:
            vector = base64.b64encode(np.asarray(vector, dtype=FLOAT32).data).decode()
        rows = [{"object": "embedding", "index": place, "embedding": vector} for place in range(count)]
        usage = {"prompt_tokens": count, "total_tokens": count}
        body = {"object": "list", "data": rows, "model": asked.get("model", ""), "usage": usage}
        self._send(json.dumps(body).encode())

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def standing_in(vector: Sequence[float]) -> Iterator[StandIn]:
    """The server, for as long as the block lasts."""
    server = StandIn(vector)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
