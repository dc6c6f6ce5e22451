"""What the API's tests share: a small catalogue whose figures can be added up in the head."""

from datetime import date
from typing import Any

import pytest

from movie.models import Credit, Movie, Person

FILMS = (
    # title, year, released, votes, average, popularity, budget, revenue
    ("Toy Story", 1995, date(1995, 10, 30), 5415, 7.7, 21.9, 30, 375),  # a Monday
    ("Heat", 1995, date(1995, 12, 15), 1886, 7.7, 17.9, 60, 180),  # a Friday
    ("Heat", 1986, None, 3, 5.0, 0.5, None, 20),
    ("Face/Off", 1997, date(1997, 6, 27), 2000, 6.8, 11.4, 80, None),  # a Friday
    ("Amélie", 2001, date(2001, 4, 25), 3403, 7.8, 12.8, 10, 174),  # a Wednesday
    ("Unknown", None, None, None, None, None, None, None),
)
PARTS = (
    ("Michael Mann", Credit.Role.DIRECTOR, ("Heat 1995", "Heat 1986", "Face/Off 1997")),
    ("Jean-Pierre Jeunet", Credit.Role.DIRECTOR, ("Amélie 2001",)),
    ("Tom Hanks", Credit.Role.ACTOR, ("Toy Story 1995", "Heat 1995", "Unknown None")),
    ("Penélope Cruz", Credit.Role.ACTOR, ("Unknown None",)),
)


@pytest.fixture
def films(make_movie: Any) -> dict[str, Movie]:
    """Six films by "title year"."""
    films = {}
    for title, year, released, votes, average, popularity, budget, revenue in FILMS:
        films[f"{title} {year}"] = make_movie(
            title,
            year=year,
            release_date=released,
            vote_count=votes,
            vote_average=average,
            popularity=popularity,
            budget=budget,
            revenue=revenue,
            genre="Drama",
        )
    for name, role, titles in PARTS:
        person = Person.objects.create(name=name)
        Credit.objects.bulk_create(Credit(movie=films[title], person=person, role=role) for title in titles)
    return films
