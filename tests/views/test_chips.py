"""What was understood stands above the results, and each thing of it can be taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Credit, Person

from .test_pages import HTMX, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
ASKED = "80s comedies"


@pytest.fixture
def films(recording_embedder, make_movie):
    """A comedy and a war film of the eighties, the second better known, a comedy of now, one of no year."""
    return [
        make_movie("Airport", [1, 0, 0], year=1980, genre="Comedy", vote_count=5),
        make_movie("Trench", [0, 1, 0], year=1981, genre="War", vote_count=9),
        make_movie("Office", [0, 1, 1], year=2009, genre="Comedy", vote_count=12345),
        make_movie("Undated", [0, 1, 1], genre="Comedy", vote_count=1),
    ]


@pytest.fixture
def somebody(films):
    person = Person.objects.create(name="Zoe Quillfeather")
    for role, movie in zip(Credit.Role, films, strict=False):
        Credit.objects.create(movie=movie, person=person, role=role)
    return person


def found(client, prompt=ASKED, headers=None, **fields):
    response = client.get("/", {"q": prompt, **fields}, headers=headers)
    assert response.status_code == 200
    return Page(response)


def chips(page):
    return {text: link["href"] for link, text in page.all("a") if text.startswith(("Remove:", "Quitar:"))}


def test_each_chip_leads_to_the_same_address_without_what_it_says(client, films):
    page = found(client)
    assert page.titles == ["Airport"]
    assert list(chips(page)) == ["Remove: Comedy ×", "Remove: 1980–1989 ×"]
    without = Page(client.get("/" + chips(page)["Remove: Comedy ×"]))
    assert (set(without.titles), list(chips(without))) == ({"Airport", "Trench"}, ["Remove: 1980–1989 ×"])
    nothing = Page(client.get("/" + chips(without)["Remove: 1980–1989 ×"]))
    assert chips(nothing) == {}
    assert len(nothing.titles) == len(films)


def test_chips_speak_the_language_of_the_page(client, films):
    assert list(chips(found(client, headers={"Accept-Language": "es"}))) == [
        "Quitar: Comedia ×",
        "Quitar: 1980–1989 ×",
    ]


def test_chips_come_with_what_htmx_asks_for_and_keep_the_filters(client, films):
    page = found(client, headers=HTMX, runtime_to="200")
    assert all("runtime_to=200" in address and "q=80s" in address for address in chips(page).values())


def test_films_left_out_for_their_unknown_year_are_told(client, films):
    assert "1 film without a year left out" in found(client).texts("span")


@pytest.mark.parametrize("ignore", ["", "nonsense", "years", ":", "genres:" + "x" * 200, "\x00:", "<b>:<i>"])
def test_key_that_names_nothing_is_passed_over(client, films, ignore):
    assert found(client, ignore=ignore).titles == ["Airport"]


def test_twenty_keys_are_read(client, films):
    keys = [f"genres:{n}" for n in range(20)]
    assert found(client, ignore=[*keys[:19], "genres:Comedy"]).titles[1:]
    assert found(client, ignore=[*keys, "genres:Comedy"]).titles == ["Airport"]


def test_form_does_not_carry_what_was_taken_back(client, films):
    assert found(client, ignore="genres:Comedy").all("input", name="ignore") == []


def test_films_that_are_only_sorted_out_say_so_the_best_known_first(client, films):
    page = found(client, "comedies")
    assert page.titles == ["Office", "Airport", "Undated"]
    assert "3 films found, the best known first" in page.texts("h2")
    assert "Passes everything you named · 12,345 votes" in page.texts("p", inside="results")
    assert "The best known" in page.texts("p", inside="results")
    assert "Best match" not in page.html


def test_film_found_by_its_title_says_so(client, films):
    page = found(client, "Trench")
    assert page.titles[0] == "Trench"
    assert "Found by its title" in page.texts("p", inside="results")


def test_nothing_that_passes_leaves_the_chips_to_take_back(client, films):
    page = found(client, "comedies from 1950")
    assert page.titles == []
    assert "Take back a part of it" in page.notices
    assert list(chips(page)) == ["Remove: Comedy ×", "Remove: 1950 ×"]


def test_cards_say_what_the_people_who_were_named_do(client, films, somebody):
    page = found(client, "Zoe Quillfeather")
    assert list(chips(page)) == ["Remove: With Zoe Quillfeather ×"]
    assert page.titles == ["Trench", "Airport"]
    said = page.texts("p", inside="results")
    assert "Director: Zoe Quillfeather" in said and "With Zoe Quillfeather" in said


def test_ten_films_cost_as_many_queries_as_one(client, films, somebody, make_movie):
    def count():
        found(client, "Zoe Quillfeather")  # what is kept in memory is made
        with CaptureQueriesContext(connection) as queries:
            found(client, "Zoe Quillfeather")
        return len(queries)

    Credit.objects.filter(role=Credit.Role.ACTOR).delete()
    one = count()
    for n in range(9):
        Credit.objects.create(movie=make_movie(f"Film {n}"), person=somebody, role=Credit.Role.ACTOR)
    assert len(found(client, "Zoe Quillfeather").titles) == 10
    assert count() == one


def test_markup_in_what_was_understood_is_text(client, films):
    page = found(client, "something not <b>bold</b>", ignore="a:<script>alert(1)</script>")
    assert page.all("b") == []
    assert "alert(1)" not in "".join(page.texts("script"))
