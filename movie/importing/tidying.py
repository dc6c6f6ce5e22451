"""Tidies the film of a row: its title, its genres, its addresses, and what cannot be true together."""

import re
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from ..text import fold, split_genres
from . import dates, ids
from .records import READ_AS, FilmTitle, MovieRecord, Note

LIMITS = {"title": 300, "genre": 250, "url": 200, "image": 200}
TITLE_AND_YEAR = re.compile(rf"(.+?)\s*\(({dates.YEAR_DIGITS})([-–]\d*\s*)?\)")
ARTICLES = (
    "The|An?|El|La|Los|Las|Un|Una|Le|Les|L'|Il|Lo|I|Gli|Der|Die|Das|Ein|Eine|De|Het|Een|O|Os|As|Det|Den|Els"
)
ARTICLE = re.compile(rf"([^()]+), ({ARTICLES})")
ALSO = re.compile(r"a\.?k\.?a\.? ", re.I)
# "Salt[12]", "Salt[a]", "Salt†", "Salt *" on a page of Wikipedia's; "[REC]" is a title.
FOOTNOTE = re.compile(
    r"(.*[^\s†‡\]])\s*(?:\[(?:\d{1,3}|[a-z]|(?:nb|note|nota|#) ?\d{1,2})\]|[†‡]|(?<=\s)[*§])+"
)
CALLED_ALSO = re.compile(r"(.+?) \(a\.?k\.?a\.? (.+)\)", re.I)
IN_BRACKETS = re.compile(r"(.+?) (\(.+\))")
ANY_FILM = {"movie", "film", "pelicula", "spielfilm", "filme"}  # which all of them are
SERIES_AS_GENRE = {"series", "serie", "tv series"}
NO_GENRES = {"(no genres listed)", "unknown"}
WEB = re.compile(r"https?://", re.I)
SERIES = r"(?:minis?)?(?:-| )?(?:s[eé]ries?|serien?)(?: d[ea] tv)?|tv (?:mini(?:-| )?)?series|fernsehserie"
# "El turno (Serie de TV)"; "Night Shift: Season 1: Pilot"; "La casa: Parte 2: Episodio 1".
SHOW_IN_TITLE = re.compile(
    rf".*\((?:{SERIES})[^()]*\)(?: \(.*\))?|.+: (?:season|temporada|staffel|saison|stagione) \d+(?:$|\W.*)"
    r"|.+: (?:limited series|miniseries?|miniserie|miniss?[eé]rie)(?:$|:.*)"
    r"|.+: (?:part|parte|volume|volumen|book|libro|chapter|cap[ií]tulo|series|partie|teil) \d+: .+"
    r"|.+: (?:episode|episodio|epis[oó]dio|folge|[eé]pisode) \d+",
    re.I,
)
SHOW_IN_TEXT = re.compile(
    r"(?:minis?)?s[eé]rie de (?:tv|televisi[oó]n|televis[aã]o)\b|tv (?:mini-?)?series\b", re.I
)
FAR = 2  # years between a date and a year that cannot both be true
SOON = timedelta(days=730)  # until when a film that people vote on already may come out
NEVER = 10  # years ahead of which nothing is announced


def tidy(film: MovieRecord, today: date) -> None:
    """Tidy a film in place, and note what was taken for something else, or could not be true `today`."""
    if film.title and film.title[-1] in "]†‡)*§":
        _take_what_stands_behind(film)
    if ", " in film.title and (title := article_first(film.title)) != film.title:
        _call(film, title)
    _check_years(film, today)
    if film.release_date and not film.year:
        film.year = film.release_date.year
    told = (":" in film.title or "(" in film.title) and SHOW_IN_TITLE.fullmatch(film.title)
    if told or (film.description and SHOW_IN_TEXT.match(film.description)):
        film.show = film.show or "series"
    if film.genre:
        _tidy_genre(film)
    if film.url or film.image or film.genre:
        shorten(film)
    if film.url and not WEB.match(film.url):
        _leave_out(film, "url", _("left out: no web address"))
    if film.url:
        _take_ids_of_address(film)


def shorten(film: MovieRecord) -> None:
    """Cut or leave out, and note, what is longer than the database takes."""
    if len(film.genre) > LIMITS["genre"]:
        _cut_genre(film, film.genre)
    for field in ("url", "image"):
        if len(getattr(film, field)) > LIMITS[field]:
            done = _("left out: longer than %(limits)s characters")
            _leave_out(film, field, done % {"limits": LIMITS[field]})


