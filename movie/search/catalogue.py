"""All films, embedded or not, with what they are sorted out by: the best known first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..database.journal import changed_since, latest_change
from ..models import Movie, split_keywords
from .film_table import FilmTable
from .origins import Origin, origin
from .rows import NO_RUNTIME, NO_YEAR, genre_set

FIELDS = (
    "pk",
    "year",
    "runtime",
    "genre",
    "vote_count",
    "vote_average",
    "revenue",
    "budget",
    "studios",
    "original_language",
    "countries",
)
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
    revenues: NDArray[np.float32]  # NaN where nobody knows, as of budgets
    budgets: NDArray[np.float32]
    genre_sets: list[frozenset[str]]
    origins: list[Origin]
    studios: list[tuple[str, ...]]

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
    def lacking(self) -> dict[str, int]:
        """How many films have no year ("years"), no length ("runtime"), no rating ("rating"), neither a
        language nor a country ("origins"), and no studio ("studios").
        """
        lacking = {
            "years": self.years == NO_YEAR,
            "runtime": self.runtimes == NO_RUNTIME,
            "rating": np.isnan(self.ratings),
        }
        unknown = sum(not (one.language or one.countries) for one in self.origins)
        return {name: int(films.sum()) for name, films in lacking.items()} | {
            "origins": unknown,
            "studios": sum(not one for one in self.studios),
        }

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
        return _ordered(latest, _columns(Movie.objects.values_list(*FIELDS).iterator(chunk_size=5_000)))
    kept = np.flatnonzero(~np.isin(before.ids, changed))
    new = _columns(Movie.objects.filter(pk__in=changed).values_list(*FIELDS))
    old = (_at(getattr(before, field.name), kept) for field in fields(Catalogue)[1:])
    return _ordered(latest, [_joined(*pair) for pair in zip(old, new, strict=True)])


def _columns(rows: Iterable[Sequence]) -> tuple[NDArray | list, ...]:
    """What a catalogue has of films, from their FIELDS."""
    read = list(rows)
    ids, years, runtimes, texts, votes, ratings, revenues, budgets, studios, *origins = (
        zip(*read, strict=True) if read else ((),) * len(FIELDS)
    )
    return (
        np.array(ids, dtype=np.int64),
        _numbers(years, NO_YEAR),
        _numbers(runtimes, NO_RUNTIME),
        np.array([NO_VOTES if number is None else number for number in votes], dtype=np.int64),
        *(
            np.array([figure or np.nan for figure in figures], dtype=np.float32)
            for figures in (ratings, revenues, budgets)
        ),
        list(map(genre_set, texts)),
        list(map(origin, *origins)),
        list(map(_studios, studios)),
    )


@lru_cache(maxsize=4096)
def _studios(text: str) -> tuple[str, ...]:
    """The studios of a film's field; films of the same ones share them."""
    return tuple(split_keywords(text))


def _numbers(values: Sequence[int | None], unknown: int) -> NDArray[np.int16]:
    known = np.array([unknown if value is None else value for value in values], dtype=np.int64)
    return np.clip(known, NO_YEAR, np.iinfo(np.int16).max).astype(np.int16)


def _ordered(seen: int, columns: Sequence[NDArray | list]) -> Catalogue:
    ids, _years, _runtimes, votes, *_told = columns
    order = np.lexsort((ids, -votes))
    return Catalogue(seen, *(_at(column, order) for column in columns))


def _at(column: NDArray | list, places: NDArray[np.intp]) -> NDArray | list:
    return column[places] if isinstance(column, np.ndarray) else [column[place] for place in places.tolist()]


def _joined(old: NDArray | list, new: NDArray | list) -> NDArray | list:
    return np.append(old, new) if isinstance(old, np.ndarray) else [*old, *new]


_catalogue = Cached(_read, latest_change)
