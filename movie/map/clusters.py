"""Divides the map into regions: where films crowd, and what lies around."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .labels import names
from .tsne import Points

# The map is a square of so many cells a side, with a margin for what is blurred beyond its edges.
SIDE, MARGIN = 160, 16
# How far the density of films is blurred, in cells: ever further, until few enough crowds are left.
BLURS = np.geomspace(0.5, SIDE, 100)
# A crowd of fewer films than this share of an average one belongs to the next.
SMALLEST = 0.25


@dataclass(frozen=True)
class Region:
    """A part of the map: its name ("" where no word sets it apart), middle, and films by place."""

    name: str
    x: float
    y: float
    members: list[int]  # places in the points given, the most central first


def regions(points: Points, words: Sequence[Sequence[str]], *, spanish: bool = False) -> list[Region]:
    """The regions of a map of points (n, 2), from 0 to 1, of films with these words; the largest first.

    Where the words are in both languages, names are in Spanish or in English as asked.
    """
    if not len(points):
        return []
    labels = _crowds(points, max(1, round(1.8 * len(points) ** (1 / 3))))
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    named = names([[words[place] for place in group] for group in groups], spanish)
    return [_region(name, points, group) for name, group in zip(named, groups, strict=True)]


def _region(name: str, points: Points, group: NDArray[np.intp]) -> Region:
    middle = np.median(points[group], axis=0)
    distances = np.square(points[group] - middle).sum(axis=1)
    return Region(name, *middle.tolist(), group[np.argsort(distances, kind="stable")].tolist())


def _crowds(points: Points, most: int) -> NDArray[np.intp]:
    """A label (n,) a point: points from which the way up leads to one peak of the density share it."""
    cells = (points * (SIDE - 2 * MARGIN - 1)).astype(np.intp) + MARGIN
    cells = cells[:, 0] * SIDE + cells[:, 1]
    density = np.bincount(cells, minlength=SIDE * SIDE).reshape(SIDE, SIDE)
    for blur in BLURS:
        peaks = _way_up(_blurred(density, blur))[cells]
        if len(np.unique(peaks)) <= most:
            break
    return _without_small(points, peaks)


def _blurred(density: NDArray, blur: float) -> NDArray[np.float64]:
    """The density with each point spread as a bell, `blur` cells wide."""
    bell = np.exp(-2 * np.square(np.pi * blur * np.fft.fftfreq(SIDE)))
    return np.fft.ifft2(np.fft.fft2(density) * bell[:, None] * bell).real


def _way_up(density: NDArray[np.float64]) -> NDArray[np.intp]:
    """For each cell the peak that is reached by going to the densest cell around, again and again."""
    cells = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    shifts = [(down, right) for down in range(3) for right in range(3)]
    dense, there = (
        np.stack([padded[down : down + SIDE, right : right + SIDE] for down, right in shifts])
        for padded in (np.pad(density, 1, constant_values=-np.inf), np.pad(cells, 1))
    )
    up = np.take_along_axis(there, dense.argmax(axis=0)[None], axis=0).ravel()
    while not np.array_equal(up, up[up]):
        up = up[up]
    return up


def _without_small(points: Points, labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """The labels with those of few points replaced by that of the nearest point of a large crowd."""
    _labels, crowd, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    small = (sizes < SMALLEST * len(points) / len(sizes))[crowd]
    rest = np.flatnonzero(~small)
    labels = labels.copy()
    for place in np.flatnonzero(small):
        labels[place] = labels[rest[np.square(points[rest] - points[place]).sum(axis=1).argmin()]]
    return labels
