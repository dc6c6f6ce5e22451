"""Puts films in the order that is asked for: the newest, the longest, the best rated, the dearest first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .catalogue import Catalogue, catalogue
from .query import Filters
from .rows import NO_RUNTIME, NO_YEAR


def in_order(films: Catalogue, places: NDArray[np.intp], order: str) -> NDArray[np.intp]:
    """The places of the films of which is known what an order goes by, in this order; for "" as they stand.

    Where nothing is known of any of them they stay as they stand, the best known first.
    """
    if not order:
        return places
    figures = FIGURES[order](films)[places]
    known = np.isfinite(figures)
    return places[known][np.argsort(figures[known], kind="stable")] if known.any() else places


def ordered(ids: Sequence[int], order: str) -> list[int]:
    """Films by their ids in an order, those of which is not known what it goes by behind the others."""
    films = catalogue()
    places = [films.positions[movie] for movie in ids if movie in films.positions]
    known = films.ids[in_order(films, np.array(places, dtype=np.intp), order)].tolist()
    return list(dict.fromkeys((*known, *ids)))


def rated(filters: Filters) -> frozenset[int] | None:
    """The ids of the films whose rating passes; None where ratings are not asked for."""
    if filters.rating_from is None and filters.rating_to is None:
        return None
    films = catalogue()
    # As they are shown, by tenths.
    ratings = np.round(films.ratings.astype(np.float64), 1)
    least, most = filters.rating_from or 0.0, 10.0 if filters.rating_to is None else filters.rating_to
    return frozenset(films.ids[(ratings >= least) & (ratings <= most)].tolist())


def _years(films: Catalogue) -> NDArray[np.float64]:
    return np.where(films.years == NO_YEAR, np.nan, films.years)


def _minutes(films: Catalogue) -> NDArray[np.float64]:
    return np.where(films.runtimes == NO_RUNTIME, np.nan, films.runtimes)


# What each order goes by, the smallest first; NaN where it is not known.
FIGURES = {
    "newest": lambda films: -_years(films),
    "oldest": _years,
    "longest": lambda films: -_minutes(films),
    "shortest": _minutes,
    "grossing": lambda films: -films.revenues,
    "expensive": lambda films: -films.budgets,
    "best": lambda films: -films.weighed_ratings,
    "worst": lambda films: films.weighed_ratings,
}
