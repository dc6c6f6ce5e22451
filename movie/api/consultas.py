"""The recommender's queries under their Spanish names, with their own inputs and outputs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ..models import Credit
from ..search import filmography
from ..search.titles import find_movie
from .lookups import (
    COMPARED,
    DIAS,
    INVALID,
    MESES,
    REFUSED,
    Actor,
    Day,
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

router = Router(tags=["Consultas"])


class CantidadMes(Schema):
    mes: str
    cantidad: int


class CantidadDia(Schema):
    dia: str
    cantidad: int


class Score(Schema):
    titulo: str
    anio: int | None
    popularidad: float | None


class Votos(Schema):
    titulo: str
    año: int | None
    voto_total: int
    voto_promedio: float | None


class ActorOut(Schema):
    """`peliculas_sin_retorno` no cuentan en el retorno: no se sabe su presupuesto o su ingreso."""

    actor: str
    cantidad_filmaciones: int
    retorno_total: float | None
    retorno_promedio: float | None
    peliculas_sin_retorno: int


class Pelicula(Schema):
    titulo: str
    anio: int | None
    retorno_pelicula: float | None
    budget_pelicula: int | None
    revenue_pelicula: int | None


class DirectorOut(Schema):
    """`peliculas_sin_retorno` no cuentan en el retorno: no se sabe su presupuesto o su ingreso."""

    director: str
    retorno_total_director: float | None
    peliculas_sin_retorno: int
    peliculas: list[Pelicula]


@router.get("/cantidad_filmaciones_mes/{mes}", response={200: CantidadMes, **INVALID})
def cantidad_filmaciones_mes(request: HttpRequest, mes: Month) -> dict[str, Any]:
    """Cuántas películas se estrenaron en un mes: "enero", "Enero", "January", "ene" o 1."""
    number = month_number(mes, "mes")
    return {"mes": MESES[number - 1], "cantidad": filmography.released_in_month(number)}


@router.get("/cantidad_filmaciones_dia/{dia}", response={200: CantidadDia, **INVALID})
def cantidad_filmaciones_dia(request: HttpRequest, dia: Day) -> dict[str, Any]:
    """Cuántas películas se estrenaron en un día: "miércoles", "MIERCOLES", "Wednesday" o 3 (lunes es 1)."""
    number = day_number(dia, "dia")
    return {"dia": DIAS[number - 1], "cantidad": filmography.released_on_weekday(number)}


@router.get("/score_titulo/{path:titulo}", response={200: Score, **REFUSED})
def score_titulo(
    request: HttpRequest, titulo: Title, year: Year = None, number: Number = None
) -> dict[str, Any]:
    """Año y popularidad de una película."""
    movie = find_movie(titulo, year, number)
    return {"titulo": movie.title, "anio": movie.year, "popularidad": movie.popularity}


@router.get("/votos_titulo/{path:titulo}", response={200: Votos, **REFUSED})
def votos_titulo(
    request: HttpRequest, titulo: Title, year: Year = None, number: Number = None
) -> dict[str, Any]:
    """Votos de una película y su promedio; con menos de 2.000 votos, 404 `too_few_votes`."""
    movie = find_movie(titulo, year, number)
    votes = filmography.votes_of(movie)
    return {
        "titulo": movie.title,
        "año": movie.year,
        "voto_total": votes,
        "voto_promedio": movie.vote_average,
    }


@router.get("/get_actor/{path:nombre}", response={200: ActorOut, **REFUSED})
def get_actor(request: HttpRequest, nombre: Actor, number: Number = None) -> dict[str, Any]:
    """Películas en que actúa alguien y su retorno (ingreso / presupuesto, donde se saben ambos)."""
    works = works_of(nombre, Credit.Role.ACTOR, number)
    return {
        "actor": works.person.name,
        "cantidad_filmaciones": len(works.movies),
        "retorno_total": works.total_return,
        "retorno_promedio": works.mean_return,
        "peliculas_sin_retorno": works.without_return,
    }


@router.get("/get_director/{path:nombre}", response={200: DirectorOut, **REFUSED})
def get_director(request: HttpRequest, nombre: Director, number: Number = None) -> dict[str, Any]:
    """Películas que dirige alguien, cada una con su retorno (ingreso / presupuesto), y el total."""
    works = works_of(nombre, Credit.Role.DIRECTOR, number)
    return {
        "director": works.person.name,
        "retorno_total_director": works.total_return,
        "peliculas_sin_retorno": works.without_return,
        "peliculas": [
            {
                "titulo": movie.title,
                "anio": movie.year,
                "retorno_pelicula": filmography.movie_return(movie),
                "budget_pelicula": movie.budget,
                "revenue_pelicula": movie.revenue,
            }
            for movie in works.movies
        ],
    }


@router.get("/recomendacion/{path:titulo}", response={200: list[str], **COMPARED})
def recomendacion(request: HttpRequest, titulo: Title, year: Year = None, number: Number = None) -> list[str]:
    """Los títulos de las cinco películas más parecidas, primero la más parecida."""
    return recommended(titulo, year, number)
