"""The recommender's queries, in Spanish with exactly its keys and in English with the same answers."""

from urllib.parse import quote

import pytest
from django.core.management import call_command

from movie.search.ranking import similar_to

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")
TWINS = {
    "cantidad_filmaciones_mes": "releases_by_month",
    "cantidad_filmaciones_dia": "releases_by_weekday",
    "score_titulo": "title_score",
    "votos_titulo": "title_votes",
    "get_actor": "actors",
    "get_director": "directors",
    "recomendacion": "recommendations",
}


def asked(client, query, value, **parameters):
    """The answer to a query in Spanish; the English twin's must have the same values."""
    answers = []
    detailed = {"detalle": 1} if query in ("get_actor", "get_director") else {}
    for name, more in ((query, detailed), (TWINS[query], {})):
        response = client.get(f"/api/{name}/{quote(str(value))}", parameters | more)
        assert response.status_code == 200, response.content
        answers.append(response.json())
    if isinstance(answers[0], dict) and query not in ("cantidad_filmaciones_mes", "cantidad_filmaciones_dia"):
        assert sorted(map(str, values(answers[0]))) == sorted(map(str, values(answers[1])))
    return answers[0]


def values(answer):
    """What an answer says, whatever its keys are."""
    return [
        [values(film) for film in value] if isinstance(value, list) else value for value in answer.values()
    ]


@pytest.mark.parametrize(
    ("value", "mes", "cantidad"),
    [
        ("octubre", "octubre", 1),
        ("OCTUBRE", "octubre", 1),
        ("October", "octubre", 1),
        ("oct", "octubre", 1),
        ("10", "octubre", 1),
        (" abril ", "abril", 1),
        ("04", "abril", 1),
        ("enero", "enero", 0),
        ("Setiembre", "septiembre", 0),
    ],
)
def test_films_of_a_month_however_it_is_named(client, films, value, mes, cantidad):
    assert asked(client, "cantidad_filmaciones_mes", value) == {"mes": mes, "cantidad": cantidad}


@pytest.mark.parametrize(
    ("value", "dia", "cantidad"),
    [
        ("viernes", "viernes", 2),
        ("Friday", "viernes", 2),
        ("fri", "viernes", 2),
        ("5", "viernes", 2),
        ("miércoles", "miércoles", 1),
        ("MIERCOLES", "miércoles", 1),
        ("mie\u0301rcoles", "miércoles", 1),
        ("sabado", "sábado", 0),
        ("1", "lunes", 1),
        ("7", "domingo", 0),
    ],
)
def test_films_of_a_weekday_however_it_is_named(client, films, value, dia, cantidad):
    assert asked(client, "cantidad_filmaciones_dia", value) == {"dia": dia, "cantidad": cantidad}


def test_english_twins_name_months_and_days_in_english(client, films):
    assert client.get("/api/releases_by_month/octubre").json() == {"month": "October", "count": 1}
    assert client.get("/api/releases_by_weekday/viernes").json() == {"day": "Friday", "count": 2}


@pytest.mark.parametrize("value", ["toy story", "Toy Story (1995)", "toy stroy"])
def test_score_of_a_title(client, films, value):
    expected = {"titulo": "Toy Story", "anio": 1995, "popularidad": 21.9}
    assert asked(client, "score_titulo", value) == expected


def test_title_with_a_slash_and_title_without_figures(client, films):
    assert asked(client, "score_titulo", "Face/Off")["titulo"] == "Face/Off"
    assert client.get("/api/score_titulo/Face%2FOff").json()["titulo"] == "Face/Off"
    unknown = asked(client, "score_titulo", "unknown")
    assert unknown == {"titulo": "Unknown", "anio": None, "popularidad": None}


def test_year_or_number_chooses_among_films_of_one_title(client, films):
    assert asked(client, "score_titulo", "Heat", year=1986)["anio"] == 1986
    assert asked(client, "score_titulo", "Heat", id=films["Heat 1995"].pk)["anio"] == 1995


def test_votes_of_a_title_from_2000_on(client, films):
    expected = {"titulo": "Toy Story", "año": 1995, "voto_total": 5415, "voto_promedio": 7.7}
    assert asked(client, "votos_titulo", "toy story") == expected
    assert asked(client, "votos_titulo", "face off")["voto_total"] == 2000


def test_actor_has_films_and_returns_where_known(client, films):
    assert asked(client, "get_actor", "tom hanks") == {
        "actor": "Tom Hanks",
        "cantidad_filmaciones": 3,
        "retorno_total": 375 / 30 + 180 / 60,
        "retorno_promedio": (375 / 30 + 180 / 60) / 2,
        "peliculas_sin_retorno": 1,
    }


def test_spanish_returns_have_the_workshops_keys_and_more_only_where_asked(client, films):
    for query, name, keys in (
        ("get_actor", "tom hanks", ["actor", "cantidad_filmaciones", "retorno_total", "retorno_promedio"]),
        ("get_director", "michael mann", ["director", "retorno_total_director", "peliculas"]),
    ):
        plain = client.get(f"/api/{query}/{name}").json()
        detailed = client.get(f"/api/{query}/{name}?detalle=1").json()
        assert list(plain) == keys
        assert set(detailed) == {*keys, "peliculas_sin_retorno"}
        assert {key: detailed[key] for key in keys} == plain


def test_actor_without_a_known_return_has_none_and_not_zero(client, films):
    cruz = asked(client, "get_actor", "PENELOPE CRUZ")
    assert (cruz["actor"], cruz["cantidad_filmaciones"]) == ("Penélope Cruz", 1)
    assert (cruz["retorno_total"], cruz["retorno_promedio"], cruz["peliculas_sin_retorno"]) == (None, None, 1)


def test_director_has_each_film_with_its_figures(client, films):
    mann = asked(client, "get_director", "michael mann")
    assert mann == {
        "director": "Michael Mann",
        "retorno_total_director": 3.0,
        "peliculas_sin_retorno": 2,
        "peliculas": [
            pelicula("Heat", 1986, None, None, 20),
            pelicula("Heat", 1995, 3.0, 60, 180),
            pelicula("Face/Off", 1997, None, 80, None),
        ],
    }


def test_family_name_is_enough_for_a_person(client, films):
    assert asked(client, "get_director", "mann") == asked(client, "get_director", "Michael Mann")
    assert asked(client, "get_director", "jeunet")["director"] == "Jean-Pierre Jeunet"
    assert asked(client, "get_actor", "Hanks")["actor"] == "Tom Hanks"


def pelicula(titulo, anio, retorno, budget, revenue):
    return {
        "titulo": titulo,
        "anio": anio,
        "retorno_pelicula": retorno,
        "budget_pelicula": budget,
        "revenue_pelicula": revenue,
    }


def test_recommendation_is_the_five_most_similar_in_order(client, films, make_movie):
    make_movie("Toys again", description=films["Toy Story 1995"].description)
    call_command("movie_embeddings", verbosity=0)
    nearest = [match.movie.title for match in similar_to(films["Toy Story 1995"], k=5)]
    assert asked(client, "recomendacion", "toy story") == nearest
    assert len(nearest) == 5 and "Toy Story" not in nearest
