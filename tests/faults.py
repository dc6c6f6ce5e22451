"""How providers fail: each fault makes of a request, and of the right answer to it, what the server sends.

Told in bug reports of OpenAI, Gemini, LM Studio, llama.cpp, TEI, vLLM and of proxies before them, or what a
hostile server could send.
"""

import gzip
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from .openai_server import KEY, Answer

Fault = Callable[[dict[str, Any], Answer], Answer]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
LATE = 2.0  # seconds, longer than tests wait
GZIP = {"content-encoding": "gzip"}
RETRY_INFO = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "86400s"}


def always(answer: Answer) -> Fault:
    """The same answer to everything."""
    return lambda request, usual: answer


def spoilt(change: Callable[[list[dict[str, Any]]], Any]) -> Fault:
    """The right answer but for its rows, which are changed in place or replaced."""

    def fault(request: dict[str, Any], usual: Answer) -> Answer:
        body = deepcopy(usual.body)
        made = change(body["data"])
        return Answer(body={**body, "data": body["data"] if made is None else made})

    return fault


def each(change: Callable[[list[float]], Any]) -> Fault:
    """The right answer but for its vectors."""
    return spoilt(lambda rows: [row | {"embedding": change(row["embedding"])} for row in rows])


def numbered(change: Callable[[int], Any]) -> Fault:
    """The right answer but for its indices."""
    return spoilt(lambda rows: [row | {"index": change(row["index"])} for row in rows])


def told(usage: Any) -> Fault:
    """The right answer but for what it says it has cost."""
    return lambda request, usual: Answer(body={**usual.body, "usage": usage})


def busy(**headers: str) -> Fault:
    return always(Answer.error(429, f"Slow down, {KEY}.", **headers))


def _gemini(request: dict[str, Any], usual: Answer) -> Answer:
    error = {"code": 429, "message": "Please retry in 30.2s.", "details": [RETRY_INFO]}
    return Answer(429, [{"error": error}])


