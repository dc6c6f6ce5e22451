"""Finds which of TMDB's films somebody means, and makes rows of them, which an import reads as a file's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...models import Movie, Title
from ...providers.tmdb import TMDB
from ...text import fold
from .. import values
from ..readers import Source
from ..readers.rows import Row
from ..readers.shapes import flat

PARTS = "credits,keywords,alternative_titles"
REGIONS = {"en": "US", "es": "ES"}  # whose titles and texts TMDB gives as the language's own
PAGE = "https://www.themoviedb.org/movie/{}"
POSTER = "poster_path"  # no column of the catalogue's: where TMDB has the picture
Answer = Mapping[str, Any]
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


@dataclass(frozen=True)
class Fetched(Source):
    """Films that have come over the network, as an import reads those of a file."""

    films: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    def rows(self) -> Iterator[Row]:
        for number, cells in enumerate(self.films, start=1):
            yield Row(number, flat(cells))


def fetched(films: Sequence[Mapping[str, Any]]) -> Fetched:
    """These rows as the source of an import."""
    return Fetched(Path("TMDB"), "json", films=films)


def read_film(tmdb: TMDB, tmdb_id: int, languages: Sequence[str]) -> dict[str, Any] | None:
    """The row of a film: its own texts in the first language, translations in the others; None without one.

    One request a language. Raises ProviderError.
    """
    first, *others = languages
    told = tmdb.get(f"/movie/{tmdb_id}", language=_code(first), append_to_response=PARTS)
    if told is None:
        return None
    texts = {language: _texts(tmdb.get(f"/movie/{tmdb_id}", language=_code(language))) for language in others}
    # In a language that nobody has told it in, a film comes with its original title and no text.
    return row(told, first, {language: said for language, said in texts.items() if said["description"]})


def row(told: Answer, language: str, texts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The cells of a film: what an answer with PARTS in it says, its own titles and `texts` by language."""
    named = {language: told, **texts}
    titles = [
        {"name": said.get("title"), "language": code, "kind": Title.Kind.OFFICIAL}
        for code, said in named.items()
    ]
    by_country = (told.get("alternative_titles") or {}).get("titles") or []
    own = {
        name: value for name, value in told.items() if name not in ("alternative_titles", "origin_country")
    }
    return own | {
        "homepage": told.get("homepage") or PAGE.format(told.get("id")),
        "titles": [*titles, *by_country],
        "translations": texts,
    }


def _texts(told: Answer | None) -> dict[str, str]:
    told = told or {}
    return {
        "title": str(told.get("title") or ""),
        "description": str(told.get("overview") or ""),
        "genre": values.joined(told.get("genres")),
    }


def _code(language: str) -> str:
    return f"{language}-{REGIONS[language]}" if language in REGIONS else language
