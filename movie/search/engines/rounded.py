"""Vectors rounded to one byte a number, in a file that all processes map: they tell nearly who is nearest."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector

FILE, LARGEST = "rounded.int8", 127
# Films compared together: their numbers as float32 stay in the processor's cache.
BLOCK = 64


@dataclass(frozen=True)
class Rounded:
    """The vectors of n films: `steps[i]` times `scales[i]` are about the numbers of the film at place i."""

    steps: NDArray[np.int8]  # (n, d)
    scales: NDArray[np.float32]  # (n,)

    def nearest(self, vector: Vector, places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """Gives those of the places, `count` at most, whose rounded vectors are nearest to a vector (d,)."""
        if len(places) <= count:
            return places
        similarities = np.empty(len(places), dtype=np.float32)
        for first in range(0, len(places), BLOCK):
            part = self.steps[places[first : first + BLOCK]].astype(np.float32)
            np.dot(part, vector, out=similarities[first : first + BLOCK])
        similarities *= self.scales[places]
        return places[np.argpartition(-similarities, count)[:count]]


def rounded(rows: Vector) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rounds rows (n, d) to 127 steps either way of each row's largest number; gives them and their sizes."""
    scales = np.abs(rows).max(axis=1) / LARGEST
    steps = rows / np.where(scales > 0, scales, 1)[:, None]
    return np.rint(steps).astype(np.int8), scales.astype(np.float32)


def append_rounded(folder: Path, rows: Vector) -> NDArray[np.float32]:
    """Writes rows (n, d) behind those that the folder's file has; gives the sizes of their steps (n,)."""
    steps, scales = rounded(rows)
    with (folder / FILE).open("ab") as file:
        file.write(steps.data)
    return scales


def mapped(folder: Path, scales: NDArray[np.float32]) -> Rounded:
    """Gives what was written to a folder without reading it: the system keeps in memory what is asked for."""
    steps = np.memmap(folder / FILE, dtype=np.int8, mode="r")
    return Rounded(steps.reshape(len(scales), -1), scales)
