"""Turns the cells of a row into the fields of a film, whatever the columns are called."""

import ast
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import numpy as np

from ..errors import VectorError
from ..text import clean, split_genres
from ..vectors import from_bytes, to_bytes
from .films import BadRow, Film

Cell = Any
NAMES = {
    "title": ("title", "titulo", "título", "name", "nombre", "series_title", "movie_title"),
    "description": ("description", "overview", "descripcion", "descripción", "sinopsis", "plot", "synopsis"),
    "genre": ("genre", "genres", "genero", "género", "generos", "géneros", "listed_in"),
    "keywords": ("keywords", "keyword", "palabras_clave", "tags"),
    "url": ("url", "homepage", "link"),
    "image": ("image", "poster", "imagen"),
    "year": ("year", "release_year", "released_year", "año", "anio", "ano"),
    "release_date": ("release_date", "released", "fecha", "fecha_estreno", "date"),
    "vote_average": ("vote_average", "rating", "imdb_rating", "puntuacion", "score"),
    "vote_count": ("vote_count", "no_of_votes", "votes", "votos"),
    "popularity": ("popularity", "popularidad"),
    "budget": ("budget", "presupuesto"),
    "revenue": ("revenue", "gross", "recaudacion", "recaudación"),
    "tmdb_id": ("tmdb_id", "tmdbid", "id_pelicula"),
    "imdb_id": ("imdb_id", "imdbid"),
    "directors": ("director", "directors", "directores"),
    "actors": ("actors", "cast", "actores", "reparto", "stars"),
    "emotions": ("emotions", "emociones"),
    "emojis": ("emojis", "emoticonos"),
    "embedding": ("embedding", "emb"),
    "embedding_model": ("embedding_model", "emb_model"),
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%B %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
)
YEAR = re.compile(r"\b(18[89]\d|19\d\d|20\d\d|21\d\d)\b")
TAG = re.compile(r"<[^>]{1,200}>")
DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
LIMITS = {"title": 300, "genre": 250, "url": 200, "image": 200}


