"""The engine in memory beyond what exact vectors have room for: one bit of each number, the best then exact.

The films whose signs differ least are compared by vectors rounded to bytes, and the nearest of those exactly
by their rows. Signs and bytes lie in a folder beside the database: every process reads the signs at its
start, and maps the file of the bytes. Films that have changed since are held exactly beside them.
"""

import json
import os
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from ...vectors import Vector, top_k
from ..limits import Limits
from ..matrix import Index
from ..rows import Row, Stored
from .base import Nearest
from .copies import Copy, CopyEngine
from .rounded import append_rounded, mapped
from .signs import FIRST_WORDS, Signs, packed

COLUMNS = ("ids", "years", "runtimes", "kinds", "scales", "first", "rest")


class QuantisedEngine(CopyEngine):
    """Many processes read one folder; each follows the journal for itself."""

    name = "memory"

    def __init__(self, stored: Stored, model_id: str) -> None:
        super().__init__(stored, model_id)
        self._file = _folder() / f"{stored._meta.model_name}-{sha256(model_id.encode()).hexdigest()[:8]}.json"
        self._lock = threading.RLock()
        self._columns: dict[str, list[NDArray]] = {}  # of the copy that is being made
        self._kinds: dict[frozenset[str], int] = {}  # numbers of sets of genres, of the same
        self._base: Copy | None = None
        self._signs: Signs | None = None
        self._seen = 0
        self._changed: dict[int, Row | None] = {}  # since the signs were written; None: gone

    def _copy(self) -> Copy | None:
        try:
            base = Copy(**json.loads(self._file.read_text()))
            with self._lock:
                if base != self._base:
                    self._signs = _read(self._file.parent / base.place, base, self.model_id)
                    self._base, self._seen, self._changed = base, base.seen, {}
                return base._replace(seen=self._seen)
        except FileNotFoundError:  # or a file of it is: an older version made it
            return None

    def _begin(self, dimensions: int) -> str:
        place = f"{self._file.stem}-{uuid4().hex[:8]}"
        (self._file.parent / place).mkdir(parents=True)
        self._columns, self._kinds = {name: [] for name in COLUMNS}, {}
        return place

    def _fill(self, place: str, rows: Sequence[Row]) -> None:
        kinds = [self._kinds.setdefault(row.genres, len(self._kinds)) for row in rows]
        ids, years, runtimes, _, vectors = zip(*rows, strict=True)
        vectors = np.array(vectors)
        words = packed(vectors)
        for name, values, kind in (
            ("ids", ids, np.int64),
            ("years", years, np.int16),
            ("runtimes", runtimes, np.int16),
            ("kinds", kinds, np.int32),
            ("scales", append_rounded(self._file.parent / place, vectors), np.float32),
            ("first", words[:, :FIRST_WORDS], np.uint64),
            ("rest", words[:, FIRST_WORDS:], np.uint64),
        ):
            self._columns[name].append(np.array(values, dtype=kind))

    def _publish(self, copy: Copy) -> None:
        folder = self._file.parent / copy.place
        for name, parts in self._columns.items():
            whole = np.concatenate(parts)
            np.save(folder / f"{name}.npy", np.ascontiguousarray(whole.T) if name == "first" else whole)
        (folder / "kinds.json").write_text(json.dumps([sorted(genres) for genres in self._kinds]))
        self._columns = {}
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps(copy._asdict()))
        os.replace(written, self._file)
        for other in self._file.parent.glob(f"{self._file.stem}-*"):
            if other.name != copy.place:
                shutil.rmtree(other, ignore_errors=True)

    def catch_up(self) -> None:
        self.rebuild()  # what a process follows it follows for itself

    @contextmanager
    def _following(self) -> Iterator[Copy | None]:
        with self._lock:
            yield self._copy()

    def _take_over(self, copy: Copy, rows: Sequence[Row], gone: Collection[int], seen: int) -> None:
        changed = {**dict.fromkeys(gone), **{row.movie: row for row in rows}}
        # A new dictionary: others may be searching by the one before.
        self._changed = {**self._changed, **changed}
        self._seen = seen

    def _nearest(self, copy: Copy, vector: Vector, k: int, limits: Limits) -> Nearest:
        signs, changed = self._signs, self._changed
        passing = signs.index.passing(limits)
        ruled_out = np.zeros(len(signs.index.ids), dtype=bool) if passing is None else ~passing
        ruled_out[signs.places(changed)] = True
        ids = signs.index.ids[signs.nearest(vector, k, ruled_out)]
        ids = np.append(ids, _passing(changed.values(), limits))
        similarities = self.similarities(vector, ids.tolist())
        best = top_k(np.nan_to_num(similarities, nan=-np.inf), k)
        return Nearest(ids[best], similarities[best])

    def _count(self, copy: Copy) -> int:
        there = sum(row is not None for row in self._changed.values())
        return len(self._signs.index.ids) + there - len(self._signs.places(self._changed))


def _folder() -> Path:
    """Where the signs lie: beside the database's file, or in the project's folder."""
    name = Path(str(connection.settings_dict["NAME"]))
    beside = name.parent if connection.vendor == "sqlite" and name.is_file() else Path(settings.BASE_DIR)
    return beside / ".engine"


def _read(folder: Path, base: Copy, model_id: str) -> Signs:
    ids, years, runtimes, kinds, scales, first, rest = (np.load(folder / f"{name}.npy") for name in COLUMNS)
    known = [frozenset(names) for names in json.loads((folder / "kinds.json").read_text())]
    genres = [known[kind] for kind in kinds.tolist()]
    index = Index(model_id, base.seen, ids, years, runtimes, genres, np.empty((0, 0), dtype=np.float32))
    return Signs(first, rest, mapped(folder, scales), index)


def _passing(changed: Iterable[Row | None], limits: Limits) -> NDArray[np.int64]:
    """The ids of the changed films that pass."""
    rows = [row for row in changed if row is not None]
    if not rows:
        return np.empty(0, dtype=np.int64)
    ids, years, runtimes, genres, _ = zip(*rows, strict=True)
    numbers = (np.array(ids, dtype=np.int64), np.array(years), np.array(runtimes))
    passing = Index("", 0, *numbers, list(genres), np.empty((0, 0), dtype=np.float32)).passing(limits)
    return numbers[0] if passing is None else numbers[0][passing]
