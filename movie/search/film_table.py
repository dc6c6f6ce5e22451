"""What films are sorted out by, side by side in memory: which of them pass is a matter of microseconds."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .limits import NO_LIMITS, Limits
from .rows import NO_RUNTIME, NO_YEAR

GONE = -1


class Positions(Mapping[int, int]):
    """Where films stand, by their ids: in two arrays, since each process would hold a dict of its own."""

    def __init__(self, ids: NDArray[np.int64]) -> None:
        there = np.flatnonzero(ids != GONE).astype(np.int32)
        self._places = there[np.argsort(ids[there], kind="stable")]
        self._ids = ids[self._places]

    def __getitem__(self, movie: int) -> int:
        found = self._ids.searchsorted(movie)
        if found < len(self._ids) and self._ids[found] == movie:
            return int(self._places[found])
        raise KeyError(movie)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids.tolist())

    def __len__(self) -> int:
        return len(self._ids)


class FilmTable:
    """Films by their places, GONE for those that are not there any more; nobody changes it."""

    ids: NDArray[np.int64]
    years: NDArray[np.int16]
    runtimes: NDArray[np.int16]  # minutes
    genre_sets: list[frozenset[str]]  # folded

    @cached_property
    def positions(self) -> Positions:
        """Where each film stands in the matrix."""
        return Positions(self.ids)

    @cached_property
    def _gaps(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.ids == GONE)

    def passing(self, limits: Limits) -> NDArray[np.bool_] | None:
        """Which films are there and pass, (n,); None where that is all of them."""
        if limits == NO_LIMITS and not self._gaps.size:
            return None
        mask = self.ids != GONE
        mask &= _within(self.years, limits.year_from, limits.year_to, NO_YEAR)
        mask &= _within(self.runtimes, limits.runtime_from, limits.runtime_to, NO_RUNTIME)
        if limits.without:
            mask &= ~np.isin(self.ids, list(limits.without))
        for names in limits.genres:
            mask &= self.of_genre(names)
        for names in limits.without_genres:
            mask &= ~self.of_genre(names)
        return mask if limits.among is None else mask & np.isin(self.ids, list(limits.among))

    def of_genre(self, names: frozenset[str]) -> NDArray[np.bool_]:
        """Which films are of a genre that has one of these folded names, (n,)."""
        known = self._genre_masks.get(names)
        if known is None:
            held = (not names.isdisjoint(genres) for genres in self.genre_sets)
            known = np.fromiter(held, dtype=bool, count=len(self.ids))
            known.flags.writeable = False  # threads share it
            self._genre_masks[names] = known
        return known

    @cached_property
    def _genre_masks(self) -> dict[frozenset[str], NDArray[np.bool_]]:
        return {}


def _within(
    values: NDArray[np.int16], first: int | None, last: int | None, unknown: int
) -> NDArray[np.bool_] | bool:
    """Which values are known and from `first` to `last`, (n,); True where neither is asked for."""
    if first is None and last is None:
        return True
    mask = values != unknown
    if first is not None:
        mask &= values >= first
    return mask if last is None else mask & (values <= last)
