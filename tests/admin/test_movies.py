"""The admin says how each embedding stands, asks before it spends, and never writes a vector by a form."""

import re

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movie.models import Movie, Spending
from movie.text import movie_text
from movie.vectors import from_bytes

from ..openai_server import embed
from ..views.test_pages import Page

pytestmark = [
    pytest.mark.filterwarnings("ignore:No directory at"),
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]
LIST = "/admin/movie/movie/"
FORMS = ("TOTAL_FORMS", "INITIAL_FORMS")
VECTOR = ("emb", "emb_model", "emb_digest", "emb_at")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def films(recording_embedder, make_movie) -> dict[str, Movie]:
    """A film in each state."""
    films = {
        "fresh": make_movie("Fresh", [1, 2, 3], year=1990, genre="Drama"),
        "edited": make_movie("Edited", [1, 2, 3]),
        "other": make_movie("Other", [1, 2, 3]),
        "missing": make_movie("Missing"),
    }
    Movie.objects.filter(title="Edited").update(description="Rewritten.")
    Movie.objects.filter(title="Other").update(emb_model="another")
    return films


def shown(page: Page) -> dict[str, str]:
    """Title and state of the films on the list."""
    titles = [text for cell, text in page.all("td") if "field-title" in cell.get("class", "")]
    titles += [text for cell, text in page.all("th") if "field-title" in cell.get("class", "")]
    states = [text for cell, text in page.all("td") if "field-embedding_status" in cell.get("class", "")]
    return dict(zip(titles, states, strict=True))


def vectors() -> dict[int, tuple]:
    return {row[0]: row[1:] for row in Movie.objects.values_list("pk", *VECTOR)}


def act(client, films, **fields):
    """Choose the action for these films."""
    data = {"action": "embed_selected", "_selected_action": [film.pk for film in films], **fields}
    return client.post(LIST, data, follow=True)


def messages(response) -> str:
    return " ".join(map(str, response.context["messages"]))


def test_list_says_how_each_embedding_stands(admin_client, films):
    states = shown(Page(admin_client.get(LIST)))
    assert states == {"Fresh": "fresh", "Edited": "stale", "Other": "stale", "Missing": "missing"}


def test_list_shows_each_poster_small(admin_client, films):
    Movie.objects.filter(title="Missing").update(image="movie/images/mine.jpg")
    pictures = [found for found, _text in Page(admin_client.get(LIST)).all("img", width="40")]
    shown = [picture["src"] for picture in pictures]
    assert len(shown) == 4 and shown.count("/media/movie/images/mine.jpg") == 1
    assert sum(address.startswith("/posters/") for address in shown) == 3


@pytest.mark.parametrize(
    ("state", "titles"), [("fresh", {"Fresh"}), ("stale", {"Edited", "Other"}), ("missing", {"Missing"})]
)
def test_filter_leaves_the_films_in_that_state(admin_client, films, state, titles):
    found = shown(Page(admin_client.get(LIST, {"embedding": state})))
    assert set(found) == titles
    assert set(found.values()) == {state}


@pytest.mark.parametrize("word", ["fresh", "What happens in Fresh", "mutiny"])
def test_search_reads_titles_descriptions_and_keywords(admin_client, films, word):
    Movie.objects.filter(title="Fresh").update(keywords="ship, mutiny")
    assert set(shown(Page(admin_client.get(LIST, {"q": word})))) == {"Fresh"}


def test_list_asks_the_database_as_often_for_30_films_as_for_3(admin_client, recording_embedder, make_movie):
    counts = []
    for films in (range(3), range(3, 30)):
        for n in films:
            make_movie(f"Film {n}", [1, 2, n])
        admin_client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            page = Page(admin_client.get(LIST))
        counts.append(len(queries))
    assert len(shown(page)) == 30
    assert counts[0] == counts[1]
    columns = [
        query["sql"].split(" FROM ")[0].replace('LENGTH("movie_movie"."emb")', "") for query in queries
    ]
    assert not [selected for selected in columns if '"emb"' in selected]


