"""Films are counted by the day they came out, and returns added up where they are known."""

from datetime import date

import pytest

from movie.errors import TooFewVotes
from movie.models import Credit, Movie, Person
from movie.statistics.revenue import (
    filmography,
    movie_return,
    released_in_month,
    released_on_weekday,
    with_enough_votes,
)


def test_films_are_counted_by_month_and_weekday_of_any_year(make_movie):
    days = [date(1995, 1, 2), date(2010, 1, 31), date(1999, 12, 31)]  # Monday, Sunday, Friday
    for day in [*days, None]:
        make_movie(release_date=day)
    assert [released_in_month(month) for month in range(1, 13)] == [2, *[0] * 10, 1]
    assert [released_on_weekday(day) for day in range(1, 8)] == [1, 0, 0, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("budget", "revenue", "expected"),
    [(10, 25, 2.5), (None, 25, None), (10, None, None), (0, 25, None), (10, 0, None), (None, None, None)],
)
def test_return_is_known_where_budget_and_revenue_are(budget, revenue, expected):
    assert movie_return(Movie(budget=budget, revenue=revenue)) == expected


@pytest.mark.parametrize("votes", [None, 0, 1999])
def test_too_few_votes_are_refused_with_their_number(votes):
    with pytest.raises(TooFewVotes) as refused:
        with_enough_votes(Movie(title="Heat", vote_count=votes))
    assert refused.value.votes == (votes or 0)
    assert "2,000" in str(refused.value)
    movie = Movie(vote_count=2000)
    assert with_enough_votes(movie) is movie


def test_films_without_return_are_counted_apart(make_movie):
    person = Person.objects.create(name="Ada")
    figures = [(1999, 10, 30), (1990, None, 5), (1995, 10, 5), (1980, 10, None)]
    for year, budget, revenue in figures:
        film = make_movie(f"Film {year}", year=year, budget=budget, revenue=revenue)
        Credit.objects.create(movie=film, person=person, role=Credit.Role.DIRECTOR)
    works = filmography(person, Credit.Role.DIRECTOR)
    assert [movie.year for movie in works.movies] == [1980, 1990, 1995, 1999]
    assert (works.total_return, works.mean_return, works.without_return) == (3.5, 1.75, 2)
    assert filmography(person, Credit.Role.ACTOR).movies == []


def test_return_of_nothing_known_is_none_and_not_zero(make_movie):
    person = Person.objects.create(name="Ada")
    Credit.objects.create(movie=make_movie(budget=5), person=person, role=Credit.Role.ACTOR)
    works = filmography(person, Credit.Role.ACTOR)
    assert (works.total_return, works.mean_return, works.without_return) == (None, None, 1)
