"""Changes bytes as accidents and enemies do."""

from collections.abc import Callable, Sequence
from random import Random

# What has hurt readers of files before.
NASTY = (
    *(
        b'"',
        b"'",
        b"\0",
        b"\r",
        b"\n\n",
        b"\t",
        b",,",
        b";",
        b"\\",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1f\x8b",
    ),
    *(b"[" * 2000, b"{" * 50, b"]", b"}", b"NaN", b"-Infinity", b"9" * 5000, b"1e999", b"-0", b"null"),
    *(rb"\ud800", rb"\u0000", b"\xed\xa0\x80", b"&#" + b"9" * 5000 + b";", b"<!--", b"<b>", b"=1+1", b"'"),
    *("²/²/2000".encode(), "\u2028".encode(), "ı".encode(), b" " * 3000, b"x" * 5000, b"PK\x03\x04"),
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "shift_jis", "utf-7", "utf-8-sig")


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The bytes after one to four accidents; `others` are files of which a piece may get in."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(ACCIDENTS)(data, random)
        if random.random() < 0.1:
            data = _spliced(data, random.choice(others), random)
    return data


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 30, 300, 3000)))


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 20)) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _without(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def _doubled(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def _swapped(data: bytes, random: Random) -> bytes:
    """One sign takes the place of another, everywhere or once."""
    signs = (b'"', b"'", b",", b";", b"\t", b"\n", b"\r\n", b"|", b":", b"0")
    return data.replace(random.choice(signs), random.choice(signs), random.choice((-1, 1, 5)))


def _with_nasty(data: bytes, random: Random) -> bytes:
    start, _ = _piece(data, random)
    return data[:start] + random.choice(NASTY) + data[start:]


def _overwritten(data: bytes, random: Random) -> bytes:
    start, _ = _piece(data, random)
    nasty = random.choice(NASTY)
    return data[:start] + nasty + data[start + len(nasty) :]


def _encoded(data: bytes, random: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def _spliced(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _piece(other, random)
    place, _ = _piece(data, random)
    return data[:place] + other[start:end] + data[place:]


ACCIDENTS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flipped, _cut, _without, _doubled, _swapped, _with_nasty, _overwritten, _encoded),
)
