"""The recommender's queries. Each has an address in English and one in Spanish: same answer, other names.

A query returns what it found, a Movie or a Filmography; its two schemas, side by side, say what of it is told
and under which key. An alias names the attribute where the key is another word.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Router, Schema

from ..lookup.titles import find_movie
from ..models import Credit, Movie
from ..statistics import returns
from ..statistics.returns import Filmography
from ..text.dates import DAYS, DIAS, MESES, MONTHS
from .languages import told
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

english = Router(tags=["Queries"])
spanish = Router(tags=["Consultas"])


def as_it_is(told: Schema) -> HttpResponse:
    """A schema that has been filled in already, as JSON: Ninja would try to fill it in from itself."""
    return JsonResponse(told.model_dump(mode="json"), json_dumps_params={"ensure_ascii": False})


class MonthCount(Schema):
    month: str
    count: int


class CantidadMes(Schema):
    mes: str
    cantidad: int


@english.get("/releases_by_month/{month}", response={200: MonthCount, **INVALID})
def releases_by_month(request: HttpRequest, month: Month) -> dict[str, Any]:
    """How many films came out in a month: "January", "enero", "jan" or 1."""
    number = month_number(month, "month")
    return {"month": MONTHS[number - 1], "count": returns.released_in_month(number)}


@spanish.get("/cantidad_filmaciones_mes/{mes}", response={200: CantidadMes, **INVALID})
def cantidad_filmaciones_mes(request: HttpRequest, mes: Month) -> dict[str, Any]:
    """Cuántas películas se estrenaron en un mes: "enero", "Enero", "January", "ene" o 1."""
    number = month_number(mes, "mes")
    return {"mes": MESES[number - 1], "cantidad": returns.released_in_month(number)}


class DayCount(Schema):
    day: str
    count: int


class CantidadDia(Schema):
    dia: str
    cantidad: int


@english.get("/releases_by_weekday/{day}", response={200: DayCount, **INVALID})
def releases_by_weekday(request: HttpRequest, day: Day) -> dict[str, Any]:
    """How many films came out on a weekday: "Wednesday", "miércoles", "wed" or 3 (Monday is 1)."""
    number = day_number(day, "day")
    return {"day": DAYS[number - 1], "count": returns.released_on_weekday(number)}


@spanish.get("/cantidad_filmaciones_dia/{dia}", response={200: CantidadDia, **INVALID})
def cantidad_filmaciones_dia(request: HttpRequest, dia: Day) -> dict[str, Any]:
    """Cuántas películas se estrenaron en un día: "miércoles", "MIERCOLES", "Wednesday" o 3 (lunes es 1)."""
    number = day_number(dia, "dia")
    return {"dia": DIAS[number - 1], "cantidad": returns.released_on_weekday(number)}


class TitleScore(Schema):
    title: str
    year: int | None
    popularity: float | None

    resolve_title = staticmethod(told("title"))


class Score(Schema):
    titulo: str
    anio: int | None = Field(alias="year")
    popularidad: float | None = Field(alias="popularity")

    resolve_titulo = staticmethod(told("title"))


@english.get("/title_score/{path:title}", response={200: TitleScore, **REFUSED})
def title_score(request: HttpRequest, title: Title, year: Year = None, number: Number = None) -> Movie:
    """Year and popularity of a film."""
    return find_movie(title, year, number)


@spanish.get("/score_titulo/{path:titulo}", response={200: Score, **REFUSED})
def score_titulo(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> Movie:
    """Año y popularidad de una película."""
    return find_movie(titulo, year, number)


class TitleVotes(Schema):
    title: str
    year: int | None
    vote_count: int
    vote_average: float | None

    resolve_title = staticmethod(told("title"))


class Votos(Schema):
    titulo: str
    año: int | None = Field(alias="year")
    voto_total: int = Field(alias="vote_count")
    voto_promedio: float | None = Field(alias="vote_average")

    resolve_titulo = staticmethod(told("title"))


@english.get("/title_votes/{path:title}", response={200: TitleVotes, **REFUSED})
def title_votes(request: HttpRequest, title: Title, year: Year = None, number: Number = None) -> Movie:
    """Votes of a film and their average; with fewer than 2,000 votes, 404 `too_few_votes`."""
    return returns.with_enough_votes(find_movie(title, year, number))


@spanish.get("/votos_titulo/{path:titulo}", response={200: Votos, **REFUSED})
def votos_titulo(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> Movie:
    """Votos de una película y su promedio; con menos de 2.000 votos, 404 `too_few_votes`."""
    return returns.with_enough_votes(find_movie(titulo, year, number))


class ActorReturns(Schema):
    """`films_without_return` are those that the returns leave out: budget or revenue is not known."""

    actor: str = Field(alias="person.name")
    films: int = Field(alias="count")
    total_return: float | None
    mean_return: float | None
    films_without_return: int = Field(alias="without_return")


class ActorOut(Schema):
    """Las claves del taller, ni más ni menos."""

    actor: str = Field(alias="person.name")
    cantidad_filmaciones: int = Field(alias="count")
    retorno_total: float | None = Field(alias="total_return")
    retorno_promedio: float | None = Field(alias="mean_return")


class ActorDetalle(ActorOut):
    """`peliculas_sin_retorno` no cuentan en el retorno: no se sabe su presupuesto o su ingreso."""

    peliculas_sin_retorno: int = Field(alias="without_return")


@english.get("/actors/{path:name}", response={200: ActorReturns, **REFUSED})
def actor_returns(request: HttpRequest, name: Actor, number: Number = None) -> Filmography:
    """Films in which somebody plays, and their return (revenue / budget, where both are known)."""
    return works_of(name, Credit.Role.ACTOR, number)


@spanish.get("/get_actor/{path:nombre}", response={200: ActorOut | ActorDetalle, **REFUSED})
def get_actor(
    request: HttpRequest, nombre: Actor, number: Number = None, detalle: Detail = False
) -> HttpResponse:
    """Películas en que actúa alguien y su retorno (ingreso / presupuesto, donde se saben ambos)."""
    found = works_of(nombre, Credit.Role.ACTOR, number)
    return as_it_is(
        (ActorDetalle if detalle else ActorOut).model_validate(found, context={"request": request})
    )


class DirectedFilm(Schema):
    title: str
    year: int | None
    return_on_budget: float | None
    budget: int | None
    revenue: int | None

    resolve_title = staticmethod(told("title"))
    resolve_return_on_budget = staticmethod(returns.movie_return)


class Pelicula(Schema):
    titulo: str
    anio: int | None = Field(alias="year")
    retorno_pelicula: float | None
    budget_pelicula: int | None = Field(alias="budget")
    revenue_pelicula: int | None = Field(alias="revenue")

    resolve_titulo = staticmethod(told("title"))
    resolve_retorno_pelicula = staticmethod(returns.movie_return)


class DirectorReturns(Schema):
    """`films_without_return` are those that the total leaves out: budget or revenue is not known."""

    director: str = Field(alias="person.name")
    total_return: float | None
    films_without_return: int = Field(alias="without_return")
    films: list[DirectedFilm] = Field(alias="movies")


class DirectorOut(Schema):
    """Las claves del taller, ni más ni menos."""

    director: str = Field(alias="person.name")
    retorno_total_director: float | None = Field(alias="total_return")
    peliculas: list[Pelicula] = Field(alias="movies")


class DirectorDetalle(DirectorOut):
    """`peliculas_sin_retorno` no cuentan en el retorno: no se sabe su presupuesto o su ingreso."""

    peliculas_sin_retorno: int = Field(alias="without_return")


@english.get("/directors/{path:name}", response={200: DirectorReturns, **REFUSED})
def director_returns(request: HttpRequest, name: Director, number: Number = None) -> Filmography:
    """Films that somebody directs, each with its return (revenue / budget), and the total."""
    return works_of(name, Credit.Role.DIRECTOR, number)


@spanish.get("/get_director/{path:nombre}", response={200: DirectorOut | DirectorDetalle, **REFUSED})
def get_director(
    request: HttpRequest, nombre: Director, number: Number = None, detalle: Detail = False
) -> HttpResponse:
    """Películas que dirige alguien, cada una con su retorno (ingreso / presupuesto), y el total."""
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
    """Los títulos de las cinco películas más parecidas, primero la más parecida."""
    return recommended(titulo, year, number, request)