# A fault of these is one of the page and of the command.
FAULTS: dict[str, Fault] = {
    "key refused": always(Answer.error(401, f"Incorrect API key provided: {KEY}.")),
    "key forbidden": always(Answer.error(403, f"Not for {KEY}.")),
    "key refused as Gemini does": always(
        Answer.error(400, "API key not valid. Please pass a valid API key.")
    ),
    "no credit": always(Answer.error(429, "You exceeded your current quota.", "insufficient_quota")),
    "payment required": always(Answer.error(402, "Insufficient credits.")),
    "no model": always(Answer.error(404, "The model does not exist.")),
    "no model loaded": always(Answer(400, {"error": "No models loaded. Load one."})),
    "no such page": always(Answer(404, b"404 page not found", {"content-type": "text/plain"})),
    "other endpoint in a good status": always(Answer(body={"error": "Unexpected endpoint or method."})),
    "method not allowed": always(Answer(405, {"detail": "Method Not Allowed"})),
    "input refused": always(Answer(422, {"detail": [{"loc": ["body"], "msg": "value is not valid"}]})),
    "input too large": always(Answer(413, {"message": "too large", "type": "Validation"})),
    "busy": busy(),
    "busy for a year": busy(retry_after="31536000"),
    "busy for ever": busy(retry_after="inf"),
    "busy for no number": busy(retry_after="nan"),
    "busy since yesterday": busy(retry_after="-86400"),
    "busy as Gemini is": _gemini,
    "broken": always(Answer.error(500, "Oops.")),
    "broken as llama.cpp is": always(Answer.error(500, "input (1217 tokens) is too large to process")),
    "bad gateway": always(Answer(502, b"<html><h1>Bad Gateway</h1></html>", {"content-type": "text/html"})),
    "overloaded": always(Answer.error(503, "Loading model")),
    "gateway timeout": always(Answer(504, b"")),
    "error in a good status": always(Answer(body={"error": {"message": "Oops.", "code": 500}})),
    "silent": always(Answer(delay=LATE, body={})),
    "dripping head": always(Answer(raw=HEAD * 50, drip=0.1)),
    "dripping body": always(Answer(body=b" " * 1000, drip=0.1)),
    "dripping error": always(Answer(503, body=b" " * 1000, drip=0.1)),
    "endless": always(Answer(raw=HEAD + b"\r\n", endless=b" " * 2**16)),
    "endless error": always(Answer(raw=HEAD.replace(b"200 OK", b"500 Oh") + b"\r\n", endless=b"x" * 2**16)),
    "endless head": always(Answer(raw=HEAD, endless=b"x-more: " + b"x" * 1000 + b"\r\n")),
    "bomb": always(Answer(body=gzip.compress(bytes(80 * 2**20), 1), headers=GZIP)),
    "torn gzip": always(Answer(body=gzip.compress(b'{"data": []}' * 99)[:30], headers=GZIP)),
    "no gzip": always(Answer(body=b'{"data": []}', headers=GZIP)),
    "packed unasked": always(Answer(body=b"\x0b\x02\x80{}\x03", headers={"content-encoding": "br"})),
    "closed at once": always(Answer(raw=b"")),
    "closed in the middle": always(Answer(raw=HEAD + b'content-length: 999\r\n\r\n{"data": [')),
    "no HTTP": always(Answer(raw=b"SSH-2.0-OpenSSH_9.6\r\n")),
    "round in circles": always(Answer(307, {}, {"location": "/v1/embeddings"})),
    "nothing": always(Answer(200, b"")),
    "HTML": always(Answer(body=b"<html>Log in, please.</html>", headers={"content-type": "text/html"})),
    "half of a JSON": always(Answer(body=b'{"data": [{"index": 0, "embedding": [0.1')),
    "deep JSON": always(Answer(body=b"[" * 100_000)),
    "null": always(Answer(body=None)),
    "list": always(Answer(body=[KEY])),
    "no data": always(Answer(body={"object": "list"})),
    "no rows": spoilt(lambda rows: []),
    "too many rows": spoilt(lambda rows: [*rows, {**rows[-1], "index": len(rows)}]),
    "index beyond": numbered(lambda index: index + 1),
    "index twice": spoilt(lambda rows: [{**row, "index": 0} for row in [*rows, rows[0]]]),
    "index in words": numbered(lambda index: f"row {index}"),
    "nested": each(lambda vector: [vector]),
    "nothing for numbers": each(lambda vector: None),
    "no numbers": each(lambda vector: [float("nan"), *vector[1:]]),
    "numbers beyond": each(lambda vector: [10**400, *vector[1:]]),
    "words for numbers": each(lambda vector: [KEY] * len(vector)),
    "other dimensions": each(lambda vector: vector[:-1]),
    "zeros": each(lambda vector: [0.0] * len(vector)),
}
SLOW = {"silent", "dripping head", "dripping body", "dripping error"}
# What only several texts can show.
FAULTS_OF_SEVERAL: dict[str, Fault] = {
    "one vector for all": each(lambda vector: [1.0] * len(vector)),
    "first row alone": spoilt(lambda rows: rows[:1]),
    "one vector twice": spoilt(lambda rows: [{**row, "embedding": rows[0]["embedding"]} for row in rows]),
}
# What is no fault of the vectors: films are found and stored all the same.
ODDITIES: dict[str, Fault] = {
    f"usage {said!r}": told(said)
    for said in (
        None,
        "free",
        [1],
        {},
        *({"total_tokens": odd} for odd in (-5, 10**12, 2.5, True, "9", float("nan"))),
    )
} | {
    "no index": spoilt(lambda rows: [{"embedding": row["embedding"]} for row in rows]),
    "backwards": spoilt(lambda rows: rows[::-1]),
    "packed": lambda request, usual: Answer(
        body=gzip.compress(json.dumps(usual.body).encode()), headers=GZIP
    ),
}
