"""The recommender's queries. Each has an address in English and one in Spanish: same answer, other names.

A query returns what it found, a Movie or a Filmography; its two schemas (query_schemas.py) say what of it is
told and under which key.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Schema

from ..lookup.titles import find_movie
from ..models import Credit, Movie
from ..statistics import revenue
from ..statistics.revenue import Filmography
from ..text.dates import DAYS, DIAS, MESES, MONTHS
from .lookups import (
    COMPARED,
    INVALID,
    REFUSED,
    Actor,
    Day,
    Detail,
    Director,
    Month,
    Number,
    Title,
    Year,
    day_number,
    month_number,
    recommended,
    works_of,
)
from .query_schemas import (
    ActorDetalle,
    ActorOut,
    ActorReturns,
    CantidadDia,
    CantidadMes,
    DayCount,
    DirectorDetalle,
    DirectorOut,
    DirectorReturns,
    MonthCount,
    Score,
    TitleScore,
    TitleVotes,
    Votos,
)

english = Router(tags=["Queries"])
spanish = Router(tags=["Consultas"])


def as_it_is(told: Schema) -> HttpResponse:
    """A schema that has been filled in already, as JSON: Ninja would try to fill it in from itself."""
    return JsonResponse(told.model_dump(mode="json"), json_dumps_params={"ensure_ascii": False})


@english.get("/releases_by_month/{month}", response={200: MonthCount, **INVALID})
def releases_by_month(request: HttpRequest, month: Month) -> dict[str, Any]:
    """How many films came out in a month: "January", "enero", "jan" or 1."""
    number = month_number(month, "month")
    return {"month": MONTHS[number - 1], "count": revenue.released_in_month(number)}


@spanish.get("/cantidad_filmaciones_mes/{mes}", response={200: CantidadMes, **INVALID})
def cantidad_filmaciones_mes(request: HttpRequest, mes: Month) -> dict[str, Any]:
    """How many films came out in a month: "January", "enero", "jan" or 1."""
    number = month_number(mes, "mes")
    return {"mes": MESES[number - 1], "cantidad": revenue.released_in_month(number)}


@english.get("/releases_by_weekday/{day}", response={200: DayCount, **INVALID})
def releases_by_weekday(request: HttpRequest, day: Day) -> dict[str, Any]:
    """How many films came out on a weekday: "Wednesday", "miércoles", "wed" or 3 (Monday is 1)."""
    number = day_number(day, "day")
    return {"day": DAYS[number - 1], "count": revenue.released_on_weekday(number)}


@spanish.get("/cantidad_filmaciones_dia/{dia}", response={200: CantidadDia, **INVALID})
def cantidad_filmaciones_dia(request: HttpRequest, dia: Day) -> dict[str, Any]:
    """How many films came out on a weekday: "Wednesday", "miércoles", "wed" or 3 (Monday is 1)."""
    number = day_number(dia, "dia")
    return {"dia": DIAS[number - 1], "cantidad": revenue.released_on_weekday(number)}


@english.get("/title_score/{path:title}", response={200: TitleScore, **REFUSED})
def title_score(request: HttpRequest, title: Title, year: Year = None, number: Number = None) -> Movie:
    """Year and popularity of a film."""
    return find_movie(title, year, number)


@spanish.get("/score_titulo/{path:titulo}", response={200: Score, **REFUSED})
def score_titulo(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> Movie:
    """Year and popularity of a film."""
    return find_movie(titulo, year, number)


@english.get("/title_votes/{path:title}", response={200: TitleVotes, **REFUSED})
def title_votes(request: HttpRequest, title: Title, year: Year = None, number: Number = None) -> Movie:
    """Votes of a film and their average; with fewer than 2,000 votes, 404 `too_few_votes`."""
    return revenue.with_enough_votes(find_movie(title, year, number))


@spanish.get("/votos_titulo/{path:titulo}", response={200: Votos, **REFUSED})
def votos_titulo(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> Movie:
    """Votes of a film and their average; with fewer than 2,000 votes, 404 `too_few_votes`."""
    return revenue.with_enough_votes(find_movie(titulo, year, number))


@english.get("/actors/{path:name}", response={200: ActorReturns, **REFUSED})
def actor_returns(request: HttpRequest, name: Actor, number: Number = None) -> Filmography:
    """Films in which somebody plays, and their return (revenue / budget, where both are known)."""
    return works_of(name, Credit.Role.ACTOR, number)


@spanish.get("/get_actor/{path:nombre}", response={200: ActorOut | ActorDetalle, **REFUSED})
def get_actor(
    request: HttpRequest, nombre: Actor, number: Number = None, detalle: Detail = False
) -> HttpResponse:
    """Films in which somebody plays, and their return (revenue / budget, where both are known)."""
    found = works_of(nombre, Credit.Role.ACTOR, number)
    return as_it_is(
        (ActorDetalle if detalle else ActorOut).model_validate(found, context={"request": request})
    )


@english.get("/directors/{path:name}", response={200: DirectorReturns, **REFUSED})
def director_returns(request: HttpRequest, name: Director, number: Number = None) -> Filmography:
    """Films that somebody directs, each with its return (revenue / budget), and the total."""
    return works_of(name, Credit.Role.DIRECTOR, number)


@spanish.get("/get_director/{path:nombre}", response={200: DirectorOut | DirectorDetalle, **REFUSED})
def get_director(
    request: HttpRequest, nombre: Director, number: Number = None, detalle: Detail = False
) -> HttpResponse:
    """Films that somebody directs, each with its return (revenue / budget), and the total."""
    found = works_of(nombre, Credit.Role.DIRECTOR, number)
    return as_it_is(
        (DirectorDetalle if detalle else DirectorOut).model_validate(found, context={"request": request})
    )


@english.get("/recommendations/{path:title}", response={200: list[str], **COMPARED})
def recommendations(
    request: HttpRequest, title: Title, year: Year = None, number: Number = None
) -> list[str]:
    """The titles of the five films most like this one, the most similar first."""
    return recommended(title, year, number, request)


@spanish.get("/recomendacion/{path:titulo}", response={200: list[str], **COMPARED})
def recomendacion(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> list[str]:
    """The titles of the five films most like this one, the most similar first."""
    return recommended(titulo, year, number, request)
