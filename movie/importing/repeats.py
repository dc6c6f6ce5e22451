"""Puts neighbouring rows together that tell of one film: a join has one for each person, each genre."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from .records import STORED_FIELDS, LocatedRecord, MovieRecord

LISTS = ("directors", "actors", "titles", "emotions")
ENTITY = "http://www.wikidata.org/entity/"  # whose answers have a row for each two things that are told
TEXTS = ("genre", "keywords")
_ids = attrgetter("tmdb_id", "imdb_id", "key")
_values = attrgetter(*(name for name in STORED_FIELDS if name not in TEXTS))


def put_together(
    films: Iterator[LocatedRecord], on_again: Callable[[LocatedRecord], None]
) -> Iterator[LocatedRecord]:
    """The films, each with the people, genres and keywords of the rows behind it that have its id and differ
    in nothing else, where each row names one of them, or are Wikidata's; `on_again` is told of these rows.
    """
    before: LocatedRecord | None = None
    rows = 1
    for found in films:
        if before and _goes_on(before.film, found.film, rows):
            rows += 1
            _take(before.film, found.film)
            on_again(found)
            continue
        if before:
            yield before
        before, rows = found, 1
    if before:
        yield before


def _goes_on(film: MovieRecord, after: MovieRecord, rows: int) -> bool:
    """Whether a row tells more of the film of those before it, of which there are so many."""
    if film.title != after.title or _ids(film) != _ids(after) or not any(_ids(film)):
        return False
    if film.key.startswith(ENTITY):
        return True
    if _values(film) != _values(after):
        return False
    changed = [name for name in (*LISTS, *TEXTS) if list(getattr(film, name)) != list(getattr(after, name))]
    one_each = all(_count(film, name) <= rows and _count(after, name) == 1 for name in changed)
    return bool(changed) and one_each


def _count(film: MovieRecord, name: str) -> int:
    told = getattr(film, name)
    return len(told) if name in LISTS else len(told.split(",")) if told else 0


def _take(film: MovieRecord, after: MovieRecord) -> None:
    for name in LISTS:
        setattr(film, name, list(dict.fromkeys([*getattr(film, name), *getattr(after, name)])))
    for name in TEXTS:
        parts = [part.strip() for each in (film, after) for part in getattr(each, name).split(",")]
        setattr(film, name, ", ".join(dict.fromkeys(filter(None, parts))))
