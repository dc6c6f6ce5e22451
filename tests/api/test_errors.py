"""Whatever goes wrong under /api/ is told in one shape, with the status that says what kind it is."""

import pytest
from django.core.management import call_command
from django.test import Client

from movie.models import Credit, Movie, Person

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
QUERIES = ("score_titulo", "votos_titulo", "recomendacion", "title_score", "title_votes", "recommendations")
PEOPLE = ("get_actor", "get_director", "actors", "directors")


def refused(client, address, status, code, **request):
    """The error of an answer, which must have the one shape."""
    response = client.generic(request.pop("method", "GET"), address, **request)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    body = response.json()
    assert list(body) == ["error"]
    error = body["error"]
    assert list(error) == ["status", "code", "message", "fields", "suggestions", "choices"]
    assert (error["status"], error["code"]) == (status, code)
    assert error["message"][-1] in ".!" or "manage.py" in error["message"]
    assert all(list(problem) == ["field", "message"] for problem in error["fields"])
    assert all(list(choice) == ["id", "name", "year"] for choice in error["choices"])
    return error


@pytest.mark.parametrize(
    "address",
    ["/api/nothing", "/api/movies/999999", "/api/movies/999999/similar", "/api/movies/", "/api/docs/x"]
    + [f"/api/{query}/" for query in (*QUERIES, *PEOPLE)],
)
def test_what_is_not_there_is_not_found(client, films, address):
    refused(client, address, 404, "not_found")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("search", "q"),
        ("search?q=", "q"),
        ("search?q=%20%00", "q"),
        (f"search?q={'x' * 4001}", "q"),
        ("search?q=a&k=0", "k"),
        ("search?q=a&k=101", "k"),
        ("search?q=a&k=many", "k"),
        ("search?q=a&k=1.5", "k"),
        ("search?q=a&year_from=soon", "year_from"),
        ("search?q=a&year_to=3000", "year_to"),
        ("search?q=a&genre=Nowhere", "genre"),
        ("search?q=a&runtime_from=long", "runtime_from"),
        ("search?q=a&runtime_to=0", "runtime_to"),
        ("search?q=a&runtime_to=1201", "runtime_to"),
        ("movies?page=0", "page"),
        ("movies?page=2", "page"),
        ("movies?pages=1", "pages"),
        ("search?q=a&genere=Drama", "genere"),
        ("search?q=a&year_from=2000&year_to=1990", "year_from"),
        ("search?q=a&runtime_from=120&runtime_to=90", "runtime_from"),
        ("movies/1?full=1", "full"),
        ("score_titulo/heat?anio=1995", "anio"),
        ("movies?page=99999999999999999999", "page"),
        ("movies?page_size=1000", "page_size"),
        ("movies?genre=Nowhere", "genre"),
        ("movies?year=x", "year"),
        ("movies/x", "movie_id"),
        ("movies/-1", "movie_id"),
        ("movies/99999999999999999999", "movie_id"),
        ("movies/1/similar?k=0", "k"),
        ("titles", "q"),
        (f"titles?q={'x' * 301}", "q"),
        ("cantidad_filmaciones_mes/brumario", "mes"),
        ("cantidad_filmaciones_mes/13", "mes"),
        ("cantidad_filmaciones_dia/0", "dia"),
        ("releases_by_month/%20", "month"),
        ("releases_by_weekday/8", "day"),
        ("score_titulo/heat?year=x", "year"),
        ("votos_titulo/heat?id=0", "id"),
        (f"recomendacion/{'x' * 301}", "titulo"),
        (f"actors/{'x' * 301}", "name"),
    ],
)
def test_bad_parameter_is_named(client, films, address, field):
    error = refused(client, f"/api/{address}", 422, "invalid_parameters")
    assert [problem["field"] for problem in error["fields"]] == [field]
    assert error["fields"][0]["message"]


def test_more_parameters_than_are_read_are_refused(client, films):
    refused(client, "/api/movies?" + "page=1&" * 2000, 400, "bad_request")


@pytest.mark.parametrize("query", QUERIES)
def test_unknown_title_gets_suggestions_and_a_shared_one_the_choice(client, films, query):
    unknown = refused(client, f"/api/{query}/toy%20storys", 404, "unknown_title")
    assert unknown["suggestions"] == ["Toy Story (1995)"]
    assert refused(client, f"/api/{query}/qqqqzzzz", 404, "unknown_title")["suggestions"] == []
    assert refused(client, f"/api/{query}/Heat?year=1950", 404, "unknown_title")["suggestions"]
    shared = refused(client, f"/api/{query}/HEAT", 409, "ambiguous_title")
    assert shared["choices"] == [
        {"id": films[f"Heat {year}"].pk, "name": "Heat", "year": year} for year in (1986, 1995)
    ]


