"""A few films drawn by lot that stand for the whole catalogue where a film is set against all films.

A ranking adds standard scores: how far a film is ahead of the mean of all films. Where an engine looks at no
more than a few hundred, the mean and deviation of 2,000 others say the same within two or three parts in a
hundred of a deviation; of a smaller catalogue all films are drawn, and so nothing is estimated.
"""

import threading
from collections.abc import Collection
from dataclasses import replace

import numpy as np

from ...database.journal import changed_since, latest_change
from ..index import load_index, nothing_to_compare, with_changes, with_rows
from ..matrix import Index
from ..rows import Stored, read_rows

DRAWN = 2_000
# Drawn anew once so many films have changed for each that is drawn.
RENEWED = 4
SEED = 12


class Drawn:
    """The drawn films of one model's vectors, kept in step with the database."""

    def __init__(self, stored: Stored, model_id: str) -> None:
        self._stored, self._model_id = stored, model_id
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._began = 0  # the journal's number when they were drawn

    def beside(self, ids: Collection[int]) -> Index:
        """Gives an index of the drawn films and, behind them, of these that are not among them.

        Raises NothingEmbedded or OtherModelEmbedded where no film can be compared.
        """
        drawn = self._refreshed()
        others = [movie for movie in ids if movie not in drawn.positions]
        rows = read_rows(self._stored, self._model_id, others, drawn.matrix.shape[1])
        # In a matrix of their own, without spare rows to be written into: others search the drawn ones.
        index = replace(drawn, matrix=drawn.rows, drawn=len(drawn.ids))
        return with_rows(index, [row for row in rows if row.vector is not None])

    def _refreshed(self) -> Index:
        index = self._index
        if index is None or index.seen != latest_change():
            with self._lock:
                index = self._index = self._in_step(self._index, latest_change())
        if not len(index):
            raise nothing_to_compare(self._model_id, self._stored)
        return index

    def _in_step(self, index: Index | None, latest: int) -> Index:
        if index is None or not len(index) or not 0 <= latest - self._began <= RENEWED * len(index.ids):
            self._began = latest
            return load_index(self._stored, self._model_id, latest, self._ids())
        changed = [movie for movie in changed_since(index.seen) if movie in index.positions]
        return with_changes(index, self._stored, changed, latest)

    def _ids(self) -> list[int]:
        ids = self._stored.objects.embedded_by(self._model_id).order_by("pk").values_list("pk", flat=True)
        ids = np.fromiter(ids.iterator(chunk_size=10_000), dtype=np.int64)
        dice = np.random.default_rng(SEED)
        return np.sort(dice.permutation(ids)[:DRAWN]).tolist()
