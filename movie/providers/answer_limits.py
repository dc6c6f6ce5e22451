"""Holds what is read of an answer to a size and a time, whatever comes: drips, no end, a gzip bomb."""

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx2

MOST_BYTES = 64 * 2**20  # of one answer, unpacked
PIECE = 2**20
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS

_most_bytes: ContextVar[int] = ContextVar("movie_providers_most_bytes", default=MOST_BYTES)


class TooLarge(httpx2.ReadError):
    """An answer has more bytes than any answer needs."""


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Answers to what is asked inside the block may have so many bytes, MOST_BYTES where that is less."""
    token = _most_bytes.set(min(size, MOST_BYTES))
    try:
        yield
    finally:
        _most_bytes.reset(token)


def limited(response: httpx2.Response) -> None:
    """Limits a response whose body has not been read yet; a hook of the SDK's HTTP client."""
    seconds = response.request.extensions.get("timeout", {}).get("read")
    encoding = response.headers.pop("content-encoding", "identity").strip().lower()
    response.stream = _Body(response.stream, encoding, _most_bytes.get(), seconds)


class _Body(httpx2.SyncByteStream):
    """The bytes of an answer, unpacked here: httpx would unpack a whole piece, however large it gets."""

    def __init__(self, stream: Any, encoding: str, most: int, seconds: float | None) -> None:
        self._stream, self._encoding, self._most = stream, encoding, most
        self._deadline = time.monotonic() + seconds if seconds else None

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._unpacked():
            size += len(piece)
            if size > self._most:
                raise TooLarge(f"The answer has more than {self._most / 2**20:.0f} MB.")
            if self._deadline and time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("The answer does not come to an end.")
            yield piece

    def _unpacked(self) -> Iterator[bytes]:
        if self._encoding == "identity":
            yield from self._stream
        elif self._encoding in ("gzip", "x-gzip", "deflate"):
            yield from self._inflated()
        else:
            raise httpx2.DecodingError(f"The answer is packed as “{self._encoding[:20]}”, unasked.")

    def _inflated(self) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(GZIP_OR_ZLIB)
        for piece in self._stream:
            while piece:
                try:
                    yield unpacker.decompress(piece, PIECE)
                except zlib.error as error:
                    raise httpx2.DecodingError(f"The answer cannot be unpacked: {error}") from None
                piece = unpacker.unconsumed_tail

    def close(self) -> None:
        """Close the connection, or give it back."""
        self._stream.close()
