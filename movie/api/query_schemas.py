"""What the recommender's queries tell of what they found: a schema for English, beside it one for Spanish.

An alias names the attribute where the key is another word.
"""

from ninja import Field, Schema

from ..statistics import revenue
from .languages import told


class MonthCount(Schema):
    month: str
    count: int


class CantidadMes(Schema):
    mes: str
    cantidad: int


class DayCount(Schema):
    day: str
    count: int


class CantidadDia(Schema):
    dia: str
    cantidad: int


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


class ActorReturns(Schema):
    """`films_without_return` are those that the returns leave out: budget or revenue is not known."""

    actor: str = Field(alias="person.name")
    films: int = Field(alias="count")
    total_return: float | None
    mean_return: float | None
    films_without_return: int = Field(alias="without_return")


class ActorOut(Schema):
    """The workshop's keys, no more and no less."""

    actor: str = Field(alias="person.name")
    cantidad_filmaciones: int = Field(alias="count")
    retorno_total: float | None = Field(alias="total_return")
    retorno_promedio: float | None = Field(alias="mean_return")


class ActorDetalle(ActorOut):
    """`peliculas_sin_retorno` are left out of the return: budget or revenue is not known."""

    peliculas_sin_retorno: int = Field(alias="without_return")


class DirectedFilm(Schema):
    title: str
    year: int | None
    return_on_budget: float | None
    budget: int | None
    revenue: int | None

    resolve_title = staticmethod(told("title"))
    resolve_return_on_budget = staticmethod(revenue.movie_return)


class Pelicula(Schema):
    titulo: str
    anio: int | None = Field(alias="year")
    retorno_pelicula: float | None
    budget_pelicula: int | None = Field(alias="budget")
    revenue_pelicula: int | None = Field(alias="revenue")

    resolve_titulo = staticmethod(told("title"))
    resolve_retorno_pelicula = staticmethod(revenue.movie_return)


class DirectorReturns(Schema):
    """`films_without_return` are those that the total leaves out: budget or revenue is not known."""

    director: str = Field(alias="person.name")
    total_return: float | None
    films_without_return: int = Field(alias="without_return")
    films: list[DirectedFilm] = Field(alias="movies")


class DirectorOut(Schema):
    """The workshop's keys, no more and no less."""

    director: str = Field(alias="person.name")
    retorno_total_director: float | None = Field(alias="total_return")
    peliculas: list[Pelicula] = Field(alias="movies")


class DirectorDetalle(DirectorOut):
    """`peliculas_sin_retorno` are left out of the return: budget or revenue is not known."""

    peliculas_sin_retorno: int = Field(alias="without_return")
