"""Tells in which encoding a text file was written."""

import codecs
import re
from contextlib import suppress
from functools import lru_cache
from typing import IO

from charset_normalizer import CharsetMatch, from_bytes

from .lines import LONGEST_LINE
from .unpacking import File

CHUNK = 1 << 20
USUAL, WESTERN = "utf-8-sig", "cp1252"
SAMPLE = 200_000
MARKS = {codecs.BOM_UTF8: USUAL, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Encodings that files of films are found in; the Western one of Windows wins where nothing speaks against it.
CANDIDATES = [
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman"),
    *("cp850", "cp437", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
# Signs within a word that nobody writes there: the letters are in an encoding of a Macintosh's, or of DOS.
IMPOSSIBLE = re.compile(r"[^\W\d_][ƒ†‡ˆ‰˜‹›¤¢£¥¦§¨©«¬®°±\ufffd]|[a-z][ŽŠŸ][a-z]")
WITHIN = re.compile(r"(?<=[a-z])[à-öø-ÿ]")
OLD = ("mac_roman", "cp850")
# No line has more bytes: what comes behind one that has is never read as a table.
LONGEST = 4 * LONGEST_LINE
LETTERS = re.compile(rb"[\x80-\xff]+")


def encoding_of(file: File) -> str:
    """UTF-8 or UTF-16 where a mark or the bytes say so, else what the letters beyond ASCII speak for."""
    return _looked_at(file)[0]


def told_encoding(file: File) -> str:
    """What is said of a file's letters: nothing of UTF-8, unless some lines are in another encoding."""
    name, mixed = _looked_at(file)
    if name != USUAL:
        return name
    return f"UTF-8, {WESTERN}" if mixed else ""


def _western(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are no UTF-8 as the letters that somebody has pasted from a program of Windows'."""
    spoilt = error.object[error.start : error.end]
    return (spoilt.decode(WESTERN, "replace") if error.encoding == "utf-8" else "\ufffd"), error.end


codecs.register_error("western", _western)


def _looked_at(file: File) -> tuple[str, bool]:
    state = file.path.stat()
    return _encoding_of(file, state.st_size, state.st_mtime_ns)


def marked_encoding(file: File) -> str:
    """UTF-8 or UTF-16 by a mark, or by every second byte; empty where the first bytes do not tell."""
    with file.open() as stream:
        start = stream.read(4)
    for mark, name in MARKS.items():
        if start.startswith(mark):
            return name
    if len(start) == 4 and (start[1::2] == b"\0\0" or start[::2] == b"\0\0"):
        return "utf-16-le" if start[1] == 0 else "utf-16-be"
    return ""


@lru_cache(maxsize=256)
def _encoding_of(file: File, size: int, changed: int) -> tuple[str, bool]:
    """Its encoding, and whether some lines are in another; looked for once, and again when it has changed."""
    marked = marked_encoding(file)
    if marked and marked != USUAL:
        return marked, False
    with file.open() as stream:
        sample, valid, broken = _examined(stream)
    if marked or valid > broken or not broken:
        return USUAL, broken > 0
    return _detected(sample), False


def _examined(stream: IO[bytes]) -> tuple[bytes, int, int]:
    """Lines with other letters than ASCII, and of how many of them most of those are, and are no, UTF-8."""
    sample, valid, broken = [], 0, 0
    size, rest, length = 0, b"", 0
    while length < LONGEST and (chunk := stream.read(CHUNK)):
        lines = (rest + chunk).split(b"\n")
        length = length + len(chunk) if len(lines) == 1 else 0
        rest = lines.pop()[-CHUNK:]
        if chunk.isascii() and not rest:
            continue
        for line in lines:
            if line.isascii():
                continue
            good, bad = _judged(line)
            valid, broken = valid + good, broken + bad
            if size < SAMPLE:
                sample.append(line)
                size += len(line)
    good, bad = _judged(rest)
    return b"\n".join([*sample, rest]), valid + good, broken + bad


def _judged(line: bytes) -> tuple[int, int]:
    """(1, 0) for a line whose letters are UTF-8, (0, 1) for one of which as many are not."""
    with suppress(UnicodeDecodeError):
        line.decode()
        return int(not line.isascii()), 0
    runs = LETTERS.findall(line)
    valid = 2 * sum(map(_is_utf8, runs)) > len(runs)
    return int(valid), int(not valid)


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True


def _detected(sample: bytes) -> str:
    """What charset-normalizer takes it for; a handful of accents is too little to doubt the usual one."""
    if len(b"".join(LETTERS.findall(sample))) < 30:
        return WESTERN if not IMPOSSIBLE.search(sample.decode(WESTERN, "replace")) else _of_old(sample)
    matches = from_bytes(sample, cp_isolation=CANDIDATES)
    best = matches.best()
    usual = next((match for match in matches if match.encoding == WESTERN), None)
    if best is None or (usual and _as_good(usual, best)):
        return WESTERN
    return best.encoding


def _of_old(sample: bytes) -> str:
    """Which of a few encodings before Windows' has more small letters next to such."""
    found = {name: len(WITHIN.findall(sample.decode(name))) for name in OLD}
    return max(OLD, key=found.__getitem__)


def _as_good(usual: CharsetMatch, best: CharsetMatch) -> bool:
    return usual.chaos <= best.chaos + 0.02 and usual.coherence >= best.coherence - 0.1
