"""Makes the film of a row, and notes each cell that could not be taken as it stands."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Mood
from . import credits, dates, ids, values
from .datasets import Kind
from .embeddings import take_embedding
from .header_names import in_millions
from .records import LONGEST_TEXT, READ_AS, UNREAD, BadRow, MovieRecord, Note, Someone
from .tidying import LIMITS, tidy
from .titles import take_titles
from .values import Cell

LONGEST_CELL = 1_000_000  # characters of a list of people, of titles, of numbers
SHOWS = {"show", "tvshow", "tv", "series", "serie", "tvseries", "tvminiseries", "miniseries", "tvepisode"}
SHOWS |= {"episode", "season", "tvspecial", "tvpilot", "videogame", "game", "podcast"}
IN_EPISODES = re.compile(
    r"\d+ (?:seasons?|episodes?|temporadas?|epis[oó]dios?|saisons?|staffeln?|stagion[ei]|cap[ií]tulos?)",
    re.I,
)
# Of several values the first counts.
ONE = {"year", "release_date", "runtime", "imdb_id", "tmdb_id", "budget", "revenue", "url"}
ROLES = {"DIRECTOR": "directors", "ACTOR": "actors"}
PARSERS: dict[str, Callable[[Cell], Any]] = {
    "description": values.plain_text,
    "genre": values.joined,
    "genre_ids": ids.tmdb_genres,
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
    "tmdb_id": ids.identifier,
    "imdb_id": ids.imdb_identifier,
    "directors": credits.people,
    "actors": credits.people,
    "emotions": values.several,
    "emojis": values.plain_text,
    "mood_source": lambda cell: text if (text := values.plain_text(cell)) in Mood.Source.values else "",
    "mood_digest": lambda cell: values.plain_text(cell)[: values.LONGEST_ID],
    "key": ids.identity,
}
ZERO_TAKEN = gettext_noop("0 taken for unknown")
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
        elif field == "genre_flag":
            _take_flag(film, name, cell)
        elif field in PARSERS:
            _take(film, name, field, cell, kind, month_first)
        else:
            extra[field] = cell
    if titled and not film.title:
        raise BadRow(_("it has no title"))
    if extra:
        _take_extra(film, extra)
    tidy(film)
    if extra:
        take_titles(film, extra)
        take_embedding(film, extra, row)
    return film


def _bounded(film: MovieRecord, column: str, field: str, cell: Cell) -> Cell:
    """A cell without what no film needs: parsing and storing millions of characters takes memory."""
    if isinstance(cell, list) and field in ONE and len(cell) > 1:
        return cell[0]
    if not isinstance(cell, str) or len(cell) <= LONGEST_TEXT:
        return cell
    if field in ("title", "description", "keywords", "genre"):
        return cell[: LONGEST_TEXT + 1]  # one more, for whoever notes that it was cut
    if len(cell) <= LONGEST_CELL:
        return cell
    film.notes.append(
        Note(
            column,
            cell,
            _("left out: longer than %(longest_cell)s characters") % {"longest_cell": f"{LONGEST_CELL:,}"},
        )
    )
    return None


def _title(film: MovieRecord, column: str, cell: Cell) -> str:
    title = values.whole_text(cell)
    if isinstance(cell, str) and title != cell.strip():
        film.notes.append(Note(column, cell, _("markup, codes or wrong letters mended")))
    if len(title) > LIMITS["title"]:
        film.notes.append(Note(column, cell, _("cut at %(limits)s characters") % {"limits": LIMITS["title"]}))
    return title[: LIMITS["title"]]


def _take(
    film: MovieRecord, column: str, field: str, cell: Cell, kind: Kind | None, month_first: bool
) -> None:
    """Parse one cell into its field, and note where something came out that was not in it, or nothing."""
    parse = PARSERS[field]
    if kind:
        parse = kind.parsers.get(field, parse)
    elif parse is values.money and in_millions(column):
        parse = values.millions
    value = dates.day(cell, month_first=True) if field == "release_date" and month_first else parse(cell)
    if isinstance(value, list) and getattr(film, field):
        value = list(dict.fromkeys([*getattr(film, field), *value]))[: values.MOST_NAMES]
    setattr(film, "genre" if field == "genre_ids" else field, value)
    if value is None or value == "" or value == []:
        if not _blank(cell) and not _take_certain_part(film, column, field, cell):
            film.notes.append(_left_out(column, field, cell))
    elif parse is values.plain_text and isinstance(cell, str) and value != cell.strip():
        film.notes.append(Note(column, cell, _("markup, codes or wrong letters mended")))
    elif parse is values.joined and "<" in str(cell):
        film.notes.append(Note(column, cell, _("markup taken out")))
    elif field in ("vote_count", "year", "budget", "revenue") and isinstance(cell, str):
        _note_unit(film, column, field, cell)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        setattr(film, field, value[:LONGEST_TEXT])
        film.notes.append(
            Note(
                column, cell, _("cut at %(longest_text)s characters") % {"longest_text": f"{LONGEST_TEXT:,}"}
            )
        )


def _take_certain_part(film: MovieRecord, column: str, field: str, cell: Cell) -> bool:
    """Keep the year of a date of which no more is certain, and that seasons are told in place of minutes."""
    if field == "release_date" and (year := dates.certain_year(cell)):
        film.year = film.year or year
        if not re.fullmatch(r"\d{4}(\.0)?", str(cell).strip()):
            film.notes.append(Note(column, cell, _("read as the year %(year)s") % {"year": year}, READ_AS))
        return True
    if field == "runtime" and IN_EPISODES.fullmatch(str(cell).strip()):
        film.show = "series"
    return False


def _take_flag(film: MovieRecord, column: str, cell: Cell) -> None:
    """A column named by a genre says of each film whether it is of that."""
    if values.number(cell) == 1 or str(cell).casefold() == "true":
        film.genre = f"{film.genre}, {column}" if film.genre else column


def _note_unit(film: MovieRecord, column: str, field: str, cell: str) -> None:
    if field == "year":
        odd = len(cell.strip(" ()")) != 4 and "." not in cell
    else:
        odd = re.search(r"[^\W\d_]", cell) or values.THOUSANDS.fullmatch(cell.strip())
    if odd and not re.fullmatch(r"[\d.]+e[+-]?\d+", cell.strip(), re.I):
        film.notes.append(
            Note(column, cell, _("read as %(value)s") % {"value": getattr(film, field)}, READ_AS)
        )


def _blank(cell: Cell) -> bool:
    """Whether a cell says nothing on purpose."""
    if isinstance(cell, str):
        text = cell.strip()
        return text in ("", "[]", "{}") or text.casefold() in values.MISSING
    return cell != cell or (isinstance(cell, list | tuple | dict) and not cell)


def _left_out(column: str, field: str, cell: Cell) -> Note:
    if field in ("year", "runtime", "budget", "revenue", "tmdb_id") and ZERO.fullmatch(str(cell)):
        return Note(column, cell, ZERO_TAKEN)
    done = _("left out: no %(field)s could be read") % {"field": field.replace("_", " ")}
    return Note(column, cell, done, UNREAD)


def _take_extra(film: MovieRecord, extra: Mapping[str, Cell]) -> None:
    """Take what several fields are told in: kinds, people with their jobs, ids of several makers."""
    if kind := extra.get("show"):
        text = values.plain_text(kind)
        film.show = text if re.sub(r"[\W_]+", "", text).casefold() in SHOWS else film.show
    if "credited" in extra:
        role = ROLES.get(values.plain_text(extra.get("role", "actor")).upper())
        if role:
            setattr(film, role, [Someone(values.plain_text(extra["credited"])[:200])])
    if not _blank(episodes := extra.get("episodes", "")) and str(episodes).strip() not in (
        "0",
        "0.0",
        "False",
    ):
        film.show = film.show or "series"
    for field, take in (
        ("people", credits.by_job),
        ("credited_cast", credits.players),
        ("credited_crew", credits.makers),
    ):
        if field in extra:
            for role, found in take(extra[field]).items():
                setattr(film, role, getattr(film, role) or found)
    if "guids" in extra:
        film.imdb_id, film.tmdb_id = ids.guids(extra["guids"], film.imdb_id, film.tmdb_id)
