"""Reads the cells of one column: what it means, and how its cells are read, is decided once a file."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Mood
from ..text.number_format import written
from . import amounts, credits, dates, ids, origins, plain_cells, values
from .datasets import Kind
from .headers.names import in_millions
from .manners import Manner
from .records import LONGEST_TEXT, READ_AS, STORED_FIELDS, UNREAD, MovieRecord, Note
from .tidying import LIMITS
from .values import Cell

PLAIN_MANNER = Manner()
LONGEST_CELL = 1_000_000  # characters of a list of people, of titles, of numbers
SHORT = 60  # characters of a cell that may stand in many rows
MOST_KNOWN = 1_000  # of those, by column
IN_EPISODES = re.compile(
    r"\d+ (?:seasons?|episodes?|temporadas?|epis[oó]dios?|saisons?|staffeln?|stagion[ei]|cap[ií]tulos?)", re.I
)
# Several columns may tell of one of these.
TOGETHER = {"directors", "actors", "emotions", "genre_ids", "genre_flag"}
# Of several values the first counts, but of these.
MANY = {"genre", "keywords", "image", "vote_average", "vote_count", "popularity", "countries"}
ONE = {*STORED_FIELDS} - MANY
CUT = {"title", "description", "keywords", "genre"}  # where a part of the text is better than none
DIFFERENT = {"title", "description", "url", "tmdb_id", "imdb_id", "key"}  # in every row
PARSERS: dict[str, Callable[[Cell], Any]] = {
    "title": values.whole_text,
    "description": values.plain_text,
    "genre": values.genres,
    "genre_ids": ids.tmdb_genres,
    "keywords": values.joined,
    "url": values.plain_text,
    "image": values.plain_text,
    "year": dates.year,
    "release_date": dates.day,
    "runtime": dates.minutes,
    "vote_average": amounts.vote,
    "vote_count": amounts.whole,
    "popularity": amounts.number,
    "budget": amounts.money,
    "revenue": amounts.money,
    "tmdb_id": ids.identifier,
    "imdb_id": ids.imdb_identifier,
    "original_language": origins.language,
    "countries": origins.countries,
    "studios": origins.studios,
    "directors": credits.people,
    "actors": credits.people,
    "emotions": values.several,
    "emojis": values.plain_text,
    "mood_source": lambda cell: text if (text := values.plain_text(cell)) in Mood.Source.values else "",
    "mood_digest": lambda cell: values.plain_text(cell)[: values.LONGEST_ID],
    "key": ids.identity,
}
# Of files that the catalogue has written itself.
VERBATIM = dict.fromkeys(("title", "description", "genre", "keywords", "url", "emojis"), values.verbatim)
VERBATIM |= dict.fromkeys(("directors", "actors"), credits.verbatim)
ZERO_TAKEN = gettext_noop("0 taken for unknown")
ZERO = re.compile(r"[\s$€]*0*(\.0*)?")
UNKNOWN_IF_ZERO = {"year", "runtime", "budget", "revenue", "tmdb_id"}
EXPONENT = re.compile(r"[\d.]+e[+-]?\d+", re.I)
LETTER = re.compile(r"[^\W\d_]")


class Reading(NamedTuple):
    """What came of a cell; `value` is None where nothing could be read."""

    value: Any = None
    notes: tuple[Note, ...] = ()
    year: int | None = None  # of a date of which no more is certain
    show: str = ""  # what the film is called, where the cell says that it is none


class Column:
    """A column of a file that is a field of films."""

    def __init__(
        self, name: str, field: str, kind: Kind | None = None, manner: Manner = PLAIN_MANNER
    ) -> None:
        self.name, self.field = name, field
        self._votes_of = manner.votes_of
        self._parse = self._parser(kind, manner)
        self._notes = self._noting()
        self._known: dict[str, Reading] = {}
        self._plain = plain_cells.PLAIN.get(self._parse)

    def _parser(self, kind: Kind | None, manner: Manner) -> Callable[[Cell], Any]:
        if kind and kind.verbatim and self.field in VERBATIM:
            return VERBATIM[self.field]
        if self.field == "imdb_id" and self.name.casefold().endswith("imdb.id"):
            return ids.imdb_id
        if self.field == "imdb_id" and "imdb" in self.name.casefold() and not kind:
            return ids.imdb_digits
        if self.field == "genre_flag":
            return lambda cell: self.name if _is_set(cell) else ""
        if self.field == "release_date" and manner.month_first:
            return lambda cell: dates.day(cell, month_first=True)
        if self.field == "vote_average":
            return self._vote
        parse = kind.parsers.get(self.field, PARSERS[self.field]) if kind else PARSERS[self.field]
        if parse is credits.people and self.name in manner.turned:
            return credits.turned
        if parse is credits.people and self.name in manner.roles:
            return credits.without_roles
        if parse is dates.minutes and manner.parts:
            return lambda cell: dates.minutes_of(cell, manner.parts)
        return amounts.millions if parse is amounts.money and in_millions(self.name) and not kind else parse

    def _noting(self) -> Callable[[str, Any], Note | None] | None:
        """What is said of a text out of which something else came."""
        if self.field in ("vote_count", "year", "budget", "revenue"):
            return self._read_as
        if self.field == "vote_average":
            return self._of_ten
        if self._parse in (values.joined, values.genres):
            return self._without_markup
        return self._mended if self._parse in (values.plain_text, values.whole_text) else None

    def fill(self, films: Sequence[MovieRecord], cells: Sequence[Cell]) -> None:
        """Give each film what its cell says."""
        plain, known, field, together = self._plain, self._known, self.field, self.field in TOGETHER
        for film, cell in zip(films, cells, strict=True):
            if cell is None or cell == "":
                continue
            reading = known.get(cell) if type(cell) is str else None
            value = plain(cell) if plain and reading is None and type(cell) is str else None
            if value is None:
                self._give(film, reading or self.read(cell))
            elif together and field in film.__dict__:
                take(film, field, value)
            else:
                film.__dict__[field] = value

    def _give(self, film: MovieRecord, reading: Reading) -> None:
        value, notes, year, show = reading
        if value is not None:
            take(film, self.field, value) if self.field in TOGETHER else setattr(film, self.field, value)
        if notes:
            film.note(*notes)
        if year or show:
            film.year, film.show = film.year or year, film.show or show

    def read(self, cell: Cell) -> Reading:
        """The value of a cell and what is to be noted of it; the same text is read once."""
        if type(cell) is not str or len(cell) > SHORT or self.field in DIFFERENT:
            return self._read(cell)
        found = self._known.get(cell)
        if found is None:
            found = self._read(cell)
            if len(self._known) < MOST_KNOWN:
                self._known[cell] = found
        return found

    def _read(self, cell: Cell) -> Reading:
        if not isinstance(cell, str):
            cell = cell[0] if self.field in ONE and is_wrapped(cell) else cell
        elif len(cell) > LONGEST_TEXT:
            if self.field in CUT:  # one more, for whoever notes that it was cut
                cell = cell[: LONGEST_TEXT + 1]
            elif note := too_long(self.name, cell):
                return Reading(notes=(note,))
        value = self._parse(cell)
        if value is None or value == "" or value == []:
            return self._unread(cell)
        note = self._notes(cell, value) if self._notes and isinstance(cell, str) else None
        notes = (note,) if note else ()
        longest = LIMITS["title"] if self.field == "title" else LONGEST_TEXT
        if isinstance(value, str) and len(value) > longest:
            done = _("cut at %(longest_text)s characters") % written(longest_text=longest)
            return Reading(value[:longest], (*notes, Note(self.name, cell, done)))
        runs = self.field == "year" and isinstance(cell, str) and dates.RUNNING.fullmatch(cell.strip())
        return Reading(value, notes, show="series" if runs else "")

    def _unread(self, cell: Cell) -> Reading:
        """What is certain of a cell without a value: the year of a date, that there are seasons."""
        if self.field in ("title", "genre_flag") or is_blank(cell):
            return Reading()
        text = str(cell).strip()
        if self.field == "release_date" and (year := dates.certain_year(cell)):
            note = Note(self.name, cell, _("read as the year %(year)s") % {"year": year}, READ_AS)
            return Reading(None, () if re.fullmatch(r"\d{4}(\.0)?", text) else (note,), year)
        if self.field in UNKNOWN_IF_ZERO and ZERO.fullmatch(text):
            return Reading(None, (Note(self.name, cell, _(ZERO_TAKEN)),))
        done = _("left out: no %(field)s could be read") % {"field": self.field.replace("_", " ")}
        show = "series" if self.field == "runtime" and IN_EPISODES.fullmatch(text) else ""
        return Reading(None, (Note(self.name, cell, done, UNREAD),), show=show)

    def _vote(self, cell: Cell) -> float | None:
        """A vote as one of ten; a plain number is of the scale of the column."""
        value = amounts.vote(cell)
        if value is None or (isinstance(cell, str) and amounts.SHARE.fullmatch(cell)):
            return value
        value = round(value * 10 / self._votes_of, 2) if self._votes_of != 10 else value
        return value if value <= 10 else None

    def _of_ten(self, cell: str, value: float) -> Note | None:
        share = amounts.SHARE.fullmatch(cell)
        scale = (share[2] or "100") if share else str(self._votes_of)
        if scale == "10":
            return None
        return Note(self.name, cell, _("votes of %(scale)s read as of 10") % {"scale": scale})

    def _read_as(self, cell: str, value: Any) -> Note | None:
        if self.field == "year":
            odd = len(cell.strip(" ()")) != 4 and "." not in cell
        else:
            odd = LETTER.search(cell) or amounts.THOUSANDS.fullmatch(cell.strip())
        if not odd or EXPONENT.fullmatch(cell.strip()):
            return None
        return Note(self.name, cell, _("read as %(value)s") % {"value": value}, READ_AS)

    def _mended(self, cell: str, value: str) -> Note | None:
        mended = value != cell.strip()
        return Note(self.name, cell, _("markup, codes or wrong letters mended")) if mended else None

    def _without_markup(self, cell: str, value: str) -> Note | None:
        return Note(self.name, cell, _("markup taken out")) if "<" in cell else None


def take(film: MovieRecord, field: str, value: Any) -> None:
    """Give a film a value; the people of several columns are put together, and genres that have one each."""
    if type(value) is list and (before := getattr(film, field)):
        value = list(dict.fromkeys([*before, *value]))[: values.MOST_NAMES]
    if field == "genre_flag":
        value = f"{film.genre}, {value}" if film.genre else value
    setattr(film, "genre" if field in ("genre_ids", "genre_flag") else field, value)


def too_long(column: str, cell: Cell) -> Note | None:
    """What is noted of a text that no film needs: parsing and storing millions of characters takes memory."""
    if not isinstance(cell, str) or len(cell) <= LONGEST_CELL:
        return None
    done = _("left out: longer than %(longest_cell)s characters") % written(longest_cell=LONGEST_CELL)
    return Note(column, cell, done)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing on purpose."""
    if isinstance(cell, str):
        text = cell.strip()
        return text in ("", "[]", "{}") or text.casefold() in values.MISSING
    return cell != cell or (isinstance(cell, list | tuple | dict) and not cell)


def is_wrapped(cell: Cell) -> bool:
    """Whether a value stands in a list: a text alone, or one of several values."""
    return isinstance(cell, list) and (len(cell) > 1 or (len(cell) == 1 and isinstance(cell[0], str)))


def _is_set(cell: Cell) -> bool:
    return amounts.number(cell) == 1 or str(cell).casefold() == "true"
