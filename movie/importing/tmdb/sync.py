"""Brings films of The Movie Database into the catalogue, and those that are here up to date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from django.core.cache import cache

from ...errors import CatalogueError
from ...models import Movie
from ...posters.pictures import adopt_picture
from ...posters.store import has_picture
from ...providers.tmdb import TMDB
from ..pipeline import import_films
from ..report import ImportReport
from .films import POSTER, Found, fetched, find, find_stored, read_film

AT_ONCE = 8  # requests; at forty a second in all
BATCH = 50  # films that are stored together: what an interrupt costs at most
PLACE = "sync_movies:after"  # of the cache: the last film that an unfinished run has brought up to date
Tell = Callable[[str], None]


class Sync:
    """One run: `languages` are those of the films' texts, the rows' own first."""

    def __init__(
        self,
        tmdb: TMDB,
        languages: Sequence[str],
        *,
        pictures: bool = False,
        tell: Tell,
        step: Callable[[], object],
    ) -> None:
        """`tell` gets what went otherwise than expected, `step` each film that was asked for."""
        self.tmdb, self.languages, self.pictures = tmdb, languages, pictures
        self.tell, self.step = tell, step
        self.report = ImportReport()
        self.adopted = 0

    def add(self, wanted: Iterable[str]) -> None:
        """Films by name or id; what TMDB does not have is told. Raises ProviderError."""
        for some in _batches(wanted):
            self._store(self._each(self._found, some))

    def refresh(self) -> None:
        """Every stored film that TMDB is sure to know, in the order of its number.

        Goes on after the film where a run before was interrupted. Raises ProviderError.
        """
        films = Movie.objects.filter(pk__gt=cache.get(PLACE, 0)).order_by("pk")
        for some in _batches(films.iterator(chunk_size=BATCH)):
            self._store(self._each(self._stored, some))
            cache.set(PLACE, some[-1].pk, None)
        cache.delete(PLACE)

    def _each(self, ask: Callable[[Any], dict | None], asked: Sequence[Any]) -> Iterator[dict[str, Any]]:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for row in pool.map(ask, asked):
                self.step()
                if row:
                    yield row

    def _found(self, wanted: str) -> dict[str, Any] | None:
        found = find(self.tmdb, wanted, self.languages[0])
        if found is None:
            self.tell(f"TMDB has no film called “{wanted}”.")
            return None
        if not found.sure:
            self.tell(f"“{wanted}” may be several films; {found} is taken. Its id or year says which.")
        return self._row(found)

    def _stored(self, movie: Movie) -> dict[str, Any] | None:
        found = find_stored(self.tmdb, movie, self.languages[0])
        return self._row(found) if found else None

    def _row(self, found: Found) -> dict[str, Any] | None:
        told = read_film(self.tmdb, found.tmdb_id, self.languages)
        if told is None:
            self.tell(f"TMDB has no film with the id {found.tmdb_id} ({found}).")
        return told

    def _store(self, rows: Iterable[dict[str, Any]]) -> None:
        rows = list(rows)
        pictures = {row["id"]: row.get(POSTER) for row in rows}
        if rows:
            import_films(fetched(rows), report=self.report)
        if self.pictures:
            self._adopt(pictures)

    def _adopt(self, pictures: Mapping[int, str]) -> None:
        """Give the films that have no picture of their own TMDB's poster."""
        films = Movie.objects.filter(tmdb_id__in=[pk for pk, path in pictures.items() if path]).order_by("pk")
        lacking = [movie for movie in films if not has_picture(movie)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = pool.map(lambda movie: self.tmdb.picture(pictures[movie.tmdb_id]), lacking)
            for movie, picture in zip(lacking, found, strict=True):
                try:
                    if picture:
                        adopt_picture(movie, picture, f"tmdb-{movie.tmdb_id}")
                        self.adopted += 1
                except CatalogueError as error:
                    self.tell(f"{movie}: {error}")


def _batches(asked: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(asked)
    while some := list(islice(rest, BATCH)):
        yield some
