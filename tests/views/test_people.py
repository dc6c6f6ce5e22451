"""People are links: the page of somebody's films by what they did in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movie.models import Credit, Person

from .test_pages import HOSTILE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
DIRECTOR, ACTOR = Credit.Role.DIRECTOR, Credit.Role.ACTOR


@pytest.fixture
def somebody(make_movie):
    """Has directed two films, plays in one of these and in a third."""
    person = Person.objects.create(name="Agnès V.")
    parts = {"Old": (1962, [DIRECTOR]), "New": (2017, [DIRECTOR, ACTOR]), "Guest": (1980, [ACTOR])}
    for title, (year, roles) in parts.items():
        movie = make_movie(title, year=year)
        for role in roles:
            Credit.objects.create(movie=movie, person=person, role=role)
    return person


def test_films_stand_under_each_role_the_newest_first(client, somebody):
    page = Page(client.get(reverse("movie:person", args=[somebody.pk])))
    assert page.texts("h1") == ["Agnès V."]
    assert page.texts("h2") == ["Directed 2 films", "Plays in 2 films"]
    assert page.texts("h3") == ["New", "Old", "New", "Guest"]


def test_page_is_in_the_visitors_language(client, somebody):
    movie = somebody.credits.first().movie
    movie.translations.create(language="es", title="Vieja")
    page = Page(client.get(f"/people/{somebody.pk}/", headers={"Accept-Language": "es"}))
    assert page.texts("h2") == ["Dirigió 2 películas", "Actúa en 2 películas"]
    assert "Vieja" in page.texts("h3") and "Old" not in page.texts("h3")


def test_people_of_a_film_and_of_the_statistics_are_links_to_their_pages(client, somebody):
    movie = somebody.credits.first().movie
    for address in (f"/movies/{movie.pk}/", "/statistics/"):
        links = Page(client.get(address)).all("a", href=f"/people/{somebody.pk}/")
        assert {text for _link, text in links} == {"Agnès V."}, address


def test_person_without_films_and_markup_in_a_name_are_shown(client):
    person = Person.objects.create(name=HOSTILE)
    response = client.get(f"/people/{person.pk}/")
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "No film here names this person." in response.text


def test_person_who_is_not_there_is_a_404(client, db):
    assert client.get("/people/4711/").status_code == 404


def test_number_of_queries_is_the_same_for_one_film_and_for_many(client, somebody, make_movie):
    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/{somebody.pk}/")
        counts.append(len(queries))
        for m in range(4):
            Credit.objects.create(movie=make_movie(f"{n} {m}"), person=somebody, role=ACTOR)
    assert counts[0] == counts[1]
