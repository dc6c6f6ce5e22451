"""Films over HTTP: searched, listed, one by one, by likeness and by the beginning of a title."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Credit, Movie, Person
from movie.search.ranking import search

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
DESCRIPTIONS = {
    "Deep": "A shark attacks swimmers at a beach.",
    "Orbit": "An astronaut drifts alone in space.",
    "Canción": "Un cantante pierde la voz.",
}


@pytest.fixture
def embedded(make_movie):
    """Three films of three years, embedded offline."""
    years = iter((1975, 2013, 1999))
    films = [make_movie(title, description=told, year=next(years)) for title, told in DESCRIPTIONS.items()]
    call_command("movie_embeddings", verbosity=0)
    return films


def asked(client, address, status=200, **parameters):
    response = client.get(address, parameters)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"].startswith("application/json")
    return response.json()


def test_search_gives_what_the_page_gives(client, embedded):
    found = asked(client, "/api/search", q="a shark at the beach", k=2)
    assert [hit["film"]["title"] for hit in found["results"]] == [
        match.movie.title for match in search("a shark at the beach", k=2)
    ]
    first = found["results"][0]
    assert (first["film"]["title"], found["fits"], found["notice"]) == ("Deep", True, "")
    assert -1 <= first["similarity"] <= 1 and "shark" in first["why"]


def test_search_filters_by_years_and_genre(client, embedded):
    Movie.objects.filter(title="Deep").update(genre="Terror")
    years = asked(client, "/api/search", q="a shark", year_from=1990, year_to=2000)
    assert [hit["film"]["title"] for hit in years["results"]] == ["Canción"]
    assert [
        hit["film"]["title"] for hit in asked(client, "/api/search", q="space", genre="terror")["results"]
    ] == ["Deep"]


def test_search_filters_by_length_and_gives_it(client, embedded):
    Movie.objects.filter(title="Deep").update(runtime=124)
    Movie.objects.filter(title="Orbit").update(runtime=91)

    def lengths(**limits):
        found = asked(client, "/api/search", q="a shark", **limits)
        return {hit["film"]["title"]: hit["film"]["runtime"] for hit in found["results"]}

    assert lengths() == {"Deep": 124, "Orbit": 91, "Canción": None}
    assert lengths(runtime_to=91) == {"Orbit": 91}
    assert lengths(runtime_from=92) == lengths(runtime_from=124, runtime_to=124) == {"Deep": 124}
    assert lengths(runtime_from=1, runtime_to=1200) == {"Deep": 124, "Orbit": 91}


def test_search_without_embeddings_finds_by_words_and_says_so(client, make_movie):
    make_movie("Deep", description="A shark attacks.")
    found = asked(client, "/api/search", q="shark")
    assert found["results"][0]["similarity"] is None
    assert "movie_embeddings" in found["notice"]


def test_paid_searches_are_counted_by_visitor(client, openai_server, openai_embedder, make_movie, settings):
    settings.SEARCHES_PER_MINUTE = 1
    make_movie("Deep", description="A shark attacks.")
    call_command("movie_embeddings", verbosity=0)
    openai_server.requests.clear()
    assert asked(client, "/api/search", q="the first shark")["notice"] == ""
    assert "many searches" in asked(client, "/api/search", q="the second shark")["notice"]
    assert len(openai_server.requests) == 1


@pytest.fixture
def shelf(make_movie):
    return [
        make_movie(f"Film {n:02}", year=1960 + n, genre="Drama" if n % 2 else "Western") for n in range(30)
    ]


def test_list_comes_a_page_at_a_time_by_title(client, shelf):
    pages = [asked(client, "/api/movies", page=page, page_size=12) for page in (1, 2, 3)]
    titles = [[film["title"] for film in page["results"]] for page in pages]
    assert sum(titles, []) == [film.title for film in shelf]
    assert [len(page) for page in titles] == [12, 12, 6]
    assert {(page["count"], page["pages"], page["page_size"]) for page in pages} == {(30, 3, 12)}


def test_list_filters_by_title_genre_and_year(client, shelf):
    assert asked(client, "/api/movies", genre="western")["count"] == 15
    assert asked(client, "/api/movies", title="film 07", year=1967)["count"] == 1
    assert asked(client, "/api/movies", title="film 07", year=1968)["count"] == 0


def test_queries_of_a_page_are_as_many_for_thirty_films_as_for_one(client, shelf):
    asked(client, "/api/movies")  # the catalogue's genres are read once
    counts = []
    for size in (1, 30):
        with CaptureQueriesContext(connection) as queries:
            asked(client, "/api/movies", page_size=size)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_film_has_its_people_and_figures(client, make_movie):
    film = make_movie("Heat", year=1995, budget=60, revenue=180, keywords="bank, heist", genre="Crime, Drama")
    for name, role in (("Michael Mann", "director"), ("Al Pacino", "actor")):
        Credit.objects.create(movie=film, person=Person.objects.create(name=name), role=role)
    told = asked(client, f"/api/movies/{film.pk}")
    assert (told["title"], told["year"], told["return_on_budget"]) == ("Heat", 1995, 3.0)
    assert (told["genres"], told["keywords"]) == (["Crime", "Drama"], ["bank", "heist"])
    assert [person["name"] for person in told["directors"] + told["actors"]] == ["Michael Mann", "Al Pacino"]
    assert client.get(told["url"]).status_code == 200


def test_addresses_are_whole_for_whoever_reads_them_elsewhere(client, embedded):
    pk, here = embedded[0].pk, {"HTTP_HOST": "127.0.0.1:8000", "secure": True}
    film = client.get(f"/api/movies/{pk}", **here).json()
    assert film["url"] == f"https://127.0.0.1:8000/movies/{pk}/"
    hit = client.get("/api/search?q=a+shark", **here).json()["results"][0]["film"]
    listed = client.get("/api/movies", **here).json()["results"][1]
    assert film["poster"] == hit["poster"] == listed["poster"]
    assert film["poster"].startswith("https://127.0.0.1:8000/posters/")
    assert client.get("/api/openapi.json", **here).json()["servers"][0]["url"] == "https://127.0.0.1:8000"


def test_similar_films_come_without_the_film_itself(client, embedded):
    similar = asked(client, f"/api/movies/{embedded[0].pk}/similar", k=5)
    assert len(similar) == 2 and "Deep" not in [hit["film"]["title"] for hit in similar]
    assert similar[0]["similarity"] >= similar[1]["similarity"]


def test_titles_complete_what_is_typed(client, make_movie):
    film = make_movie("The Matrix", year=1999)
    expected = [{"id": film.pk, "title": "The Matrix", "year": 1999}]
    assert asked(client, "/api/titles", q="matr") == asked(client, "/api/titles", q="matrxi") == expected
    assert asked(client, "/api/titles", q="") == []


def test_vectors_are_in_no_answer(client, embedded):
    pk = embedded[0].pk
    for address in ("/api/movies", f"/api/movies/{pk}", f"/api/movies/{pk}/similar", "/api/search?q=shark"):
        with CaptureQueriesContext(connection) as queries:
            said = json.dumps(asked(client, address))
        assert '"emb"' not in said and "vector" not in said and len(said) < 4000
        if "similar" not in address and "search" not in address:
            assert not any('"emb"' in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("address", ["/api/movies?page_size=3", "/api/titles?q=film"])
def test_unchanged_list_is_not_sent_again(client, shelf, address):
    etag = client.get(address).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        unchanged = client.get(address, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content, len(queries)) == (304, b"", 1)


@pytest.mark.parametrize("change", ["title", "genre", "image"])
def test_changed_list_is_sent_again(client, shelf, change):
    etag = client.get("/api/movies").headers["ETag"]
    Movie.objects.filter(pk=shelf[0].pk).update(**{change: "Changed"})
    assert client.get("/api/movies", headers={"If-None-Match": etag}).status_code == 200


def test_list_is_sent_again_with_a_new_length(client, shelf):
    etag = client.get("/api/movies").headers["ETag"]
    Movie.objects.filter(pk=shelf[0].pk).update(runtime=90)
    changed = client.get("/api/movies", headers={"If-None-Match": etag})
    assert (changed.status_code, changed.json()["results"][0]["runtime"]) == (200, 90)


def test_film_that_is_unchanged_is_not_sent_again(client, shelf):
    address = f"/api/movies/{shelf[0].pk}"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    Movie.objects.filter(pk=shelf[0].pk).update(description="Another.")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_head_is_answered_without_a_body(client, shelf):
    head = client.head("/api/movies")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == client.get("/api/movies").headers["ETag"]


ELSEWHERE = "https://elsewhere.example"


@pytest.mark.parametrize(
    ("origins", "allowed"), [([ELSEWHERE], ELSEWHERE), (["*"], "*"), (["https://other.example"], None)]
)
def test_pages_of_named_origins_may_read_and_no_others(client, settings, shelf, origins, allowed):
    settings.API_ORIGINS = origins
    answers = [
        client.get("/api/movies", headers={"Origin": ELSEWHERE}),
        client.get("/api/movies?page=0", headers={"Origin": ELSEWHERE}),
        client.options("/api/movies", headers={"Origin": ELSEWHERE}),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 204]
    for answer in answers:
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert ("Origin" in answer.headers.get("Vary", "")) == ("*" not in origins)
    assert client.post("/api/movies", headers={"Origin": ELSEWHERE}).status_code == 405


@pytest.mark.parametrize("address", ["/api/movies", "/api/movies?page=0", "/api/nothing"])
def test_caches_are_told_that_language_and_cookie_matter(client, shelf, address):
    assert {"Accept-Language", "Cookie"} <= set(client.get(address).headers["Vary"].split(", "))


def test_description_names_its_server_and_reads_well(client):
    described = client.get("/api/openapi.json").json()
    assert described["servers"][0]["url"] == "http://testserver"
    ids = [
        operation["operationId"] for methods in described["paths"].values() for operation in methods.values()
    ]
    assert {"search", "get_movie", "title_score", "score_titulo"} <= set(ids)
    assert len(ids) == len(set(ids))


def prose(part):
    """All that a description says to people."""
    if isinstance(part, dict):
        own = [part[name] for name in ("description", "summary") if isinstance(part.get(name), str)]
        return own + [text for value in part.values() for text in prose(value)]
    return [text for each in part for text in prose(each)] if isinstance(part, list) else []


def test_description_is_in_the_visitors_language_and_says_the_same_things(client):
    english, spanish = (
        client.get("/api/openapi.json", headers={"Accept-Language": code}).json() for code in ("en", "es-mx")
    )
    assert list(spanish["paths"]) == list(english["paths"])
    assert "Solo lectura" in spanish["info"]["description"]
    same = {one for one, other in zip(prose(english), prose(spanish), strict=True) if one == other}
    # What is named and told in Spanish for everybody, as the workshop has it, stays as it is.
    workshop = {
        text
        for path, asked in english["paths"].items()
        if "_" in path or "recomendacion" in path
        for text in prose(asked)
    }
    own = [text for text in same - workshop if "peliculas" not in text and "taller" not in text]
    assert own == []


def test_other_sites_are_not_let_in(client, shelf):
    response = client.get("/api/movies", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in response.headers if name.lower().startswith("access-control-")]


def test_docs_ask_no_other_site(client):
    assert client.get("/api/", follow=True).redirect_chain == [("/api/docs", 302)]
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "http" not in page.content.decode().replace("http://testserver", "")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")


def test_search_says_what_was_understood_and_takes_it_back(client, embedded):
    Movie.objects.filter(title="Deep").update(genre="Comedy")
    found = asked(client, "/api/search", q="70s comedies")
    assert found["understood"] == [
        {"key": "genres:Comedy", "kind": "genres", "value": "Comedy", "label": "Comedy"},
        {"key": "years:1970-1979", "kind": "years", "value": [1970, 1979], "label": "1970–1979"},
    ]
    assert [hit["film"]["title"] for hit in found["results"]] == ["Deep"]
    keys = [one["key"] for one in found["understood"]]
    freed = asked(client, "/api/search", q="70s comedies", ignore=keys)
    assert (freed["understood"], len(freed["results"])) == ([], 3)


def test_search_labels_what_was_understood_in_the_language_asked_for(client, embedded):
    Movie.objects.filter(title="Deep").update(genre="Comedy")
    spanish = client.get("/api/search", {"q": "comedies"}, headers={"Accept-Language": "es"}).json()
    assert [one["label"] for one in spanish["understood"]] == ["Comedia"]


@pytest.mark.parametrize("ignore", [["x" * 300], ["nothing:here"], [""], [f"a:{n}" for n in range(100)]])
def test_keys_that_take_back_nothing_are_passed_over(client, embedded, ignore):
    found = asked(client, "/api/search", q="a film from the 70s", ignore=ignore)
    assert [one["key"] for one in found["understood"]] == ["years:1970-1979"]
