"""Reads a large JSON text value by value, without holding the whole of it in memory."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext as _

from ...text.number_format import written

CHUNK = 1 << 20
# A packed file may unpack to more than any memory, and brackets take thirty times as much there as in a text.
LONGEST_FILM = 5_000_000
BLANKS = re.compile(r"[ \t\r\n]*")
BLANKS_AND_COMMAS = re.compile(r"[ \t\r\n,]*")
LONGEST_NUMBER = 400  # digits; no float has more


class TooLong(ValueError):
    """A value that goes on for longer than any film."""


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) < LONGEST_NUMBER else float(digits)


DECODER = json.JSONDecoder()
# Python refuses to read numbers of thousands of digits, which one decoder in between would slow down for all.
LENIENT = json.JSONDecoder(parse_int=_whole_number)


def loads(text: str) -> Any:
    """What a JSON text holds; too long a number is infinite. Raises ValueError, RecursionError."""
    return _decoded(text, lambda decoder: decoder.decode(text))


def values(text: str) -> Iterator[Any]:
    """What the JSON texts hold that stand one behind the other in a text. Raises as loads() does."""
    end = BLANKS.match(text).end()
    while end < len(text):
        value, end = _decoded(text, lambda decoder, start=end: decoder.raw_decode(text, start))
        yield value
        end = BLANKS_AND_COMMAS.match(text, end).end()


def _decoded(text: str, decode: Any) -> Any:
    try:
        return decode(DECODER)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return decode(LENIENT)


def within_limit(text: str, longest: int) -> str:
    """The text. Raises TooLong where it has more characters than that."""
    if len(text) > longest:
        raise TooLong(_("one entry has more than %(most)s characters") % written(most=longest))
    return text


class Pieces:
    """The values of a JSON text, in the order in which they stand there.

    Its methods raise ValueError where the text is no JSON or ends too early, TooLong where a value is longer
    than LONGEST_FILM, and RecursionError where it is nested too deeply.
    """

    def __init__(self, text: TextIO, start: str = "") -> None:
        self._text = text
        self._buffer, self._place = start, 0

    def items(self) -> Iterator[tuple[Any, int]]:
        """The items of the list that begins here, each with its length as a text."""
        if self._next() != "[":
            raise ValueError(_("it does not begin with ["))
        self._place += 1
        while (sign := self._next(BLANKS_AND_COMMAS)) != "]":
            if not sign:
                raise ValueError(_("it ends in the middle"))
            yield self.value()
        self._place += 1

    def names(self) -> Iterator[str]:
        """The names in the object that begins here; the caller reads the value of each before the next."""
        self._expect("{")
        while (sign := self._next(BLANKS_AND_COMMAS)) != "}":
            if sign != '"':
                raise ValueError(_("a name is missing in an object"))
            name, _size = self.value()
            self._expect(":")
            yield name
        self._place += 1

    def at(self, sign: str) -> bool:
        """Whether the next value begins with this sign, as a list does with [."""
        return self._next(BLANKS_AND_COMMAS) == sign

    def value(self) -> tuple[Any, int]:
        """The value that stands next, and its length as a text."""
        self._next()
        while True:
            try:
                value, end = _decoded(self._buffer, self._decode)
            except json.JSONDecodeError:
                # As much again as there is: a long film is not read from its beginning for every piece.
                within_limit(self._buffer[self._place :], LONGEST_FILM)
                if not self._read_on():
                    raise
                continue
            # A number may go on in the next piece: of "1.", or "1e+", it is the first sign that is read.
            size = end - self._place
            if end + 2 >= len(self._buffer) and isinstance(value, int | float) and self._read_on():
                continue
            self._place += size
            return value, size

    def _decode(self, decoder: json.JSONDecoder) -> tuple[Any, int]:
        return decoder.raw_decode(self._buffer, self._place)

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise ValueError(_("%(sign)s is missing in an object") % {"sign": sign})
        self._place += 1

    def _next(self, blanks: re.Pattern[str] = BLANKS) -> str:
        """The next sign that is no blank, which stays where it is; empty at the end."""
        while True:
            self._place = blanks.match(self._buffer, self._place).end()
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Read as much again as there is left; False at the end of the text."""
        rest = self._buffer[self._place :]
        piece = self._text.read(max(CHUNK, min(len(rest), LONGEST_FILM + 1 - len(rest))))
        self._buffer, self._place = rest + piece, 0
        return bool(piece)
