"""The map's page and what its script asks for, over HTTP."""

import json

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.embedders import get_embedder
from movie.forms import LONGEST_PROMPT
from movie.map.store import store_points
from movie.models import MapPoint, Movie
from movie.search.fallback import answer

from ..openai_server import Answer
from .test_pages import HOSTILE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Sixty films of two themes, embedded offline and on the map."""
    films = []
    for n in range(30):
        sea = f"A shark number {n} attacks swimmers at a beach."
        sky = f"Astronaut number {n} drifts alone through deep space."
        films += [
            make_movie(f"Sea {n:02}", description=sea, year=1970 + n, genre="Thriller", keywords="shark"),
            make_movie(f"Sky {n:02}", description=sky, year=1970 + n, genre="Drama, War", keywords="space"),
        ]
    call_command("movie_embeddings", verbosity=0)
    corners, around = (
        np.tile([[0.2, 0.2], [0.8, 0.8]], (30, 1)),
        np.random.default_rng(1).normal(0, 0.02, (60, 2)),
    )
    store_points(get_embedder().model_id, [film.pk for film in films], corners + around)
    return films


def listed(client, query="") -> list[str]:
    response = client.get(f"/map/?{query}")
    assert response.status_code == 200
    return [text for _found, text in Page(response).all("th", scope="row")]


def points(client) -> dict:
    return json.loads(client.get("/map/points/").content)


def test_navigation_leads_to_the_map(client, films):
    page = Page(client.get("/"))
    assert page.all("a", href="/map/")
    assert Page(client.get("/map/")).all("a", href="/map/", **{"aria-current": "page"})


def test_points_have_every_film_once_on_whole_steps(client, films):
    got = points(client)
    assert got["ids"] == [film.pk for film in films]
    assert got["titles"] == [film.title for film in films]
    assert [[got["names"][place] for place in genres] for genres in got["genres"]][1] == ["Drama", "War"]
    assert all(isinstance(x, int) and 0 <= x <= 10_000 for x in got["x"] + got["y"])
    assert sum(films for *_rest, films in got["regions"]) == len(films)


def test_points_come_packed_where_the_browser_can_unpack_them(client, films):
    response = client.get("/map/points/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(client.get("/map/points/").content) / 2


def test_points_cost_the_same_queries_for_many_films_as_for_few(client, films):
    with CaptureQueriesContext(connection) as many:
        points(client)
    Movie.objects.filter(pk__gt=films[2].pk).delete()
    with CaptureQueriesContext(connection) as few:
        points(client)
    with CaptureQueriesContext(connection) as kept:
        points(client)
    assert len(many) == len(few) <= 10 and len(kept) <= 4


def test_points_are_not_sent_again_until_a_film_or_its_place_changes(client, films):
    first = client.get("/map/points/")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/map/points/", headers=known)
    assert (again.status_code, again.content, first.headers["Cache-Control"]) == (304, b"", "no-cache")
    spanish = {"If-None-Match": known["If-None-Match"], "Accept-Language": "es"}
    assert client.get("/map/points/", headers=spanish).status_code == 200
    store_points(get_embedder().model_id, [films[0].pk], [(0.5, 0.5)])
    moved = client.get("/map/points/", headers=known)
    assert (moved.status_code, json.loads(moved.content)["x"][0]) == (200, 5000)
    Movie.objects.filter(pk=films[0].pk).update(title="Renamed")
    renamed = client.get("/map/points/", headers={"If-None-Match": moved.headers["ETag"]})
    assert json.loads(renamed.content)["titles"][0] == "Renamed"


def test_page_of_the_map_is_read_once_for_all_visitors(client, films):
    listed(client)
    with CaptureQueriesContext(connection) as queries:
        listed(client, "region=0&title=sea&decade=1970&genre=thriller")
    assert not [query for query in queries if '"movie_movie"."title"' in query["sql"]]


def test_film_without_year_or_genre_is_on_the_map(client, films):
    Movie.objects.filter(pk=films[0].pk).update(year=None, genre="", keywords="")
    got = points(client)
    assert (got["years"][0], got["genres"][0]) == (None, [])
    assert client.get("/map/").status_code == 200


def test_list_stands_in_for_the_map(client, films):
    page = Page(client.get("/map/"))
    assert page.all("div", id="map-stage", hidden=None)
    assert listed(client) == sorted(film.title for film in films)[:50]
    assert listed(client, "page=2") == sorted(film.title for film in films)[50:]


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ("genre=war", lambda film: "War" in film.genre),
        ("decade=1980", lambda film: 1980 <= film.year < 1990),
        ("title=SEA+1", lambda film: film.title.startswith("Sea 1")),
        ("genre=Thriller&decade=1990", lambda film: film.genre == "Thriller" and film.year >= 1990),
    ],
)
def test_list_holds_what_passes_the_filters(client, films, query, passes):
    assert listed(client, query) == sorted(film.title for film in films if passes(film))


@pytest.mark.parametrize(("language", "named"), [("pt", "Guerra"), ("es", "Bélica")])
def test_genres_of_the_map_are_named_as_everywhere_on_the_page(client, films, language, named):
    asked = {"headers": {"Accept-Language": language}}
    got = json.loads(client.get("/map/points/", **asked).content)
    assert named in got["names"] and "War" not in got["names"]
    for genre in (named, "War"):
        page = Page(client.get("/map/", {"genre": genre}, **asked))
        told = [text for _found, text in page.all("th", scope="row")]
        assert told == [f"Sky {n:02}" for n in range(30)]


def test_regions_share_the_films_among_them(client, films):
    hrefs = [link.get("href", "") for link, _text in Page(client.get("/map/")).all("a")]
    links = [href for href in hrefs if "region=" in href]
    found = [title for link in links for title in listed(client, link.partition("?")[2].partition("#")[0])]
    assert sorted(found) == sorted(film.title for film in films)


def test_region_is_named_by_its_keywords(client, films):
    names = {name for name, *_rest in points(client)["regions"]}
    assert names == {"Shark · thriller", "Drama · space"}


@pytest.mark.parametrize("query", ["genre=Nowhere", "decade=soon", "decade=1650", "region=99", "region=-1"])
def test_filter_that_makes_no_sense_is_a_sentence(client, films, query):
    assert Page(client.get(f"/map/?{query}")).all("div", role="alert")


def test_wish_lands_among_the_ten_films_of_the_search(client, films):
    got = client.get("/map/landing/", {"q": "a shark at the beach"}).json()
    assert [film["id"] for film in got["films"]] == [
        m.movie.pk for m in answer("a shark at the beach").matches
    ]
    assert got["fits"] and got["notice"] == ""
    where = {film.pk: film.title[:3] for film in films}
    placed = {p.movie_id: (p.x, p.y) for p in MapPoint.objects.all()}
    nearest = min(placed, key=lambda pk: np.hypot(*np.subtract(placed[pk], got["point"])))
    assert where[nearest] == "Sea"


def test_wish_lands_without_a_script_too(client, films):
    page = Page(client.get("/map/", {"q": "a shark at the beach"}))
    expected = [str(match.movie) for match in answer("a shark at the beach").matches]
    assert page.texts("a", inside="map-nearest") == expected


@pytest.mark.parametrize("prompt", ["", "  ", "\x00", "y" * (LONGEST_PROMPT + 1)])
def test_wish_that_cannot_be_read_is_a_sentence(client, films, prompt):
    response = client.get("/map/landing/", {"q": prompt})
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")


def test_wish_lands_by_its_words_while_the_provider_is_down(
    client, openai_embedder, openai_server, make_movie
):
    for n in range(3):
        make_movie(f"Sea {n}", np.eye(1536)[n], description="A shark attacks.")
    call_command("movie_map", verbosity=0)
    openai_server.script.extend([Answer(status=500)] * 4)
    got = client.get("/map/landing/", {"q": "shark"}).json()
    assert len(got["films"]) == 3
    assert "does not answer" in got["notice"] and got["point"]


def test_wishes_are_limited_as_searches_are(client, openai_embedder, settings, make_movie):
    settings.SEARCHES_PER_MINUTE = 1
    make_movie("Sea", np.eye(1536)[0])
    call_command("movie_map", verbosity=0)
    notices = [client.get("/map/landing/", {"q": f"shark {n}"}).json()["notice"] for n in range(2)]
    assert notices[0] == "" and notices[1]


def test_film_that_is_pointed_at_has_its_poster(client, films):
    got = client.get(f"/map/films/{films[1].pk}/").json()
    assert got["facts"] == "Drama, War"
    assert got["poster"].startswith("/posters/")
    assert client.get("/map/films/999999/").status_code == 404


def test_catalogue_without_a_map_says_what_to_run(client, films):
    MapPoint.objects.all().delete()
    assert "python manage.py movie_map" in Page(client.get("/map/")).notices
    assert points(client)["ids"] == []
    assert client.get("/map/landing/", {"q": "shark"}).json()["point"] is None


def test_catalogue_without_vectors_says_what_to_run(client, make_movie):
    make_movie("Bare")
    assert "python manage.py movie_embeddings" in Page(client.get("/map/")).notices


def test_films_that_came_later_are_counted(client, films, make_movie):
    make_movie("Later")
    call_command("movie_embeddings", verbosity=0)
    assert "1 film is not on the map yet" in Page(client.get("/map/")).notices


def test_films_without_embeddings_are_counted_and_the_others_shown(client, films, make_movie):
    make_movie("Bare")
    make_movie("Untold", description="")
    assert "1 film has no embedding yet" in Page(client.get("/map/")).notices
    assert points(client)["ids"] == [film.pk for film in films]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_films_have_a_map_and_a_list(client, make_movie, count):
    made = [make_movie(f"Film {n}", description=f"Story number {n} of a lighthouse.") for n in range(count)]
    call_command("movie_embeddings", verbosity=0)
    call_command("movie_map", verbosity=0)
    assert listed(client) == [film.title for film in made]
    got = points(client)
    assert got["ids"] == [film.pk for film in made]
    assert all(0 <= x <= 10_000 for x in got["x"] + got["y"])
    landing = client.get("/map/landing/", {"q": "a lighthouse"}).json()
    assert len(landing["films"]) == count and landing["point"]


def test_map_of_another_model_is_not_shown(client, films):
    MapPoint.objects.update(model_id="another")
    assert points(client)["ids"] == []


def test_vectors_of_another_model_are_no_map(client, films):
    Movie.objects.update(emb_model="another")
    assert "python manage.py movie_embeddings" in Page(client.get("/map/")).notices
    assert points(client)["ids"] == []


def test_markup_in_films_and_wishes_is_text(client, films):
    Movie.objects.filter(pk__lte=films[3].pk).update(title=HOSTILE, keywords=HOSTILE)
    page = Page(client.get("/map/", {"q": f"shark {HOSTILE}"}))
    assert page.all("img", src="x") == []
    assert "alert(1)" not in "".join(page.texts("script"))
    assert client.get("/map/points/")["Content-Type"] == "application/json"


def test_only_reading_is_allowed(client, films):
    addresses = ("/map/", "/map/points/", "/map/landing/", f"/map/films/{films[0].pk}/")
    assert {client.post(address).status_code for address in addresses} == {405}