def understood(header: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Which column is which field, and the columns that are none; of two for one field the first wins."""
    columns: dict[str, str] = {}
    unknown = []
    for name in header:
        field = FIELD_OF.get(_key(name))
        if field and field not in columns.values():
            columns[name] = field
        else:
            unknown.append(name)
    return columns, unknown


def _key(name: str) -> str:
    return re.sub(r"[\W]+", "_", name.strip().casefold()).strip("_")


def film_from(row: Mapping[str, Cell], columns: Mapping[str, str]) -> Film:
    """The film in a row.

    Raises BadRow where there is no title. What cannot be read in another cell is left empty.
    """
    cells = {field: row.get(name) for name, field in columns.items()}
    title = plain_text(cells.get("title"))
    if not title:
        raise BadRow("it has no title")
    film = Film(title[: LIMITS["title"]])
    for field, parse in PARSERS.items():
        setattr(film, field, parse(cells.get(field)))
    if film.release_date and not film.year:
        film.year = film.release_date.year
    film.genre = _within(", ".join(split_genres(film.genre)), LIMITS["genre"])
    film.url = film.url if len(film.url) <= LIMITS["url"] else ""
    film.image = film.image if len(film.image) <= LIMITS["image"] else ""
    film.vector_model = plain_text(cells.get("embedding_model"))
    _take_vector(film, cells.get("embedding"))
    return film


def plain_text(cell: Cell) -> str:
    """A cell as one text without markup or control characters; "nan" and "null" are empty."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    # JSON may hold half a surrogate pair, which no database takes.
    text = str(cell).encode("utf-8", "replace").decode()
    text = clean(TAG.sub(" ", text) if "<" in text else text)
    return "" if text.casefold() in {"nan", "null", "none", "n/a"} else text


def several(cell: Cell) -> list[str]:
    """A cell as several names: a list, the text of a JSON or Python list, or names between commas."""
    if isinstance(cell, str) and cell.strip()[:1] in "[{":
        cell = _literal(cell.strip())
    if isinstance(cell, Mapping):
        cell = [cell]
    parts = cell if isinstance(cell, list | tuple) else re.split(r"[,;|]", plain_text(cell))
    names = (plain_text(part.get("name") if isinstance(part, Mapping) else part) for part in parts)
    return list(dict.fromkeys(name for name in names if name))


def _literal(text: str) -> Cell:
    for parse in (json.loads, ast.literal_eval):
        with suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return parse(text)
    return text


def number(cell: Cell) -> float | None:
    """A cell as a number: "28,341,469", "$1,000", "7,5" and 7.5 are; "", "N/A" and "abc" are None."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, str):
        cell = re.sub(r"[\s$€]", "", cell)
        cell = cell.replace(",", "." if DECIMAL_COMMA.fullmatch(cell) else "")
    try:
        value = float(cell)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def whole(cell: Cell) -> int | None:
    """A cell as a whole number that is not negative, and that SQLite can hold."""
    value = number(cell)
    return int(value) if value is not None and 0 <= value < 2**31 else None


def money(cell: Cell) -> int | None:
    """A budget or a revenue; zero says that it is unknown."""
    value = number(cell)
    return int(value) if value is not None and 0 < value < 2**63 else None


def year(cell: Cell) -> int | None:
    """The year in a cell such as 1999, "1999.0", "(1999)" or "1999-03-31"."""
    found = YEAR.search(str(cell if cell is not None else ""))
    return int(found[1]) if found else None


def day(cell: Cell) -> date | None:
    """The date in a cell; day before month where both readings fit."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = plain_text(cell)[:40]
    for candidate in (text, text[:10]):
        for form in DATE_FORMATS:
            with suppress(ValueError):
                return datetime.strptime(candidate, form).date()
    return None


def _vote(cell: Cell) -> float | None:
    value = number(cell)
    return value if value is not None and 0 <= value <= 100 else None


def _identifier(cell: Cell) -> int | None:
    return whole(cell) or None


def _imdb(cell: Cell) -> str | None:
    text = plain_text(cell)
    return text if re.fullmatch(r"tt\d{7,10}", text) else None


def _joined(cell: Cell) -> str:
    if isinstance(cell, str) and cell.strip()[:1] not in "[{":
        return plain_text(cell)
    return ", ".join(several(cell))


def _within(text: str, limit: int) -> str:
    """The text, cut between genres where it is too long to be stored."""
    return text if len(text) <= limit else text[: text.rfind(",", 0, limit)]


def _take_vector(film: Film, cell: Cell) -> None:
    if cell is None or cell == "" or cell == []:
        return
    try:
        if isinstance(cell, bytes | memoryview):
            film.vector = from_bytes(cell)
        else:
            numbers = _literal(cell) if isinstance(cell, str) else cell
            film.vector = from_bytes(_unit_bytes(numbers))
    except VectorError as error:
        film.vector_problem = str(error)


def _unit_bytes(numbers: Cell) -> bytes:
    try:
        vector = np.asarray(numbers, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise VectorError("The embedding is no list of numbers.") from error
    with np.errstate(over="ignore"):
        norm = float(np.linalg.norm(vector))
    if vector.ndim != 1 or not abs(norm - 1) < 0.01:
        raise VectorError(f"The embedding has norm {norm:.3g}; expected a list of numbers of norm 1.")
    return to_bytes(vector)


PARSERS: dict[str, Callable[[Cell], Any]] = {
    "description": plain_text,
    "genre": _joined,
    "keywords": _joined,
    "url": plain_text,
    "image": plain_text,
    "year": year,
    "release_date": day,
    "vote_average": _vote,
    "vote_count": whole,
    "popularity": number,
    "budget": money,
    "revenue": money,
    "tmdb_id": _identifier,
    "imdb_id": _imdb,
    "directors": several,
    "actors": several,
    "emotions": several,
    "emojis": plain_text,
}
