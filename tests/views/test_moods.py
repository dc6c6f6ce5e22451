"""The page of moods, with and without htmx: chips, films, filters, both languages, and care."""

import pytest
from django.urls import reverse

from movie.models import Mood, Movie
from movie.moods.store import embed_moods, store_mood

from ..openai_server import Answer
from .test_pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def films(make_movie):
    for title, emotions, year in (
        ("Laugh", "amusement, joy", 1990),
        ("Cry", "sadness, grief", 2000),
        ("Sob", "tristeza, soledad", 2010),
    ):
        film = make_movie(title, year=year, genre="Drama")
        store_mood(film.pk, emotions.split(", "), "🎈🎬", Mood.Source.SAMPLE)
    embed_moods()


@pytest.fixture
def page(client):
    def get(query="", **headers):
        response = client.get(f"/mood/{query}", headers=headers)
        assert response.status_code == 200
        return Page(response)

    return get


def chips(page) -> list[str]:
    return [a["href"] for a, text in page.all("a") if text.startswith("Remove:")]


def titles(page) -> list[str]:
    return [text for _, text in page.all("h3")]


def test_words_become_chips_and_films(films, page):
    found = page("?feeling=I+am+sad")
    assert len(chips(found)) == 1 and titles(found)[0] in ("Cry", "Sob")
    assert "🎈🎬" in found.html and "<mark>sadness</mark>" in found.html
    assert "How are you feeling?" in found.html and "rather be lifted up" in found.html


def test_chip_is_removed_and_added_by_plain_links(films, page, client):
    found = page("?feeling=sad+and+lonely&genre=Drama")
    remove = chips(found)[0]
    assert "genre=Drama" in remove
    fewer = Page(client.get(remove))
    assert len(chips(fewer)) == 1
    more = next(a["href"] for a, text in fewer.all("a") if text.startswith("+ Add:"))
    assert len(chips(Page(client.get(more)))) == 2
    nothing = Page(client.get(chips(fewer)[0]))
    assert chips(nothing) == [] and "Choose an emotion" in nothing.html and titles(nothing) == []


def test_other_words_are_read_anew_and_the_same_keep_what_was_chosen(films, page):
    found = page("?feeling=I+am+sad")
    was = next(a["value"] for a, _ in found.all("input", name="was"))
    kept = page(f"?feeling=I+am+sad&was={was}&e=joy")
    assert chips(kept) and titles(kept)[0] == "Laugh"
    assert titles(page(f"?feeling=I+am+lonely&was={was}&e=joy"))[0] == "Sob"


def test_emotion_can_be_added_in_ones_own_words_up_to_eight(films, page):
    assert len(chips(page("?e=joy&add=Alegría"))) == 1
    assert len(chips(page("?e=joy&add=saudade"))) == 2
    many = page("?" + "&".join(f"e=emotion{n}" for n in range(20)) + "&add=joy")
    assert len(chips(many)) == 8 and many.all("input", name="add") == []


def test_htmx_gets_the_answer_alone_with_what_the_form_keeps(films, client):
    response = client.get("/mood/?feeling=sad", headers=HTMX)
    page = Page(response)
    assert page.all("html") == [] and "HX-Request" in response["Vary"]
    assert [a["hx-swap-oob"] for a, _ in page.all("span", id="chosen")] == ["outerHTML"]


def test_request_and_filters_narrow_the_films(films, page):
    assert titles(page("?e=sadness&year_from=2005")) == ["Sob"]
    assert titles(page("?e=sadness&q=what+happens+in+laugh")) != []
    assert "No film with a mood passes" in page("?e=sadness&year_from=2050").html
    assert "A year is a number" in page("?e=sadness&year_from=abc").html


def test_length_narrows_the_films(films, page):
    Movie.objects.filter(title="Sob").update(runtime=90)
    assert titles(page("?e=sadness&runtime_to=90")) == ["Sob"]
    assert "No film with a mood passes" in page("?e=sadness&runtime_to=89").html
    assert "A running time is a number" in page("?e=sadness&runtime_to=abc").html


def test_words_without_emotion_are_said_to_be_so(films, page):
    found = page("?feeling=asdf+qwzx")
    assert "could not hear an emotion" in found.html and titles(found) == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("?feeling=I+want+to+die", "emergency number"),
        ("?e=joy&q=quiero+morir", "emergency number"),
        ("?e=joy&add=suicidal+thoughts", "emergency number"),
        ("?feeling=my+mother+died+yesterday", "sorry for your loss"),
    ],
)
def test_distress_gets_a_kind_sentence_and_no_films(films, page, query, kind):
    found = page(query)
    assert kind in found.html
    assert titles(found) == [] and chips(found) == [] and '<ol id="results"' not in found.html


def test_distress_is_told_to_no_chat_model(films, page, chat, openai_server):
    page("?feeling=I+want+to+die")
    assert openai_server.requests == []


def test_spanish_visitor_reads_emotions_in_spanish(films, client):
    page = Page(client.get("/mood/?e=sadness", headers={"Accept-Language": "es"}))
    assert "tristeza" in page.html and "<mark>sadness</mark>" not in page.html


def test_provider_that_fails_is_told_and_films_come_by_name(films, page, openai_embedder, openai_server):
    openai_server.script.extend([Answer.error(401, "no")] * 3)
    embedded = page("?e=joy")
    assert titles(embedded) == ["Laugh"] and "share the names" in embedded.html


@pytest.mark.parametrize(
    "query",
    ["?e=", "?e=%00", "?e=<script>", "?was=x", "?feeling=" + "a" * 1001, "?e=" + "x" * 5000, "?e=,,,"],
)
def test_rubbish_is_no_error_and_never_markup(films, page, query):
    assert "<script>x" not in page(query).html and "&lt;script&gt;" in page("?e=<script>").html


def test_film_page_shows_its_mood_and_leads_to_others_like_it(films, client):
    film = Mood.objects.get(movie__title="Cry").movie
    page = Page(client.get(film.get_absolute_url()))
    assert "🎈🎬" in page.html
    assert f"{reverse('movie:mood')}?e=sadness" in [a.get("href") for a, _ in page.all("a")]


def test_film_without_mood_shows_none_and_a_derived_one_says_so(make_movie, client):
    film = make_movie()
    assert "leaves you feeling" not in client.get(film.get_absolute_url()).content.decode()
    store_mood(film.pk, ["joy"], "🎈", Mood.Source.DERIVED)
    assert "Guessed from" in client.get(film.get_absolute_url()).content.decode()


def test_navigation_leads_to_moods(client, db):
    assert [text for a, text in Page(client.get("/")).all("a") if a.get("href") == "/mood/"] == ["Moods"]
