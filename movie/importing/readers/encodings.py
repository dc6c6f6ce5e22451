"""Tells in which encoding a text file was written."""

import codecs
import re
from functools import lru_cache
from typing import IO

from charset_normalizer import CharsetMatch, from_bytes

from .lines import LONGEST_LINE
from .unpacking import File

CHUNK = 1 << 20
SAMPLE = 200_000
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Encodings that files of films are found in; the Western one of Windows wins where nothing speaks against it.
CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman"),
    *("cp850", "cp437", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
# No line has more bytes: what comes behind one that has is never read as a table.
LONGEST = 4 * LONGEST_LINE
LETTERS = re.compile(rb"[\x80-\xff]+")


def encoding_of(file: File) -> str:
    """UTF-8 or UTF-16 where a mark or the bytes say so, else what the letters beyond ASCII speak for."""
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
def _encoding_of(file: File, size: int, changed: int) -> str:
    """A file is looked through once, and again when it has changed."""
    if marked := marked_encoding(file):
        return marked
    with file.open() as stream:
        sample, valid, broken = _examined(stream)
    if not broken or valid > 20 * broken:
        return "utf-8-sig"
    return _detected(sample)


def _examined(stream: IO[bytes]) -> tuple[bytes, int, int]:
    """Lines with other letters than ASCII, and how many of the runs of those are, and are no UTF-8."""
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
            good, bad = _runs(line)
            valid, broken = valid + good, broken + bad
            if size < SAMPLE:
                sample.append(line)
                size += len(line)
    good, bad = _runs(rest)
    return b"\n".join([*sample, rest]), valid + good, broken + bad


def _runs(line: bytes) -> tuple[int, int]:
    try:
        line.decode()
        return (0 if line.isascii() else 1), 0
    except UnicodeDecodeError:
        runs = LETTERS.findall(line)
        broken = sum(not _is_utf8(run) for run in runs)
        return len(runs) - broken, broken


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True


def _detected(sample: bytes) -> str:
    """What charset-normalizer takes it for; a handful of accents is too little to doubt the usual one."""
    if len(b"".join(LETTERS.findall(sample))) < 30:
        return "cp1252"
    matches = from_bytes(sample, cp_isolation=CANDIDATES)
    best = matches.best()
    usual = next((match for match in matches if match.encoding == "cp1252"), None)
    if best is None or (usual and _as_good(usual, best)):
        return "cp1252"
    return best.encoding


def _as_good(usual: CharsetMatch, best: CharsetMatch) -> bool:
    return usual.chaos <= best.chaos + 0.02 and usual.coherence >= best.coherence - 0.1
