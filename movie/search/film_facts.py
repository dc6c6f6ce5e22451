"""What is known of films beside their texts, kept in memory: genres, keywords, people, years."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..database.journal import changed_since, latest_change
from ..models import Credit, Movie
from ..text import fold, stem
from .overlap import Numbers, Terms, Weigh, equal, rare
from .rows import genre_set

# How the terms of each kind weigh.
KINDS: dict[str, Weigh] = {"genres": equal, "keywords": rare, "directors": equal, "actors": equal}
ROLES = {Credit.Role.DIRECTOR: "directors", Credit.Role.ACTOR: "actors"}
# Among more changed films than this share all are read again.
MOST_CHANGED = 1 / 4
CHUNK = 500

Pairs = dict[str, tuple[Sequence[int], Sequence[int]]]  # film ids and terms, by kind


@dataclass(frozen=True)
class Facts:
    """The facts of n films, `ids` in ascending order; a year that is not known is NaN."""

    ids: Numbers
    years: NDArray[np.float32]
    genres: Terms
    keywords: Terms
    directors: Terms
    actors: Terms
    seen: int = 0  # the journal's number that it was read at
    names: dict[str, int] = field(default_factory=dict, repr=False)  # of genres and keywords

    def places(self, movies: Iterable[int]) -> Numbers:
        """Where films (by id) stand, those that are not there left out."""
        found = self.where(np.array(list(movies), dtype=np.int64))
        return found[found >= 0]

    def where(self, ids: Numbers) -> Numbers:
        """Where each film stands, (m,); -1 where it is not there."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[found] == ids, found, -1)


def get_facts() -> Facts:
    """The facts of all films, up to date with what any process has committed."""
    return _facts.get()


@lru_cache(maxsize=50_000)
def term(name: str) -> str:
    """A genre or keyword as it is compared: "Secret Agents" and "secret agent" are one."""
    return " ".join(map(stem, fold(name).split()))


def keyword_terms(text: str) -> frozenset[str]:
    """The keywords of a film's keywords field, as they are compared."""
    return frozenset(key for name in text.split(",") if (key := term(name)))


def _read(before: Facts | None) -> Facts:
    latest = latest_change()
    if before is None or latest < before.seen:
        return _with_rows(None, None, latest)
    changed = changed_since(before.seen)
    many = len(changed) > MOST_CHANGED * len(before.ids) + CHUNK
    return _with_rows(None, None, latest) if many else _with_rows(before, changed, latest)


def _with_rows(before: Facts | None, changed: Sequence[int] | None, seen: int) -> Facts:
    """The facts with the changed films read anew; all films where there are none before."""
    names = before.names if before else {}
    years, pairs = _films(changed, names)
    pairs |= _credits(changed)
    ids = np.array(list(years), dtype=np.int64)
    values = np.array(list(years.values()), dtype=np.float32)
    if before:
        kept = ~np.isin(before.ids, np.array(changed, dtype=np.int64))
        ids, values = np.append(before.ids[kept], ids), np.append(before.years[kept], values)
    order = np.argsort(ids)
    ids = ids[order]
    terms = {
        kind: _terms(ids, pairs[kind], weigh, before and (before.ids, getattr(before, kind), kept))
        for kind, weigh in KINDS.items()
    }
    return Facts(ids, values[order], **terms, seen=seen, names=names)


def _terms(
    ids: Numbers,
    new: tuple[Sequence[int], Sequence[int]],
    weigh: Weigh,
    old: tuple[Numbers, Terms, NDArray[np.bool_]] | None,
) -> Terms:
    """The terms of one kind: the new pairs, and of the old ones those of the films that are kept."""
    movies, values = (np.array(numbers, dtype=np.int64) for numbers in new)
    if old:
        old_ids, terms, kept = old
        places, old_values = terms.pairs()
        stays = kept[places]
        movies = np.append(old_ids[places[stays]], movies)
        values = np.append(old_values[stays], values)
    there = np.isin(movies, ids)
    return Terms.of(np.searchsorted(ids, movies[there]), values[there], len(ids), weigh)


def _films(changed: Sequence[int] | None, names: dict[str, int]) -> tuple[dict[int, float], Pairs]:
    """The year of each film, and its genres and keywords; new names are added to `names`."""
    years: dict[int, float] = {}
    pairs: Pairs = {"genres": ([], []), "keywords": ([], [])}
    readers: dict[str, Callable[[str], frozenset[str]]] = {"genres": genre_set, "keywords": keyword_terms}
    for movie, year, *texts in _rows(Movie.objects, "pk", changed, "pk", "year", "genre", "keywords"):
        years[movie] = np.nan if year is None else year
        for (kind, reader), text in zip(readers.items(), texts, strict=True):
            found = reader(text)
            pairs[kind][0].extend([movie] * len(found))
            pairs[kind][1].extend(names.setdefault(name, len(names)) for name in found)
    return years, pairs


def _credits(changed: Sequence[int] | None) -> Pairs:
    pairs: Pairs = {kind: ([], []) for kind in ROLES.values()}
    for movie, person, role in _rows(Credit.objects, "movie", changed, "movie", "person", "role"):
        if role in ROLES:
            movies, people = pairs[ROLES[role]]
            movies.append(movie)
            people.append(person)
    return pairs


def _rows(stored, key: str, changed: Sequence[int] | None, *fields: str) -> Iterator[tuple]:
    if changed is None:
        yield from stored.order_by().values_list(*fields).iterator(chunk_size=5_000)
        return
    for start in range(0, len(changed), CHUNK):
        chunk = changed[start : start + CHUNK]
        yield from stored.order_by().filter(**{f"{key}__in": chunk}).values_list(*fields)


_facts = Cached(_read, latest_change)