def _leave_out(film: MovieRecord, field: str, done: str) -> None:
    film.note(Note(field, getattr(film, field), done))
    setattr(film, field, "")


def _call(film: MovieRecord, title: str, told: str = "") -> None:
    """Give a film another title than its row says."""
    film.note(Note("title", film.title, _("read as %(value)s") % {"value": told or title}, READ_AS))
    film.title = title


def _take_ids_of_address(film: MovieRecord) -> None:
    """The address of a film's page at IMDb or TMDB is as sure as its id there."""
    film.imdb_id = film.imdb_id or ids.imdb_identifier(film.url)
    if not film.tmdb_id and (found := ids.TMDB.fullmatch(film.url)):
        film.tmdb_id = ids.identifier(found[1])


def _check_years(film: MovieRecord, today: date) -> None:
    """Leave out dates that cannot be true: far from the year, or to come though people have voted."""
    day = film.release_date
    if day and film.year and abs(day.year - film.year) >= FAR:
        film.note(Note("release_date", day, _("left out: far from the year %(year)s") % {"year": film.year}))
        film.release_date = day = None
    latest = day or (date(film.year, 1, 1) if film.year and film.year >= today.year else today)
    if latest <= today:
        return
    seen = film.vote_count or film.vote_average or film.revenue
    if latest.year > today.year + NEVER or (seen and latest > today + SOON):
        film.note(Note("release_date" if day else "year", latest, _("left out: it lies in the future")))
        film.release_date = film.year = None
    elif seen and latest > today:
        film.note(Note("release_date" if day else "year", latest, _("in the future, though people voted")))


def _take_what_stands_behind(film: MovieRecord) -> None:
    """Of a title the sign of a footnote, the year, and another title, each of which is none of it."""
    if found := FOOTNOTE.fullmatch(film.title):
        _call(film, found[1])
    _take_year_from_title(film)
    if found := CALLED_ALSO.fullmatch(film.title):
        _call(film, found[1])
        film.titles = [*film.titles, FilmTitle(found[2])]


def _take_year_from_title(film: MovieRecord) -> None:
    """Of "Matrix, The (1999)" the title is "The Matrix" and the year 1999, where no other year is given."""
    found = TITLE_AND_YEAR.fullmatch(film.title) if film.title[-1:] == ")" else None
    if not found or film.year not in (None, int(found[2])):
        return
    title = article_first(found[1])
    _call(film, title, f"{title}, {found[2]}")
    film.year = int(found[2])
    film.show = film.show or ("series" if (found[3] or "")[:1] == "–" else "")
    if both := IN_BRACKETS.fullmatch(title):  # "The City of Lost Children (La Cité des enfants perdus)"
        film.title, film.titles = both[1], [FilmTitle(ALSO.sub("", both[2][1:-1]))]


def article_first(title: str) -> str:
    """ "City of Lost Children, The (Cité des enfants perdus, La)" with both articles where they belong."""
    bracketed = IN_BRACKETS.fullmatch(title)
    if bracketed:
        return f"{article_first(bracketed[1])} ({article_first(bracketed[2][1:-1])})"
    found = ARTICLE.fullmatch(title)
    if not found:
        return title
    return f"{found[2]}{found[1]}" if found[2].endswith("'") else f"{found[2]} {found[1]}"


def _tidy_genre(film: MovieRecord) -> None:
    if film.genre.casefold() in NO_GENRES:
        _leave_out(film, "genre", _("taken for unknown"))
        return
    text, of_series = _genres(film.genre)
    if of_series:
        film.show = film.show or "series"
    if len(text) > LIMITS["genre"]:
        _cut_genre(film, text)
        return
    if len(text) + 12 < len(film.genre):
        film.note(Note("genre", film.genre, _("what is no genre left out")))
    film.genre = text


@lru_cache(500)
def _genres(told: str) -> tuple[str, bool]:
    """The genres in a text, and whether one of them is that of a series."""
    genres = [genre for genre in split_genres(told) if fold(genre) not in ANY_FILM]
    return ", ".join(genres), any(fold(genre) in SERIES_AS_GENRE for genre in genres)


def _cut_genre(film: MovieRecord, text: str) -> None:
    """Keep as many genres of a text as fit."""
    film.note(Note("genre", film.genre, _("cut at %(limits)s characters") % {"limits": LIMITS["genre"]}))
    film.genre = text[: max(text.rfind(",", 0, LIMITS["genre"]), 0)]