@pytest.mark.parametrize("query", PEOPLE)
def test_unknown_person_gets_suggestions(client, films, query):
    part, known = ("tom", "Tom Hanks") if "actor" in query else ("michael", "Michael Mann")
    error = refused(client, f"/api/{query}/{part}", 404, "unknown_person")
    assert error["suggestions"] == [known]
    assert refused(client, f"/api/{query}/qqqqzzzz", 404, "unknown_person")["suggestions"] == []


@pytest.mark.parametrize("query", ["get_director", "directors"])
def test_two_people_of_one_name_are_a_choice_by_number(client, films, query):
    other = Person.objects.create(name="Michael Mann")
    Credit.objects.create(movie=films["Amélie 2001"], person=other, role=Credit.Role.DIRECTOR)
    choices = refused(client, f"/api/{query}/michael mann", 409, "ambiguous_person")["choices"]
    assert [choice["name"] for choice in choices] == [
        "Michael Mann: Face/Off (1997)",
        "Michael Mann: Amélie (2001)",
    ]
    chosen = client.get(f"/api/{query}/michael mann", {"id": choices[1]["id"]})
    assert (chosen.status_code, choices[1]["id"]) == (200, other.pk)


@pytest.mark.parametrize("query", ["get_director", "directors"])
def test_family_name_of_several_is_a_choice_by_number(client, films, query):
    other = Person.objects.create(name="Aimee Mann")
    Credit.objects.create(movie=films["Amélie 2001"], person=other, role=Credit.Role.DIRECTOR)
    Credit.objects.filter(movie=films["Face/Off 1997"]).delete()
    choices = refused(client, f"/api/{query}/mann", 409, "ambiguous_person")["choices"]
    assert [choice["name"] for choice in choices] == [
        "Michael Mann: Heat (1995)",
        "Aimee Mann: Amélie (2001)",
    ]
    assert client.get(f"/api/{query}/mann", {"id": other.pk}).json()["director"] == "Aimee Mann"


@pytest.mark.parametrize("query", ["votos_titulo", "title_votes"])
@pytest.mark.parametrize("title", ["Heat 1995", "Unknown"])
def test_film_with_few_votes_is_refused_clearly(client, films, query, title):
    assert "2,000" in refused(client, f"/api/{query}/{title}", 404, "too_few_votes")["message"]


@pytest.mark.parametrize(
    "address", ["recomendacion/Toy Story", "recommendations/Toy Story", "movies/{}/similar"]
)
def test_catalogue_without_embeddings_cannot_recommend_yet(client, films, address):
    address = f"/api/{address}".format(films["Toy Story 1995"].pk)
    refused(client, address, 503, "search_unavailable")
    call_command("movie_embeddings", verbosity=0)
    assert client.get(address).status_code == 200
    Movie.objects.filter(title="Toy Story").update(emb=None, emb_model="")
    refused(client, address, 404, "film_not_embedded")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/api/movies", "/api/search?q=a", "/api/score_titulo/Heat"])
def test_api_is_only_read(client, films, method, address):
    refused(client, address, 405, "method_not_allowed", method=method)
    assert client.generic(method, address).headers["Allow"] == "GET, HEAD"


def test_version_that_is_not_there_is_refused(client, films):
    refused(client, "/api/movies", 412, "precondition_failed", headers={"If-Match": '"another"'})


def test_what_nobody_foresaw_is_told_without_its_reasons(films, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr("movie.api.films.browse", fail)
    error = refused(Client(raise_request_exception=False), "/api/movies", 500, "server_error")
    assert "secret" not in str(error)


def test_error_speaks_the_language_that_is_asked_for(client, films):
    english, spanish = (
        refused(client, "/api/nothing", 404, "not_found", headers={"Accept-Language": language})["message"]
        for language in ("en", "es")
    )
    assert english == "There is nothing at this address."
    assert spanish


def test_unknown_genre_gets_those_of_the_catalogue(client, films):
    for address in ("/api/movies?genre=Nothing", "/api/search?q=x&genre=Nothing"):
        assert refused(client, address, 422, "invalid_parameters")["suggestions"] == ["Drama"]
    assert refused(client, "/api/movies?page=0", 422, "invalid_parameters")["suggestions"] == []


def test_film_of_another_year_is_refused_with_the_year_that_was_asked(client, films):
    assert (
        "Heat (1950)" in refused(client, "/api/title_score/Heat?year=1950", 404, "unknown_title")["message"]
    )
    assert "Heat #999" in refused(client, "/api/title_score/Heat?id=999", 404, "unknown_title")["message"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("actors/Michael Mann", "an actor called “Michael Mann”"),
        ("directors/Tom Hanks", "a director called “Tom Hanks”"),
    ],
)
def test_person_of_another_role_is_refused_by_that_role(client, films, address, said):
    assert said in refused(client, f"/api/{address}", 404, "unknown_person")["message"]


def test_empty_request_is_told_to_be_required(client, films):
    (field,) = refused(client, "/api/search?q=", 422, "invalid_parameters")["fields"]
    assert field == {"field": "q", "message": "This is required."}
