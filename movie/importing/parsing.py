"""Makes the film of a row, and notes each cell that could not be taken as it stands."""

import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..errors import VectorError
from ..models import Mood
from ..text import movie_text, split_genres, text_digest
from ..vectors import from_bytes, to_bytes
from . import credits, dates, values
from .datasets import Kind
from .records import LONGEST_TEXT, BadRow, MovieRecord, Note, Someone
from .titles import take_titles
from .values import Cell

LONGEST_CELL = 1_000_000  # characters of a list of people, of titles, of numbers
LIMITS = {"title": 300, "genre": 250, "url": 200, "image": 200}
SHOWS = {"show", "tvshow", "tv", "series", "serie", "tvseries", "tvminiseries", "miniseries", "tvepisode"}
SHOWS |= {"episode", "season", "tvspecial", "tvpilot", "videogame", "game", "podcast"}
TITLE_AND_YEAR = re.compile(rf"(.+?)\s*\(({dates.YEAR_DIGITS})(?:[-–]\d*)?\)")
ARTICLES = "The|An?|El|La|Los|Las|Un|Una|Le|Les|L'|Il|Lo|Gli|Der|Die|Das|O|Os|As|Det|Den"
ARTICLE = re.compile(rf"([^()]+), ({ARTICLES})")
IN_BRACKETS = re.compile(r"(.+?) (\(.+\))")
NO_GENRES = {"(no genres listed)", "unknown"}
ROLES = {"DIRECTOR": "directors", "ACTOR": "actors"}
PARSERS: dict[str, Callable[[Cell], Any]] = {
    "description": values.plain_text,
    "genre": values.joined,
    "keywords": values.joined,
    "url": values.plain_text,
    "image": values.plain_text,
    "year": dates.year,
    "release_date": dates.day,
    "runtime": dates.minutes,
    "vote_average": values.vote,
    "vote_count": values.whole,
    "popularity": values.number,
    "budget": values.money,
    "revenue": values.money,
    "tmdb_id": values.identifier,
    "imdb_id": values.imdb_identifier,
    "directors": credits.people,
    "actors": credits.people,
    "emotions": values.several,
    "emojis": values.plain_text,
    "mood_source": lambda cell: text if (text := values.plain_text(cell)) in Mood.Source.values else "",
    "mood_digest": lambda cell: values.plain_text(cell)[: values.LONGEST_ID],
    "key": values.identity,
}
WEB = re.compile(r"https?://", re.I)
ZERO = re.compile(r"[\s$€]*0*(\.0*)?")


def film_from(
    row: Mapping[str, Cell],
    columns: Mapping[str, str],
    kind: Kind | None = None,
    *,
    month_first: bool = False,
    titled: bool = True,
) -> MovieRecord:
    """The film in a row; what cannot be read in a cell is left empty, and noted.

    Raises BadRow where there is no title in a row of a `titled` file; others only add to films.
    """
    film = MovieRecord("")
    extra: dict[str, Cell] = {}
    for name, field in columns.items():
        cell = _bounded(film, name, field, row.get(name))
        if cell is None or cell == "":
            continue
        if field == "title":
            film.title = _title(film, name, cell)
        elif field in PARSERS:
            _take(film, name, field, cell, kind, month_first)
        else:
            extra[field] = cell
    if titled and not film.title:
        raise BadRow("it has no title")
    _tidy(film)
    if extra:
        take_titles(film, extra)
        _take_extra(film, extra, row)
    return film


def _bounded(film: MovieRecord, column: str, field: str, cell: Cell) -> Cell:
    """A cell without what no film needs: parsing and storing millions of characters takes memory."""
    if not isinstance(cell, str) or len(cell) <= LONGEST_TEXT:
        return cell
    if field in ("title", "description", "keywords", "genre"):
        return cell[: LONGEST_TEXT + 1]  # one more, for whoever notes that it was cut
    if len(cell) <= LONGEST_CELL:
        return cell
    film.notes.append(Note(column, cell, f"left out: longer than {LONGEST_CELL:,} characters"))
    return None


def _title(film: MovieRecord, column: str, cell: Cell) -> str:
    title = values.whole_text(cell)
    if isinstance(cell, str) and title != cell.strip():
        film.notes.append(Note(column, cell, "markup, codes or wrong letters mended"))
    if len(title) > LIMITS["title"]:
        film.notes.append(Note(column, cell, f"cut at {LIMITS['title']} characters"))
    return title[: LIMITS["title"]]


def _take(
    film: MovieRecord, column: str, field: str, cell: Cell, kind: Kind | None, month_first: bool
) -> None:
    """Parse one cell into its field, and note where something came out that was not in it, or nothing."""
    parse = kind.parsers.get(field, PARSERS[field]) if kind else PARSERS[field]
    value = dates.day(cell, month_first=True) if field == "release_date" and month_first else parse(cell)
    if isinstance(value, list) and getattr(film, field):
        value = list(dict.fromkeys([*getattr(film, field), *value]))[: values.MOST_NAMES]
    setattr(film, field, value)
    if value is None or value == "" or value == []:
        if not _blank(cell):
            film.notes.append(Note(column, cell, _why_left_out(field, cell)))
    elif parse is values.plain_text and isinstance(cell, str) and value != cell.strip():
        film.notes.append(Note(column, cell, "markup, codes or wrong letters mended"))
    elif parse is values.joined and "<" in str(cell):
        film.notes.append(Note(column, cell, "markup taken out"))
    elif field in ("vote_count", "year", "budget", "revenue") and isinstance(cell, str):
        _note_unit(film, column, field, cell)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        setattr(film, field, value[:LONGEST_TEXT])
        film.notes.append(Note(column, cell, f"cut at {LONGEST_TEXT:,} characters"))


