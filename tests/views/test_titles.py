"""Titles are suggested while a visitor types one, and where none is like the one that was typed."""

import pytest

from .test_pages import HTMX, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]


@pytest.fixture
def matrix(make_movie):
    make_movie("Solaris", year=1972)
    return make_movie("The Matrix", year=1999)


def suggested(client, typed):
    response = client.get("/movies/titles/", {"title": typed}, headers=HTMX)
    assert response.status_code == 200
    return [(link["href"], text) for link, text in Page(response).all("a")]


@pytest.mark.parametrize("typed", ["matr", "the mat", "MÁTRIX", "matrxi", " matrix "])
def test_typed_title_is_answered_with_links_to_films(client, matrix, typed):
    assert suggested(client, typed) == [(matrix.get_absolute_url(), "The Matrix 1999")]


@pytest.mark.parametrize("typed", ["", "m", " m ", "zzzqqq", "\x00", "x" * 301])
def test_too_little_and_nonsense_are_answered_with_nothing(client, matrix, typed):
    assert suggested(client, typed) == []


def test_title_is_escaped(client, make_movie):
    make_movie("<script>alert(1)</script>")
    assert "<script>" not in client.get("/movies/titles/", {"title": "script"}).content.decode()


def test_field_asks_for_titles_and_has_its_place_for_them(client, matrix):
    page = Page(client.get("/movies/"))
    ((field, _text),) = page.all("input", id="id_title")
    assert (field["hx-get"], field["hx-target"]) == ("/movies/titles/", "#titles")
    assert page.all("ul", id="titles")


def test_misspelt_title_without_javascript_is_answered_with_the_films_that_were_meant(client, matrix):
    page = Page(client.get("/movies/", {"title": "matrxi"}))
    assert [link["href"] for link, _text in page.all("a") if "/movies/" in link["href"]][-1:] == [
        matrix.get_absolute_url()
    ]
    assert "Did you mean" in page.notices


def test_no_film_is_meant_where_there_are_some_or_nothing_is_close(client, matrix):
    for title in ("matrix", "zzzqqq"):
        assert "Did you mean" not in Page(client.get("/movies/", {"title": title})).notices