def test_action_asks_first_with_count_and_cost_and_sends_nothing(
    admin_client, openai_server, openai_embedder, make_movie
):
    films = [make_movie(f"Film {n}") for n in range(3)]
    untold = make_movie("Untold", description="")
    text = " ".join(Page(act(admin_client, [*films, untold])).texts("p"))
    tokens = sum(openai_embedder.count_tokens(movie_text(film)) for film in films)
    assert f"3 films, about {tokens} tokens, by {openai_embedder.model_id}" in text
    assert "price is unknown" in text and "1 film without a description" in text
    assert openai_server.requests == []


def test_price_that_is_known_is_named(admin_client, openai_server, openai_embedder, make_movie):
    openai_embedder.price = 1_000_000.0
    film = make_movie()
    cost = openai_embedder.count_tokens(movie_text(film))
    assert f"costs about ${cost}.0000" in " ".join(Page(act(admin_client, [film])).texts("p"))


def test_confirmed_form_embeds_just_the_films_chosen_and_bills_them(
    admin_client, openai_server, openai_embedder, make_movie
):
    films = [make_movie(f"Film {n}") for n in range(4)]
    page = Page(act(admin_client, films[:2]))
    fields: dict[str, list] = {}
    for found, _text in page.all("input", type="hidden"):
        if found["name"] in ("_selected_action", "select_across", "action", "confirmed"):
            fields.setdefault(found["name"], []).append(found["value"])
    response = admin_client.post(LIST, fields, follow=True)
    assert "2 films embedded" in messages(response)
    assert sorted(openai_server.texts) == sorted(movie_text(film) for film in films[:2])
    assert Spending.objects.get().purpose == "admin"
    stored = from_bytes(vectors()[films[0].pk][0])
    assert np.allclose(stored, embed(movie_text(films[0])), atol=1e-6)


def test_action_confirmed_makes_stale_films_fresh(admin_client, films):
    act(admin_client, [films["edited"], films["missing"]], confirmed="yes")
    states = shown(Page(admin_client.get(LIST)))
    assert states == {"Fresh": "fresh", "Edited": "fresh", "Other": "stale", "Missing": "fresh"}


def test_film_without_description_is_named_in_the_message(admin_client, films, make_movie):
    response = act(admin_client, [films["missing"], make_movie("Untold", description="")], confirmed="yes")
    assert "1 film embedded" in messages(response)
    assert "1 film has no description" in messages(response)


def test_provider_that_refuses_is_a_message_without_the_key(
    admin_client, openai_server, openai_embedder, make_movie
):
    film = make_movie()
    openai_server.keys.clear()
    response = act(admin_client, [film], confirmed="yes")
    assert "refuses this site's key" in messages(response)
    assert "sk-" not in response.content.decode()
    assert vectors()[film.pk][0] is None


def form_of(client, movie) -> dict[str, str]:
    """What the browser would send back of a film's form, unchanged."""
    page = Page(client.get(reverse("admin:movie_movie_change", args=[movie.pk])))
    fields = {
        found["name"]: found.get("value", "")
        for found, _text in page.all("input")
        if found.get("name") and found.get("type") in ("text", "number", "url", "hidden")
    }
    areas = {found["name"]: text for found, text in page.all("textarea") if "__prefix__" not in found["name"]}
    fields = {name: value for name, value in fields.items() if "__prefix__" not in name}
    fields.pop("csrfmiddlewaretoken", None)
    return fields | areas


def test_saving_an_edited_film_says_stale_and_keeps_the_vector(admin_client, films):
    before = vectors()
    address = reverse("admin:movie_movie_change", args=[films["fresh"].pk])
    data = form_of(admin_client, films["fresh"]) | {"description": "Another story."}
    response = admin_client.post(address, data, follow=True)
    assert "is stale now" in messages(response)
    assert Movie.objects.get(title="Fresh").description == "Another story."
    assert vectors() == before


def test_saving_a_film_as_it_was_says_nothing_and_keeps_the_vector(admin_client, films):
    before = vectors()
    address = reverse("admin:movie_movie_change", args=[films["fresh"].pk])
    response = admin_client.post(address, form_of(admin_client, films["fresh"]), follow=True)
    assert response.redirect_chain
    assert "stale" not in messages(response)
    assert vectors() == before


