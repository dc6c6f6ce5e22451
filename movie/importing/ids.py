"""Reads the ids by which data sets, IMDb and TMDB name films, in the forms in which files have them."""

import re
from collections.abc import Mapping

from .amounts import number, whole
from .values import LONGEST_ID, Cell, entries, plain_text


def identifier(cell: Cell) -> int | None:
    """A TMDB id; 0 is none."""
    value = number(cell)
    return int(value) if value and value == int(value) and 0 < value < 2**31 else None


IMDB = re.compile(r"(?:https?://(?:\w+\.)?imdb\.com/(?:\w\w/)?title/)?(tt\d{7,10})(?:[/?#].*)?")
TMDB = re.compile(r"https?://(?:www\.)?themoviedb\.org/movie/(\d+)(?:\D.*)?")


def imdb_identifier(cell: Cell) -> str | None:
    """An IMDb id such as tt0078748, also in the address of its page."""
    found = IMDB.fullmatch(plain_text(cell))
    return found[1] if found else None


def imdb_number(cell: Cell) -> str | None:
    """An IMDb id of which only the number is written, as MovieLens does."""
    value = identifier(cell)
    return f"tt{value:07}" if value else None


def imdb_id(cell: Cell) -> str | None:
    """An IMDb id, of which the number alone may be written, as within MongoDB's {"imdb": {"id": …}}."""
    return imdb_identifier(cell) or imdb_number(cell)


def imdb_digits(cell: Cell) -> str | None:
    """An IMDb id, of which the digits alone may be written, as many as IMDb writes: seven or more."""
    text = plain_text(cell)
    return imdb_identifier(text) or (imdb_number(text) if text.isdecimal() and len(text) >= 7 else None)


def identity(cell: Cell) -> str:
    """The id of a row, the same whether it was written as 5, "5" or "5.0"."""
    return plain_text(cell)[:LONGEST_ID].removesuffix(".0")


# TMDB's genres of films, as its lists number them.
TMDB_GENRES = {28: "Action", 12: "Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 99: "Documentary"}
TMDB_GENRES |= {18: "Drama", 10751: "Family", 14: "Fantasy", 36: "History", 27: "Horror", 10402: "Music"}
TMDB_GENRES |= {9648: "Mystery", 10749: "Romance", 878: "Science Fiction", 10770: "TV Movie", 53: "Thriller"}
TMDB_GENRES |= {10752: "War", 37: "Western"}
GUID = re.compile(r"(?:com\.plexapp\.agents\.)?(imdb|tmdb|themoviedb)://(tt\d{7,10}|\d+)")


def tmdb_genres(cell: Cell) -> str:
    """The names of the genres that TMDB's numbers stand for."""
    numbers = (whole(part.get("id") if isinstance(part, Mapping) else part) for part in entries(cell))
    return ", ".join(TMDB_GENRES[number] for number in dict.fromkeys(numbers) if number in TMDB_GENRES)


def guids(cell: Cell, imdb_id: str | None, tmdb_id: int | None) -> tuple[str | None, int | None]:
    """The ids in [{"id": "imdb://tt0078748"}, {"id": "tmdb://348"}], behind those that are known already."""
    for part in entries(cell):
        found = GUID.match(str(part.get("id") if isinstance(part, Mapping) else part))
        if found and found[1] == "imdb":
            imdb_id = imdb_id or imdb_identifier(found[2])
        elif found:
            tmdb_id = tmdb_id or identifier(found[2])
    return imdb_id, tmdb_id