def _note_unit(film: MovieRecord, column: str, field: str, cell: str) -> None:
    if field == "year":
        odd = len(cell.strip(" ()")) != 4 and "." not in cell
    else:
        odd = re.search(r"[^\W\d_]", cell) or values.THOUSANDS.fullmatch(cell.strip())
    if odd and not re.fullmatch(r"[\d.]+e[+-]?\d+", cell.strip(), re.I):
        film.notes.append(Note(column, cell, f"read as {getattr(film, field)}"))


def _blank(cell: Cell) -> bool:
    """Whether a cell says nothing on purpose."""
    if isinstance(cell, str):
        text = cell.strip()
        return text in ("", "[]", "{}") or text.casefold() in values.MISSING
    return cell != cell or (isinstance(cell, list | tuple | dict) and not cell)


def _why_left_out(field: str, cell: Cell) -> str:
    if field in ("year", "runtime", "budget", "revenue", "tmdb_id") and ZERO.fullmatch(str(cell)):
        return "0 taken for unknown"
    return f"left out: no {field.replace('_', ' ')} could be read"


def _tidy(film: MovieRecord) -> None:
    _take_year_from_title(film)
    if film.release_date and not film.year:
        film.year = film.release_date.year
    if film.genre:
        _tidy_genre(film)
    for field in ("url", "image"):
        value = getattr(film, field)
        if len(value) > LIMITS[field]:
            film.notes.append(Note(field, value, f"left out: longer than {LIMITS[field]} characters"))
            setattr(film, field, "")
    if film.url and not WEB.match(film.url):
        film.notes.append(Note("url", film.url, "left out: no web address"))
        film.url = ""


def _take_year_from_title(film: MovieRecord) -> None:
    """Of "Matrix, The (1999)" the title is "The Matrix" and the year 1999, where no other year is given."""
    found = TITLE_AND_YEAR.fullmatch(film.title) if film.title[-1:] == ")" else None
    if not found or film.year not in (None, int(found[2])):
        return
    title = _article_first(found[1])
    film.notes.append(Note("title", film.title, f"read as {title}, {found[2]}"))
    film.title, film.year = title, int(found[2])


def _article_first(title: str) -> str:
    """ "City of Lost Children, The (Cité des enfants perdus, La)" with both articles where they belong."""
    bracketed = IN_BRACKETS.fullmatch(title)
    if bracketed:
        return f"{_article_first(bracketed[1])} ({_article_first(bracketed[2][1:-1])})"
    found = ARTICLE.fullmatch(title)
    if not found:
        return title
    return f"{found[2]}{found[1]}" if found[2].endswith("'") else f"{found[2]} {found[1]}"


def _tidy_genre(film: MovieRecord) -> None:
    if film.genre.casefold() in NO_GENRES:
        film.notes.append(Note("genre", film.genre, "taken for unknown"))
        film.genre = ""
        return
    genres = split_genres(film.genre)
    text = ", ".join(genres)
    if len(text) > LIMITS["genre"]:
        text = text[: text.rfind(",", 0, LIMITS["genre"])]
        film.notes.append(Note("genre", film.genre, f"cut at {LIMITS['genre']} characters"))
    elif len(text) + 12 < len(film.genre):
        film.notes.append(Note("genre", film.genre, "what is no genre left out"))
    film.genre = text


def _take_extra(film: MovieRecord, extra: Mapping[str, Cell], row: Mapping[str, Cell]) -> None:
    if kind := extra.get("show"):
        text = values.plain_text(kind)
        film.show = text if re.sub(r"[\W_]+", "", text).casefold() in SHOWS else ""
    if "credited" in extra:
        role = ROLES.get(values.plain_text(extra.get("role")).upper())
        if role:
            setattr(film, role, [Someone(values.plain_text(extra["credited"])[:200])])
    film.vector_model = values.plain_text(extra.get("embedding_model"))[: values.LONGEST_ID]
    _take_vector(film, extra.get("embedding"))
    digest = extra.get("embedding_digest")
    if film.vector is not None and digest and digest not in (_digest(film), _digest_of_cells(row)):
        film.vector, film.vector_problem = None, "The embedding was made from another text than this one."


def _digest(film: MovieRecord) -> str:
    return text_digest(movie_text(film))


def _digest_of_cells(row: Mapping[str, Cell]) -> str:
    texts = {name: str(row.get(name) or "") for name in ("title", "genre", "keywords", "description")}
    return text_digest(movie_text(SimpleNamespace(**texts)))


def _take_vector(film: MovieRecord, cell: Cell) -> None:
    if cell is None or cell == "" or cell == []:
        return
    try:
        if isinstance(cell, bytes | memoryview):
            film.vector = from_bytes(cell)
        else:
            film.vector = from_bytes(_unit_bytes(values.literal(cell) if isinstance(cell, str) else cell))
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
