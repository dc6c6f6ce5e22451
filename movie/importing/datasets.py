"""The data sets that many people have, each told by its header, and what its columns hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import credits, dates, ids, values
from .header_names import GENRES_100K, key_of

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
    forms: Mapping[str, str] = field(default_factory=dict)  # how the cells of a column begin, by column
    exact: bool = False  # it has these columns and no other
    of_nothing: bool = False  # it tells of no films, but is often beside those that do
    of_a_viewer: bool = False  # what it says of films was written by one viewer, and only fills gaps

    def fits(self, keys: frozenset[str]) -> bool:
        """Whether a file with these columns, as key_of() gives them, is of this kind."""
        return self.needs <= keys and not self.lacks & keys and not (self.exact and keys - self.needs - {""})


TMDB_PEOPLE = {"actors": credits.cast, "directors": credits.crew}
TMDB = {"id": "tmdb_id", "tagline": NO_PLACE, "status": NO_PLACE, "posterpath": NO_PLACE}
LISTED = r"\[(\{|\]$)"  # lists of mappings, as TMDB writes people and keywords
TMDB_CAST = {"cast": LISTED, "crew": LISTED}
MOVIELENS = {"movieid": "key"}


def _needs(names: str) -> frozenset[str]:
    return frozenset(names.split())


JELLYFIN = {"name": "title", "id": "key", "premieredate": "release_date", "productionyear": "year"}
JELLYFIN |= {"runtimeticks": "runtime", "overview": "description", "communityrating": "vote_average"}
JELLYFIN |= {"type": "show", "tags": NO_PLACE, "officialrating": NO_PLACE, "criticrating": NO_PLACE}
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
        forms=TMDB_CAST,
    ),
    Kind(
        "tmdb",
        "TMDB: what its API tells of films",
        _needs("id title overview posterpath originallanguage"),
        TMDB,
    ),
    Kind(
        "tmdb",
        "TMDB: series, as its API lists them",
        _needs("id name overview firstairdate originalname"),
        {"name": "title", "id": NO_PLACE, "firstairdate": "episodes"},
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: films",
        _needs("id imdbid title overview genres adult video"),
        TMDB,
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: credits, of which the directors and the first ten actors",
        _needs("id cast crew"),
        {"id": "tmdb_id", "cast": "actors", "crew": "directors"},
        TMDB_PEOPLE,
        joins=True,
        lacks=TITLED,
        forms=TMDB_CAST,
    ),
    Kind(
        "movies-dataset",
        "The Movies Dataset: keywords",
        KEYWORDS,
        {"id": "tmdb_id"},
        joins=True,
        lacks=TITLED,
        forms={"keywords": LISTED},
    ),
    Kind(
        "movies-dataset-clean",
        "The Movies Dataset, cleaned: films",
        _needs("idpelicula title releaseyear return"),
        {"idpelicula": "tmdb_id"},
    ),
    Kind(
        "movies-dataset-clean",
        "The Movies Dataset, cleaned: directors",
        _needs("idpelicula director1 director2 director3"),
        {"idpelicula": "tmdb_id"},
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
        "Letterboxd: films of one viewer",
        _needs("name year letterboxduri"),
        {"letterboxduri": "url"},
        of_a_viewer=True,
    ),
    Kind(
        "letterboxd",
        "Letterboxd: a diary, or reviews, of one viewer",
        _needs("name year letterboxduri rewatch"),
        {"letterboxduri": NO_PLACE},
        of_a_viewer=True,
    ),
    Kind(
        "letterboxd",
        "Letterboxd: a list of one viewer",
        _needs("position name year url description"),
        {"description": NO_PLACE},
        of_a_viewer=True,
        exact=True,
    ),
    Kind(
        "netflix-history",
        "Netflix: what one viewer watched",
        _needs("title starttime bookmark"),
        {"duration": NO_PLACE},
        of_a_viewer=True,
    ),
    Kind(
        "trakt",
        "Trakt: films of one viewer",
        _needs("title idstrakt idsslug"),
        {"status": NO_PLACE, "idstrakt": "key"},
        of_a_viewer=True,
    ),
    Kind(
        "radarr",
        "Radarr: films of one collection",
        _needs("title tmdbid sorttitle sizeondisk"),
        {"tags": NO_PLACE, "images": NO_PLACE, "ratingsvalue": NO_PLACE},
        of_a_viewer=True,
    ),
    Kind(
        "jellyfin",
        "Jellyfin or Emby: films of one collection",
        _needs("name id type serverid"),
        JELLYFIN,
        {"runtime": dates.ticks},
        of_a_viewer=True,
    ),
    Kind(
        "plex",
        "Plex: films of one collection",
        _needs("ratingkey title type"),
        {"userrating": NO_PLACE, "id": NO_PLACE, "key": NO_PLACE, "rating": NO_PLACE, "type": "show"}
        | {"audiencerating": "vote_average", "tag": NO_PLACE, "label": NO_PLACE},
        {"runtime": dates.milliseconds},
        of_a_viewer=True,
    ),
    Kind("movielens", "MovieLens: films", _needs("movieid title genres"), MOVIELENS),
    Kind(
        "movielens",
        "MovieLens 100K: films",
        _needs("movieid movietitle videoreleasedate imdburl"),
        MOVIELENS
        | {"movietitle": "title", "videoreleasedate": NO_PLACE, "imdburl": NO_PLACE}
        | {key_of(genre): "genre_flag" for genre in GENRES_100K[1:]},
    ),
    Kind(
        "movielens",
        "MovieLens: ratings of its users",
        _needs("userid movieid rating timestamp"),
        of_nothing=True,
    ),
    Kind(
        "movielens", "MovieLens: tags of its users", _needs("userid movieid tag timestamp"), of_nothing=True
    ),
    Kind(
        "cmu",
        "CMU Movie Summary Corpus: films",
        _needs("wikipediamovieid freebasemovieid moviename"),
        {"wikipediamovieid": "key", "moviename": "title", "moviereleasedate": "release_date"}
        | {"movieboxofficerevenue": "revenue", "movieruntime": "runtime", "moviegenres": "genre"},
    ),
    Kind(
        "cmu",
        "CMU Movie Summary Corpus: plots",
        _needs("wikipediamovieid plotsummary"),
        {"wikipediamovieid": "key", "plotsummary": "description"},
        joins=True,
        exact=True,
    ),
    Kind(
        "cmu",
        "CMU Movie Summary Corpus: characters",
        _needs("wikipediamovieid freebasemovieid actorname"),
        {"wikipediamovieid": "key", "actorname": "credited", "moviereleasedate": NO_PLACE},
        joins=True,
        whole=False,
    ),
    Kind(
        "movielens",
        "MovieLens: ids at IMDb and TMDB",
        _needs("movieid imdbid tmdbid"),
        MOVIELENS,
        {"imdb_id": ids.imdb_number},
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
