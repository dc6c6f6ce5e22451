"""The recommender's queries in English: the same answers as the Spanish ones, under English names."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ..models import Credit
from ..search import filmography
from ..search.titles import find_movie
from .lookups import (
    COMPARED,
    DAYS,
    INVALID,
    MONTHS,
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

router = Router(tags=["Queries"])


class MonthCount(Schema):
    month: str
    count: int


class DayCount(Schema):
    day: str
    count: int


class TitleScore(Schema):
    title: str
    year: int | None
    popularity: float | None


class TitleVotes(Schema):
    title: str
    year: int | None
    vote_count: int
    vote_average: float | None


class ActorReturns(Schema):
    """`films_without_return` are those that the returns leave out: budget or revenue is not known."""

    actor: str
    films: int
    total_return: float | None
    mean_return: float | None
    films_without_return: int


class DirectedFilm(Schema):
    title: str
    year: int | None
    return_on_budget: float | None
    budget: int | None
    revenue: int | None


class DirectorReturns(Schema):
    """`films_without_return` are those that the total leaves out: budget or revenue is not known."""

    director: str
    total_return: float | None
    films_without_return: int
    films: list[DirectedFilm]


@router.get("/releases_by_month/{month}", response={200: MonthCount, **INVALID})
def releases_by_month(request: HttpRequest, month: Month) -> dict[str, Any]:
    """How many films came out in a month: "January", "enero", "jan" or 1."""
    number = month_number(month, "month")
    return {"month": MONTHS[number - 1], "count": filmography.released_in_month(number)}


@router.get("/releases_by_weekday/{day}", response={200: DayCount, **INVALID})
def releases_by_weekday(request: HttpRequest, day: Day) -> dict[str, Any]:
    """How many films came out on a weekday: "Wednesday", "miércoles", "wed" or 3 (Monday is 1)."""
    number = day_number(day, "day")
    return {"day": DAYS[number - 1], "count": filmography.released_on_weekday(number)}


@router.get("/title_score/{path:title}", response={200: TitleScore, **REFUSED})
def title_score(
    request: HttpRequest, title: Title, year: Year = None, number: Number = None
) -> dict[str, Any]:
    """Year and popularity of a film."""
    movie = find_movie(title, year, number)
    return {"title": movie.title, "year": movie.year, "popularity": movie.popularity}


@router.get("/title_votes/{path:title}", response={200: TitleVotes, **REFUSED})
def title_votes(
    request: HttpRequest, title: Title, year: Year = None, number: Number = None
) -> dict[str, Any]:
    """Votes of a film and their average; with fewer than 2,000 votes, 404 `too_few_votes`."""
    movie = find_movie(title, year, number)
    votes = filmography.votes_of(movie)
    return {"title": movie.title, "year": movie.year, "vote_count": votes, "vote_average": movie.vote_average}


@router.get("/actors/{path:name}", response={200: ActorReturns, **REFUSED})
def actor_returns(request: HttpRequest, name: Actor, number: Number = None) -> dict[str, Any]:
    """Films in which somebody plays, and their return (revenue / budget, where both are known)."""
    works = works_of(name, Credit.Role.ACTOR, number)
    return {
        "actor": works.person.name,
        "films": len(works.movies),
        "total_return": works.total_return,
        "mean_return": works.mean_return,
        "films_without_return": works.without_return,
    }


@router.get("/directors/{path:name}", response={200: DirectorReturns, **REFUSED})
def director_returns(request: HttpRequest, name: Director, number: Number = None) -> dict[str, Any]:
    """Films that somebody directs, each with its return (revenue / budget), and the total."""
    works = works_of(name, Credit.Role.DIRECTOR, number)
    return {
        "director": works.person.name,
        "total_return": works.total_return,
        "films_without_return": works.without_return,
        "films": [
            {
                "title": movie.title,
                "year": movie.year,
                "return_on_budget": filmography.movie_return(movie),
                "budget": movie.budget,
                "revenue": movie.revenue,
            }
            for movie in works.movies
        ],
    }


@router.get("/recommendations/{path:title}", response={200: list[str], **COMPARED})
def recommendations(
    request: HttpRequest, title: Title, year: Year = None, number: Number = None
) -> list[str]:
    """The titles of the five films most like this one, the most similar first."""
    return recommended(title, year, number)
