"""The data sets that many people have, each told by its header, and what its columns hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import credits, values

NO_PLACE = ""


@dataclass(frozen=True)
class Kind:
    """One file of a data set. Column names are compared without case, blanks and underscores."""

    format: str  # the data set's name for --format
    what: str
    needs: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    parsers: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    joins: bool = False  # its rows add to the films of other files
    whole: bool = True  # False: several rows of it make up what it says of one film
    lacks: frozenset[str] = frozenset()  # columns that speak against it

    def fits(self, keys: frozenset[str]) -> bool:
        """Whether a file with these columns, as key_of() gives them, is of this kind."""
        return self.needs <= keys and not self.lacks & keys


TMDB_PEOPLE = {"actors": credits.cast, "directors": credits.crew}
TMDB = {"id": "tmdb_id", "tagline": NO_PLACE, "status": NO_PLACE}
MOVIELENS = {"movieid": "key"}


def _needs(names: str) -> frozenset[str]:
    return frozenset(names.split())


KEYWORDS = _needs("id keywords")
# A file with titles is one of films: its people or keywords add to no other, and its ids may be anybody's.
TITLED = _needs("title name titulo")


KINDS = (
    Kind(
        "tmdb", "TMDB: films as its API lists them", _needs("id title overview originaltitle genreids"), TMDB
    ),
    Kind("tmdb5000", "TMDB: films", _needs("id title overview genres voteaverage originaltitle"), TMDB),
    Kind(
        "tmdb5000",
        "TMDB 5000: credits, of which the directors and the first ten actors",
        _needs("movieid title cast crew"),
        {"movieid": "tmdb_id", "cast": "actors", "crew": "directors"},
        TMDB_PEOPLE,
        joins=True,
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: films",
        _needs("id imdbid title overview genres adult video"),
        {**TMDB, "posterpath": NO_PLACE},
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: credits, of which the directors and the first ten actors",
        _needs("id cast crew"),
        {"id": "tmdb_id", "cast": "actors", "crew": "directors"},
        TMDB_PEOPLE,
        joins=True,
        lacks=TITLED,
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: keywords",
        KEYWORDS,
        {"id": "tmdb_id"},
        joins=True,
        lacks=TITLED,
    ),
    Kind("movies-dataset-clean", "The Movies Dataset, cleaned: films", _needs("idpelicula title")),
    Kind(
        "movies-dataset-clean",
        "The Movies Dataset, cleaned: directors",
        _needs("idpelicula director1"),
        joins=True,
    ),
    Kind(
        "netflix",
        "Netflix titles (Kaggle)",
        _needs("showid type title listedin"),
        {"showid": "key", "rating": NO_PLACE, "dateadded": NO_PLACE, "type": "show"},
    ),
    Kind(
        "justwatch",
        "Netflix titles (JustWatch)",
        _needs("id title type imdbscore tmdbpopularity"),
        {"id": "key", "type": "show", "imdbscore": "vote_average", "tmdbscore": NO_PLACE},
    ),
    Kind(
        "justwatch",
        "Netflix titles (JustWatch): credits",
        _needs("personid id name role"),
        {"id": "key", "name": "credited", "role": "role"},
        joins=True,
        whole=False,
    ),
    Kind(
        "imdb",
        "IMDb top 1000",
        _needs("seriestitle releasedyear imdbrating overview"),
        {"seriestitle": "title", "posterlink": NO_PLACE},
    ),
    Kind(
        "imdb",
        "IMDb films with revenue in millions",
        _needs("title description revenuemillions"),
        {"revenuemillions": "revenue"},
        {"revenue": values.millions},
    ),
    Kind(
        "imdb",
        "IMDb's own list of titles",
        _needs("tconst titletype primarytitle"),
        {"titletype": "show"},
    ),
    Kind(
        "letterboxd",
        "Letterboxd: films of a list, a diary or ratings",
        _needs("name year letterboxduri"),
        # When it was watched, and what one visitor thought of it.
        {"date": NO_PLACE, "rating": NO_PLACE, "tags": NO_PLACE, "letterboxduri": "url"},
    ),
    Kind("movielens", "MovieLens: films", _needs("movieid title genres"), MOVIELENS),
    Kind(
        "movielens",
        "MovieLens: ids at IMDb and TMDB",
        _needs("movieid imdbid tmdbid"),
        MOVIELENS,
        {"imdb_id": values.imdb_number},
        joins=True,
    ),
    Kind(
        "workshop",
        "the workshop's CSV",
        _needs("title plot imdbrating rating"),
        {"imdbid": "imdb_id", "imdbrating": "vote_average", "rating": NO_PLACE, "poster": NO_PLACE}
        | {"plot": "description", "fullplot": NO_PLACE, "type": "show"},
    ),
)
FORMATS = tuple(dict.fromkeys(kind.format for kind in KINDS))
