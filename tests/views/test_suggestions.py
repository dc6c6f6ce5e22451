"""Films and people are suggested while a visitor types what may be a name."""

import pytest

from movie.models import Credit, Person

from .test_pages import HTMX, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]


@pytest.fixture
def film(recording_embedder, make_movie):
    movie = make_movie("Zoetrope Nights", year=1999)
    person = Person.objects.create(name="Zoe Quillfeather")
    Credit.objects.create(movie=movie, person=person, role=Credit.Role.ACTOR)
    return movie


def suggested(client, typed):
    response = client.get("/suggest/", {"q": typed}, headers=HTMX)
    assert response.status_code == 200
    return [(link["href"], text) for link, text in Page(response).all("a")]


def test_title_leads_to_its_film_and_a_person_to_a_search(client, film):
    titles, people = suggested(client, "zoe")
    assert titles == (film.get_absolute_url(), "Zoetrope Nights 1999")
    assert people == ("/?q=Zoe%20Quillfeather", "Zoe Quillfeather Films with this person")
    assert Page(client.get(people[0])).titles == ["Zoetrope Nights"]


@pytest.mark.parametrize("typed", ["quill", " QUILL ", "quíll"])
def test_family_name_is_enough(client, film, typed):
    assert [address for address, _text in suggested(client, typed)] == ["/?q=Zoe%20Quillfeather"]


@pytest.mark.parametrize(
    "typed",
    ["", "z", " z ", "zoe\nzoe", "zoe a b c d e f", "zoe" + " " * 60 + "a" * 40, "zzzq", "\x00", "%_"],
)
def test_what_is_no_beginning_of_a_name_is_answered_with_nothing(client, film, typed):
    assert suggested(client, typed) == []


def test_nothing_is_embedded_and_no_limit_touched(client, film, recording_embedder, settings):
    settings.SEARCHES_PER_MINUTE = 0
    assert suggested(client, "zoe")
    assert recording_embedder.batches == []


def test_names_are_escaped(client, make_movie, film):
    make_movie("<script>alert(1)</script>")
    assert "<script>" not in client.get("/suggest/", {"q": "script"}).content.decode()


def test_only_the_search_page_suggests(client, film):
    page = Page(client.get("/"))
    ((field, _text),) = page.all("textarea", id="id_q")
    assert (field["hx-get"], field["hx-target"]) == ("/suggest/", "#suggestions")
    assert page.all("ul", id="suggestions")
    assert Page(client.get("/mood/")).all("ul", id="suggestions") == []
