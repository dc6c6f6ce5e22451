"""What the queries of both languages share: how their parameters are read, and what refuses them."""

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query

from ..embedders import get_embedder
from ..errors import FilmNotEmbedded
from ..lookup.people import find_person
from ..lookup.titles import find_movie
from ..models import Credit, Movie, with_translations
from ..search.ranking import Match, similar_to
from ..statistics.revenue import Filmography, filmography
from ..text import fold
from ..text.dates import DAYS, DIAS, MESES, MONTHS
from .errors import BadParameters, ErrorBody
from .languages import shown

RECOMMENDED = 5
Title = Annotated[str, Path(max_length=300, example="Toy Story")]
Actor = Annotated[str, Path(max_length=300, example="Tom Hanks")]
Director = Annotated[str, Path(max_length=300, example="John Lasseter")]
Month = Annotated[str, Path(max_length=30, example="enero")]
Day = Annotated[str, Path(max_length=30, example="miércoles")]
Year = Annotated[int | None, Query(ge=0, le=9999, description="Of the film, where several have the title.")]
Number = Annotated[
    int | None, Query(alias="id", ge=1, le=2**63 - 1, description="One of the choices that a 409 gives.")
]
Detail = Annotated[bool, Query(description="Also how many films the return leaves out.")]
INVALID = {422: ErrorBody, 500: ErrorBody}
REFUSED = {404: ErrorBody, 409: ErrorBody, **INVALID}
COMPARED = {503: ErrorBody, **REFUSED}


def _numbers(*languages: tuple[str, ...]) -> dict[str, int]:
    """Each name, its first three letters and its number, folded, with the number from 1."""
    named = [(name, number) for names in languages for number, name in enumerate(names, 1)]
    spellings = {fold(name)[:3]: number for name, number in named}
    spellings |= {fold(name): number for name, number in named}
    return spellings | {str(number): number for _name, number in named}


MONTH_NUMBERS = _numbers(MESES, MONTHS) | {"setiembre": 9, "sept": 9, "set": 9}
DAY_NUMBERS = _numbers(DIAS, DAYS)


def month_number(text: str, field: str) -> int:
    """1 to 12, from a Spanish or English name or a number. Raises BadParameters, naming the field."""
    said = _("“{text}” is no month: name one in Spanish or English, or a number from 1 to 12.")
    return _number(text, MONTH_NUMBERS, field, said)


def day_number(text: str, field: str) -> int:
    """1 (Monday) to 7, from a Spanish or English name or a number. Raises BadParameters, naming the field."""
    said = _(
        "“{text}” is no day of the week: name one in Spanish or English, or a number from 1 (Monday) to 7."
    )
    return _number(text, DAY_NUMBERS, field, said)


def _number(text: str, numbers: Mapping[str, int], field: str, said: str) -> int:
    key = fold(text).strip().rstrip(".")
    number = numbers.get(key.lstrip("0") or key)
    if number is None:
        raise BadParameters({field: [said.replace("{text}", text)]})
    return number


def works_of(name: str, role: Credit.Role, number: int | None) -> Filmography:
    """The films of whoever has this name and role."""
    return filmography(find_person(name, role, number), role)


def recommended(title: str, year: int | None, number: int | None, request: HttpRequest) -> list[str]:
    """The titles of the five films most like this one, the most similar first.

    Raises FilmNotEmbedded, or SearchError where no film can be compared.
    """
    movie = find_movie(title, year, number)
    found = with_translations(match.movie for match in alike(movie, RECOMMENDED))
    return [shown(each, request).title for each in found]


def alike(movie: Movie, k: int) -> list[Match]:
    """The k films most like this one, the most similar first. Raises as recommended()."""
    matches = similar_to(movie, k=k)
    if movie.emb_model != get_embedder().model_id:
        raise FilmNotEmbedded(str(movie))
    return matches
