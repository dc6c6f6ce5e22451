"""Finds which of TMDB's films somebody means: by an id, by a name and perhaps a year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...models import Movie
from ...providers.tmdb import TMDB
from ...text import fold

IMDB_ID = re.compile(r"tt\d{5,12}")
NAME_AND_YEAR = re.compile(r"(.+?)\s*\(((?:18|19|20)\d\d)\)")
LONGEST_ID = 9  # digits


@dataclass(frozen=True)
class Found:
    """A film of TMDB's and how it is called there; `sure` where nothing else fits what was asked as well."""

    tmdb_id: int
    title: str
    year: str = ""
    sure: bool = True

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


def find(tmdb: TMDB, wanted: str, language: str) -> Found | None:
    """The film that is meant by "tt0078748", "348", "Alien" or "Alien (1979)"; None where TMDB has none.

    Of several of one name the best known is taken, and is not `sure`. A name that is a number ("1917") is
    looked for as a title first. Raises ProviderError.
    """
    wanted = " ".join(wanted.split())
    if IMDB_ID.fullmatch(wanted):
        return _by_imdb(tmdb, wanted)
    dated = NAME_AND_YEAR.fullmatch(wanted)
    name, year = dated.groups() if dated else (wanted, "")
    found = _by_name(tmdb, name, year, language)
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_ID:
        return found if found and fold(found.title) == wanted else Found(int(wanted), f"#{wanted}")
    return found


def find_stored(tmdb: TMDB, movie: Movie, language: str) -> Found | None:
    """The film of TMDB's that a stored one is; None where that is not certain.

    By its TMDB or IMDb id, else by the very title and the very year.
    """
    if movie.tmdb_id:
        return Found(movie.tmdb_id, movie.title)
    if movie.imdb_id and (found := _by_imdb(tmdb, movie.imdb_id)):
        return found
    if not movie.year:
        return None
    found = _by_name(tmdb, movie.title, str(movie.year), language)
    return found if found and found.sure and found.year == str(movie.year) else None


def _by_imdb(tmdb: TMDB, imdb_id: str) -> Found | None:
    answer = tmdb.get(f"/find/{imdb_id}", external_source="imdb_id") or {}
    films = _films(answer.get("movie_results"))
    return _found(films[0]) if films else None


def _by_name(tmdb: TMDB, name: str, year: str, language: str) -> Found | None:
    """The best known film of exactly this name, else the first that TMDB thinks of."""
    dated = {"year": year} if year else {}
    answer = tmdb.get("/search/movie", query=name, language=language, include_adult="false", **dated) or {}
    films = _films(answer.get("results"))
    named = [film for film in films if fold(name) in (fold(_title(film)), fold(_original(film)))]
    if not named:
        return _found(films[0], sure=False) if films else None
    return _found(max(named, key=_fame), sure=len(named) == 1)


def _found(film: Mapping[str, Any], sure: bool = True) -> Found:
    return Found(int(film["id"]), _title(film), str(film.get("release_date") or "")[:4], sure)


def _films(listed: Any) -> list[Mapping[str, Any]]:
    films = listed if isinstance(listed, list) else []
    return [film for film in films if isinstance(film, Mapping) and isinstance(film.get("id"), int)]


def _title(film: Mapping[str, Any]) -> str:
    return str(film.get("title") or film.get("original_title") or "")


def _original(film: Mapping[str, Any]) -> str:
    return str(film.get("original_title") or "")


def _fame(film: Mapping[str, Any]) -> float:
    return float(film.get("vote_count") or 0) + float(film.get("popularity") or 0)