def test_vector_cannot_be_written_by_a_form(admin_client, films, recording_embedder):
    before = vectors()
    address = reverse("admin:movie_movie_change", args=[films["fresh"].pk])
    forged = dict.fromkeys(VECTOR, "forged") | {"emb": "AAAA", "emb_at_0": "2000-01-01", "emb_at_1": "00:00"}
    admin_client.post(address, form_of(admin_client, films["fresh"]) | forged, follow=True)
    assert vectors() == before
    assert recording_embedder.batches == []


def test_film_says_who_embedded_it_and_with_how_many_dimensions(admin_client, films):
    page = admin_client.get(reverse("admin:movie_movie_change", args=[films["fresh"].pk])).content.decode()
    assert "recording, 3 dimensions, " in page


def test_list_leaves_who_embedded_to_the_films_page(admin_client, films):
    assert "recording, 3 dimensions" not in admin_client.get(LIST).text


def test_page_of_a_film_shows_its_poster_and_calls_its_address_one_of_the_web(admin_client, films):
    page = Page(admin_client.get(f"{LIST}{films['fresh'].pk}/change/", headers={"Accept-Language": "es"}))
    assert [image["src"] for image, _text in page.all("img", width="160")][0].startswith("/posters/")
    assert "Dirección web:" in page.texts("label")


@pytest.mark.parametrize(
    "description, said", [("A story.", "movie_embeddings"), ("", "describe it")], ids=["told", "untold"]
)
def test_new_film_is_told_what_to_do_next(admin_client, films, description, said):
    empty = {
        f"{name}-{field}": 0 for name in ("titles", "translations", "mood", "credits") for field in FORMS
    }
    form = {"title": "New", "description": description, "year": 2020} | empty
    text = admin_client.post(f"{LIST}add/", form, follow=True).text
    assert Movie.objects.filter(title="New").exists()
    assert said in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_action_that_a_new_film_is_told_of_is_in_the_menu(admin_client, films, language):
    data = form_of(admin_client, films["missing"]) | {"title": "New", "description": "A new story."}
    headers = {"Accept-Language": language}
    page = admin_client.post(reverse("admin:movie_movie_add"), data, follow=True, headers=headers).text
    named = re.search(r'<option value="embed_selected">(.+?)</option>', page)[1]
    assert re.search(rf"[“«]{named}[”»]", page)


def test_new_film_is_saved_without_an_embedding(admin_client, films, recording_embedder):
    data = form_of(admin_client, films["missing"]) | {"title": "New", "description": "A new story."}
    response = admin_client.post(reverse("admin:movie_movie_add"), data, follow=True)
    assert response.status_code == 200
    assert Movie.objects.get(title="New").emb is None
    assert recording_embedder.batches == []


@pytest.mark.parametrize(("minutes", "stored"), [("112", 112), ("", None), ("0", None), ("1201", None)])
def test_length_is_written_in_minutes_that_a_film_can_last(admin_client, films, minutes, stored):
    data = form_of(admin_client, films["missing"]) | {"title": "New", "runtime": minutes}
    page = admin_client.post(reverse("admin:movie_movie_add"), data, follow=True).content.decode()
    saved = Movie.objects.filter(title="New").first()
    refused = minutes in ("0", "1201")
    assert (saved is None, "Ensure this value is" in page) == (refused, refused)
    assert refused or saved.runtime == stored


def test_spending_can_be_read_and_not_changed(admin_client, db):
    row = Spending.objects.create(day="2026-01-02", purpose="search", model_id="m", requests=1, tokens=7)
    address = "/admin/movie/spending/"
    assert "search" in admin_client.get(address).content.decode()
    refused = [
        admin_client.get(f"{address}add/"),
        admin_client.post(f"{address}{row.pk}/change/", {"tokens": 0}),
        admin_client.post(f"{address}{row.pk}/delete/", {"post": "yes"}),
    ]
    assert [response.status_code for response in refused] == [403, 403, 403]
    assert Spending.objects.get().tokens == 7


def test_admin_is_closed_to_visitors(client, films):
    for address in (LIST, reverse("admin:movie_movie_change", args=[films["fresh"].pk])):
        assert client.get(address).status_code == 302
    assert client.post(LIST, {"action": "embed_selected", "confirmed": "yes"}).status_code == 302
