"""All films, embedded or not, with what they are sorted out by: the best known first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..database.journal import changed_since, latest_change
from ..models import Movie
from .film_table import FilmTable
from .origins import Origin, origin
from .rows import NO_RUNTIME, NO_YEAR, genre_set

FIELDS = ("pk", "year", "runtime", "genre", "vote_count", "vote_average", "original_language", "countries")
# Among more changed films than this all are read again: a statement takes only so many ids.
MOST_CHANGED = 500
NO_VOTES = -1


@dataclass(frozen=True, eq=False)
class Catalogue(FilmTable):
    """Films in order of how many people have voted on them, then of their ids."""

    seen: int  # the journal's number that it was read at
    ids: NDArray[np.int64]
    years: NDArray[np.int16]
    runtimes: NDArray[np.int16]
    votes: NDArray[np.int64]
    ratings: NDArray[np.float32]  # of ten; NaN where nobody has rated a film
    genre_sets: list[frozenset[str]]
    origins: list[Origin]

    @cached_property
    def weighed_ratings(self) -> NDArray[np.float32]:
        """Ratings drawn towards the mean of all the more, the fewer people have voted, (n,).

        As IMDb reckons its list of the best films: with as many votes as films have on average, a film's own
        rating and the mean count alike. Without votes ratings stay as they are.
        """
        rated = np.isfinite(self.ratings)
        votes = np.maximum(self.votes, 0)
        usual = votes[rated].mean() if rated.any() else 0.0
        if not usual:
            return self.ratings
        return ((votes * self.ratings + usual * self.ratings[rated].mean()) / (votes + usual)).astype(
            np.float32
        )

    @cached_property
    def known_origins(self) -> frozenset[Origin]:
        """Where films come from, each once; without what nobody knows."""
        return frozenset(one for one in set(self.origins) if one.language or one.countries)


def catalogue() -> Catalogue:
    """The films, up to date with what any process has committed."""
    return _catalogue.get()


def _read(before: Catalogue | None) -> Catalogue:
    latest = latest_change()
    changed = changed_since(before.seen) if before and before.seen <= latest else None
    if before is None or changed is None or len(changed) > MOST_CHANGED:
        return _ordered(latest, *_columns(Movie.objects.values_list(*FIELDS).iterator(chunk_size=5_000)))
    kept = np.flatnonzero(~np.isin(before.ids, changed))
    columns = (before.ids, before.years, before.runtimes, before.votes, before.ratings)
    old = [numbers[kept] for numbers in columns]
    *new, genres, origins = _columns(Movie.objects.filter(pk__in=changed).values_list(*FIELDS))
    together = (np.append(*pair) for pair in zip(old, new, strict=True))
    places = kept.tolist()
    return _ordered(
        latest,
        *together,
        [before.genre_sets[place] for place in places] + genres,
        [before.origins[place] for place in places] + origins,
    )


def _columns(rows: Iterable[Sequence]) -> tuple[NDArray | list, ...]:
    """Ids, years, minutes, votes, ratings, genres and origins of films, by their FIELDS."""
    read = list(rows)
    ids, years, runtimes, texts, votes, ratings, *origins = (
        zip(*read, strict=True) if read else ((),) * len(FIELDS)
    )
    return (
        np.array(ids, dtype=np.int64),
        _numbers(years, NO_YEAR),
        _numbers(runtimes, NO_RUNTIME),
        np.array([NO_VOTES if number is None else number for number in votes], dtype=np.int64),
        np.array([rating or np.nan for rating in ratings], dtype=np.float32),
        list(map(genre_set, texts)),
        list(map(origin, *origins)),
    )


def _numbers(values: Sequence[int | None], unknown: int) -> NDArray[np.int16]:
    known = np.array([unknown if value is None else value for value in values], dtype=np.int64)
    return np.clip(known, NO_YEAR, np.iinfo(np.int16).max).astype(np.int16)


def _ordered(
    seen: int,
    ids: NDArray,
    years: NDArray,
    runtimes: NDArray,
    votes: NDArray,
    ratings: NDArray,
    genres: list[frozenset[str]],
    origins: list[Origin],
) -> Catalogue:
    order = np.lexsort((ids, -votes))
    in_order = (numbers[order] for numbers in (ids, years, runtimes, votes, ratings))
    places = order.tolist()
    return Catalogue(seen, *in_order, *([those[place] for place in places] for those in (genres, origins)))


_catalogue = Cached(_read, latest_change)
