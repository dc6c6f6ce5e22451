"""Finds a film by its title, forgiving about case, accents and small mistakes."""

import re

from rapidfuzz import fuzz, process

from ..errors import AmbiguousTitle, UnknownTitle
from ..models import Movie
from ..text import fold

WITH_YEAR = re.compile(r"^(?P<title>.+?)\s*\(?(?P<year>\d{4})\)?$")
SIGNS = re.compile(r"[\W_]+")
SUGGESTIONS = 5
LEAST_SCORE = 60


def find_movie(title: str) -> Movie:
    """The film of this title; "Heat (1995)" and "heat 1995" name the year as well.

    Raises UnknownTitle with the closest titles, or AmbiguousTitle with the years to choose from.
    """
    rows = list(Movie.objects.values_list("pk", "title", "year"))
    wanted, year = _folded(title), None
    found = [row for row in rows if _folded(row[1]) == wanted]
    parts = WITH_YEAR.match(title.strip())
    if not found and parts:
        wanted, year = _folded(parts["title"]), int(parts["year"])
        found = [row for row in rows if _folded(row[1]) == wanted and row[2] == year]
    if not found:
        raise UnknownTitle(title, _closest(wanted, rows))
    if len(found) > 1:
        raise AmbiguousTitle(title, [_shown(row) for row in found])
    return Movie.objects.get(pk=found[0][0])


def _folded(title: str) -> str:
    return SIGNS.sub(" ", fold(title)).strip() or title


def _closest(wanted: str, rows: list[tuple[int, str, int | None]]) -> list[str]:
    choices = {place: _folded(title) for place, (_, title, _) in enumerate(rows)}
    found = process.extract(wanted, choices, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=LEAST_SCORE)
    return [_shown(rows[place]) for _, _, place in found]


def _shown(row: tuple[int, str, int | None]) -> str:
    _, title, year = row
    return f"{title} ({year})" if year else title
