"""Compares what a counting provider has been asked and has billed with what the project says of it."""

import json
import time
from collections.abc import Callable
from typing import Any

from ..openai_server import OpenAIServer

BILL = "SELECT coalesce(sum(tokens), 0) FROM movie_spending"
EIGHT = ["joy", "fear", "hope", "love", "awe", "pride", "anger", "grief"]
Asked = Callable[[str], list[tuple]]


def oblige(request: dict[str, Any]) -> str:
    """A chat model's moods for the films that it is asked about; small talk to anything else."""
    films = _films(request)
    moods = [{"id": film["id"], "emotions": EIGHT, "emojis": "🚀🌕🚀🌕"} for film in films]
    return json.dumps({"films": moods}) if films else "Hello."


def _films(request: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        return json.loads(request["messages"][-1]["content"])["films"]
    except (ValueError, KeyError, TypeError):
        return []


class Counting:
    """What the provider has counted since the beginning of a kill, beside the bill in the database."""

    def __init__(self, server: OpenAIServer, asked: Asked) -> None:
        self._server, self._asked = server, asked
        server.reply = oblige
        self.begin()

    def begin(self) -> None:
        """From here on."""
        self._settle()
        self._server.requests.clear()
        self._server.billed = 0
        self._before = self._bill()

    def unbilled(self) -> str:
        """A sentence, where less is on the bill than the provider has billed; else empty."""
        self._settle()
        told, billed = self._bill() - self._before, self._server.billed
        return f"{billed} tokens were billed, and {told} are on the bill" if told < billed else ""

    def sent(self) -> int:
        """How many films were sent, to be embedded or to be given moods, since the last call."""
        self._settle()
        requests, self._server.requests = self._server.requests, []
        embedded = sum(len(request.get("input", ())) for request in requests if request.get("answered"))
        return embedded + sum(len(_films(request)) for request in requests if "messages" in request)

    def _bill(self) -> int:
        return self._asked(BILL)[0][0]

    def _settle(self) -> None:
        """Wait for what is on its way from somebody who was killed."""
        for _ in range(200):
            if not self._server.in_flight:
                return
            time.sleep(0.02)
