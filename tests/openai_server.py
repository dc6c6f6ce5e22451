"""A real HTTP server on loopback that speaks OpenAI's protocol, for the real SDK to talk to.

Its embeddings are bags of hashed words, so that texts that share words are near each other. It counts
what it is asked, and can be told to fail, to wait, or to talk nonsense.
"""

import base64
import hashlib
import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

WORD = re.compile(r"\w+")
MOST_INPUTS = 2048
KEY = "sk-test-0123456789abcdef"


def embed(text: str, dimensions: int = 1536) -> np.ndarray:
    """The server's embedding of a text: float32, of norm 1, the same on every call."""
    vector = np.zeros(dimensions)
    vector[0] = 0.1
    for word in WORD.findall(text.lower()):
        place, sign = _hashed(word)
        vector[place % dimensions] += sign
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@lru_cache(maxsize=50_000)
def _hashed(word: str) -> tuple[int, int]:
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), 1 if digest[4] % 2 else -1


@dataclass
class Answer:
    """An answer in place of the usual one."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds
    pieces: Sequence[str] | None = None  # of a message that is streamed
    pause: float = 0.0  # seconds after each piece
    cut: bool = False  # whether the connection is closed after the last piece, with nothing said of it
    drip: float = 0.0  # seconds before each byte of the body, or of what is `raw`
    raw: bytes | None = None  # sent as it is, head and all, before the connection is closed
    endless: bytes = b""  # comes again and again after what is `raw`

    @classmethod
    def error(cls, status: int, message: str, code: str | None = None, **headers: str) -> "Answer":
        """An error in OpenAI's form; header names may be written with underscores."""
        body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
        return cls(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


class OpenAIServer(ThreadingHTTPServer):
    """The server; use it through `running()`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.script: deque[Answer] = deque()
        self.fault: Callable[[dict[str, Any], Answer], Answer] | None = None  # what becomes of each embedding
        self.replies: deque[Answer | str] = deque()  # to /chat/completions alone
        self.reply: Callable[[dict[str, Any]], str] = lambda request: "Hello."
        self.delay = 0.0
        self.pause = 0.0  # seconds between two pieces of what is streamed
        self.billed = 0  # tokens of all that was answered in full
        self.left = 0  # streams whose reader went away before the end
        self.keys = {KEY}
        self.poison = ""  # a text with this word in it is refused
        self.max_tokens: int | None = None  # a request with more (4 characters each) is refused
        self.in_flight = self.most_in_flight = 0
        self.lock = threading.Lock()
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def texts(self) -> list[str]:
        """Every text that was embedded, in order of arrival."""
        return [text for request in self.requests if request.get("answered") for text in request["input"]]

    def next_answer(self, request: dict[str, Any]) -> Answer:
        """What to answer: the next of the script, else what the protocol says."""
        with self.lock:
            self.requests.append(request)
            if self.script:
                return self.script.popleft()
            chatting = request["path"].endswith("/chat/completions")
            scripted = self.replies.popleft() if chatting and self.replies else None
        if request["key"] not in self.keys:
            return Answer.error(401, f"Incorrect API key provided: {request['key']}.", "invalid_api_key")
        if request["path"].endswith("/embeddings"):
            usual = self.embeddings(request)
            return self.fault(request, usual) if self.fault else usual
        if chatting:
            return self.chat(request, scripted)
        return Answer.error(404, f"There is nothing at {request['path']}.")

    def chat(self, request: dict[str, Any], scripted: "Answer | str | None") -> Answer:
        """The next scripted reply, else what `reply` makes of the request; a text becomes a message."""
        said = self.reply(request) if scripted is None else scripted
        if isinstance(said, Answer):
            return said
        if request.get("stream"):
            return Answer(pieces=re.findall(r"\S+\s*|\s+", said), delay=self.delay, pause=self.pause)
        read = sum(len(message["content"]) // 4 + 1 for message in request["messages"])
        written = len(said) // 4 + 1
        message = {"role": "assistant", "content": said, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        self._bill(read + written)
        body = {"id": "chat-1", "object": "chat.completion", "created": 0, "model": request["model"]}
        return Answer(body=body | {"choices": [choice], "usage": usage}, delay=self.delay)

    def _bill(self, tokens: int) -> None:
        with self.lock:
            self.billed += tokens

    def embeddings(self, request: dict[str, Any]) -> Answer:
        """The usual answer, or the API's refusals of what is empty, too much or poisonous."""
        texts = request["input"] = (
            [request["input"]] if isinstance(request["input"], str) else request["input"]
        )
        if not texts or len(texts) > MOST_INPUTS or not all(text.strip() for text in texts):
            return Answer.error(400, "'$.input' is invalid.")
        if self.poison and any(self.poison in text for text in texts):
            return Answer.error(400, "The input was rejected.")
        tokens = sum(len(text) // 4 + 1 for text in texts)
        if self.max_tokens and tokens > self.max_tokens:
            return Answer.error(400, f"Requested {tokens} tokens, max {self.max_tokens} tokens per request")
        dimensions = request.get("dimensions") or 1536
        packed = request.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": place, "embedding": _written(embed(text, dimensions), packed)}
            for place, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        request["answered"] = True
        self._bill(tokens)
        return Answer(
            body={"object": "list", "data": data, "model": request["model"], "usage": usage}, delay=self.delay
        )


def _written(vector: np.ndarray, packed: bool) -> str | list[float]:
    # Six decimals, as the real answers have about that many, and JSON is quick to write.
    return base64.b64encode(vector.tobytes()).decode() if packed else vector.astype(float).round(6).tolist()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: OpenAIServer

    def do_POST(self) -> None:
        """Read the request, note it, and answer."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        key = self.headers.get("authorization", "").removeprefix("Bearer ")
        with self.counted():
            answer = self.server.next_answer(
                {**body, "path": self.path, "key": key, "time": time.monotonic()}
            )
            self.server.stopped.wait(answer.delay)
            if answer.raw is not None:
                self.send_raw(answer)
            elif answer.pieces is None:
                self.send(answer)
            else:
                self.stream(answer)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many requests are under way at once."""
        with self.server.lock:
            self.server.in_flight += 1
            self.server.most_in_flight = max(self.server.most_in_flight, self.server.in_flight)
        try:
            yield
        finally:
            with self.server.lock:
                self.server.in_flight -= 1

    def send(self, answer: Answer) -> None:
        """Send JSON, or bytes as they are."""
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in {"content-type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        for piece in (body[place : place + 1] for place in range(len(body))) if answer.drip else [body]:
            if self.server.stopped.wait(answer.drip):
                return
            self.wfile.write(piece)

    def send_raw(self, answer: Answer) -> None:
        """Send bytes, for ever where they are endless, and close the connection."""
        self.close_connection = True
        pieces = [bytes([byte]) for byte in answer.raw] if answer.drip else [answer.raw]
        with suppress(OSError):
            for piece in pieces:
                if self.server.stopped.wait(answer.drip):
                    return
                self.wfile.write(piece)
            while answer.endless and not self.server.stopped.is_set():
                self.wfile.write(answer.endless)

    def stream(self, answer: Answer) -> None:
        """Send a message piece by piece, as server-sent events, with what it cost at the end."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for piece in answer.pieces:
                self.event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
                time.sleep(answer.pause)
            if answer.cut:
                self.close_connection = True
                return
            self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            written = sum(map(len, answer.pieces)) // 4 + 1
            usage = {"prompt_tokens": 100, "completion_tokens": written, "total_tokens": 100 + written}
            self.event({"choices": [], "usage": usage})
            self.chunk(b"data: [DONE]\n\n")
            self.chunk(b"")
        except OSError:
            self.close_connection = True
            with self.server.lock:
                self.server.left += 1

    def event(self, part: dict[str, Any]) -> None:
        """One server-sent event."""
        body = {"id": "chat-1", "object": "chat.completion.chunk", "created": 0, "model": "test", **part}
        self.chunk(f"data: {json.dumps(body)}\n\n".encode())

    def chunk(self, data: bytes) -> None:
        """One chunk of HTTP's chunked coding; the empty one is the last."""
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def running(prepare: Callable[[OpenAIServer], None] | None = None) -> Iterator[OpenAIServer]:
    """A server in a thread of its own, for as long as the block lasts."""
    server = OpenAIServer()
    if prepare:
        prepare(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with running() as served:
        print(served.url, flush=True)  # noqa: T201
        threading.Event().wait()
