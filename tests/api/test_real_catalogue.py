"""The queries on the recommender's own files agree with what plain Python adds up from their rows."""

import csv
import os
from collections import defaultdict
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from movie.models import Credit, Movie, Person
from movie.text import fold

FOLDER = os.environ.get("MOVIE_DATA")
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="MOVIE_DATA is not set: the folder of the real files."),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
DAYS = "lunes martes miércoles jueves viernes sábado domingo"


def rows_of(name):
    with (Path(FOLDER) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell):
    """A figure of a cell, None where it is zero or missing."""
    return float(cell) if cell and float(cell) else None


@pytest.fixture(scope="module")
def rows():
    """One row a film, by its id: the last of those with the same id."""
    return {int(float(row["Id_Pelicula"])): row for row in rows_of("movies_dataset_clean.csv")}


@pytest.fixture(scope="module")
def directed(rows):
    """The ids of each director's films."""
    films = defaultdict(set)
    for row in rows_of("movies_dataset_directors.csv"):
        film = int(float(row["Id_Pelicula"]))
        for name in (row["Director 1"], row["Director 2"], row["Director 3"]):
            if name and name.strip() and film in rows:
                films[name.strip()].add(film)
    return films


@pytest.fixture(scope="module")
def catalogue(rows, directed, django_db_setup, django_db_blocker):
    """The films and directors in the database, put there without this project's importer."""
    with django_db_blocker.unblock():
        Movie.objects.bulk_create(
            (
                Movie(
                    title=row["title"],
                    year=int(float(row["release_year"])),
                    release_date=date.fromisoformat(row["release_date"]),
                    popularity=float(row["popularity"]),
                    vote_count=int(float(row["vote_count"])),
                    vote_average=float(row["vote_average"]),
                    budget=number(row["budget"]),
                    revenue=number(row["revenue"]),
                    tmdb_id=film,
                )
                for film, row in rows.items()
            ),
            batch_size=1000,
        )
        ids = dict(Movie.objects.values_list("tmdb_id", "pk"))
        people = Person.objects.bulk_create([Person(name=name) for name in directed], batch_size=1000)
        Credit.objects.bulk_create(
            (
                Credit(movie_id=ids[film], person=person, role=Credit.Role.DIRECTOR)
                for person in people
                for film in directed[person.name]
            ),
            batch_size=1000,
        )
        yield
        Credit.objects.all().delete()
        Person.objects.all().delete()
        Movie.objects.all().delete()


@pytest.fixture
def asked(client, catalogue, db):
    def asked(query, value, status=200, **parameters):
        response = client.get(f"/api/{query}/{quote(value)}", parameters)
        assert response.status_code == status, (value, response.content)
        return response.json()

    return asked


def test_months_and_weekdays_agree(asked, rows):
    days = [date.fromisoformat(row["release_date"]) for row in rows.values()]
    for place, name in enumerate(MONTHS.split(), 1):
        expected = sum(day.month == place for day in days)
        assert asked("cantidad_filmaciones_mes", name) == {"mes": name, "cantidad": expected}
    for place, name in enumerate(DAYS.split()):
        expected = sum(day.weekday() == place for day in days)
        assert asked("cantidad_filmaciones_dia", name) == {"dia": name, "cantidad": expected}


@pytest.fixture(scope="module")
def lone(rows):
    """Every 400th film whose title is nobody else's, however it is written."""
    by_title = defaultdict(list)
    for row in rows.values():
        by_title["".join(filter(str.isalnum, fold(row["title"])))].append(row)
    return [films[0] for title, films in sorted(by_title.items()) if title and len(films) == 1][::400]


def test_scores_agree(asked, lone):
    assert len(lone) > 80
    for row in lone:
        assert asked("score_titulo", row["title"], year=int(float(row["release_year"]))) == {
            "titulo": row["title"],
            "anio": int(float(row["release_year"])),
            "popularidad": float(row["popularity"]),
        }


def test_votes_agree_where_there_are_enough_and_are_refused_elsewhere(asked, lone, rows):
    known = [row for row in rows.values() if float(row["vote_count"]) >= 2000]
    for row in known[::20]:
        said = asked("votos_titulo", row["title"], year=int(float(row["release_year"])))
        assert said["voto_total"] == int(float(row["vote_count"]))
        assert said["voto_promedio"] == float(row["vote_average"])
    few = [row for row in lone if float(row["vote_count"]) < 2000]
    for row in few[::5]:
        said = asked("votos_titulo", row["title"], 404, year=int(float(row["release_year"])))
        assert said["error"]["code"] == "too_few_votes"


def test_directors_agree(asked, rows, directed):
    by_name = defaultdict(set)
    for name in directed:
        by_name["".join(filter(str.isalnum, fold(name)))].add(name)
    known = sorted(name for names in by_name.values() if len(names) == 1 for name in names)
    busiest = sorted(known, key=lambda name: -len(directed[name]))[:25]
    for name in [*known[::700], *busiest]:
        films = [rows[film] for film in directed[name]]
        returns = [
            float(film["revenue"]) / float(film["budget"])
            for film in films
            if number(film["budget"]) and number(film["revenue"])
        ]
        said = asked("get_director", name, detalle=1)
        assert said["director"] == name
        assert sorted(film["titulo"] for film in said["peliculas"]) == sorted(film["title"] for film in films)
        assert said["peliculas_sin_retorno"] == len(films) - len(returns)
        expected = pytest.approx(sum(returns)) if returns else None
        assert said["retorno_total_director"] == expected
