"""The admin shows each film's mood and lets one correct it, which no command writes over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movie.embedders import get_embedder
from movie.importing.moods import import_moods
from movie.importing.readers import recognise
from movie.models import Mood, Movie
from movie.moods.store import derive_moods, embed_moods, films_without_mood, store_mood
from movie.text import text_digest

from ..commands.running import manage
from ..views.test_pages import Page
from .test_movies import LIST, _quick_passwords, form_of, messages  # noqa: F401

pytestmark = [
    pytest.mark.filterwarnings("ignore:No directory at"),
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]


@pytest.fixture
def film(recording_embedder, make_movie) -> Movie:
    """A film with a derived mood, both embedded."""
    film = make_movie("Film", [1, 2, 3], description="A shark.")
    derive_moods(films_without_mood())
    embed_moods()
    recording_embedder.batches.clear()
    return film


def correct(client, film, **fields):
    data = form_of(client, film) | {f"mood-0-{name}": value for name, value in fields.items()}
    return client.post(reverse("admin:movie_movie_change", args=[film.pk]), data, follow=True)


def page_of(client, film) -> str:
    return client.get(reverse("admin:movie_movie_change", args=[film.pk])).content.decode()


def listed(client, **query) -> list[str]:
    """What the list says of each film's mood."""
    cells = Page(client.get(LIST, query)).all("td")
    return [text for cell, text in cells if "field-mood_facts" in cell.get("class", "")]


def test_corrected_mood_is_its_own_and_costs_nothing_before_the_command(
    admin_client, film, recording_embedder
):
    before = Mood.objects.with_vectors().get()
    response = correct(admin_client, film, emotions=" Miedo,  awe ", emojis="🦈")
    assert "movie_embeddings" in messages(response)
    mood = Mood.objects.with_vectors().get()
    assert (mood.emotions, mood.emojis, mood.source, mood.text_digest) == ("Miedo, awe", "🦈", "own", "")
    assert (mood.emb, mood.emb_at) == (before.emb, before.emb_at) and mood.is_stale(get_embedder())
    assert recording_embedder.batches == []
    assert manage("movie_embeddings").code == 0
    assert not Mood.objects.get().is_stale(get_embedder())


def test_corrected_mood_is_written_over_by_nothing(admin_client, film, tmp_path):
    correct(admin_client, film, emotions="awe")
    Movie.objects.update(description="Another text.")
    manage("movie_moods", "--derive")
    path = tmp_path / "moods.csv"
    path.write_text("title,emotions\nFilm,joy\n", encoding="utf-8")
    assert import_moods(recognise(path)).kept == 1
    assert (Mood.objects.get().emotions, Mood.objects.get().source) == ("awe", "own")


def test_film_that_is_saved_without_touching_the_mood_keeps_its_source(admin_client, film):
    before = Mood.objects.values().get()
    response = correct(admin_client, film)
    assert response.redirect_chain and Mood.objects.values().get() == before
    assert "mood" not in messages(response)


@pytest.mark.parametrize("emotions", ["", " , ", "a,b,c,d,e,f,g,h,i", "x" * 31])
def test_mood_that_could_not_be_stored_whole_is_refused(admin_client, film, emotions):
    before = Mood.objects.values().get()
    response = correct(admin_client, film, emotions=emotions)
    assert not response.redirect_chain and "errorlist" in response.content.decode()
    assert Mood.objects.values().get() == before


def test_film_without_mood_can_get_one_and_stays_without_when_nothing_is_written(admin_client, make_movie):
    film = make_movie()
    correct(admin_client, film)
    assert not Mood.objects.exists()
    correct(admin_client, film, emotions="joy")
    assert (Mood.objects.get().emotions, Mood.objects.get().source) == ("joy", "own")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "fresh"),
        ({"text_digest": "other"}, "movie_moods"),
        ({"source": "model", "text_digest": "other"}, "movie_moods --stale"),
        ({"emb_model": "another"}, "movie_embeddings"),
    ],
)
def test_film_says_how_its_mood_stands_and_what_helps(admin_client, film, change, said):
    Mood.objects.update(**change)
    page = Page(admin_client.get(reverse("admin:movie_movie_change", args=[film.pk])))
    assert [text for a, text in page.all("div") if "readonly" in a.get("class", "") and said in text]


def test_list_names_source_and_staleness_and_filters_by_them(admin_client, film, make_movie):
    other = make_movie("Other")
    make_movie("Bare")
    store_mood(other.pk, ["joy"], "🎈", Mood.Source.MODEL, text_digest("an earlier text"))
    assert [text for text in listed(admin_client) if text.startswith("🎈")] == ["🎈 chat model (stale)"]
    assert "–" in listed(admin_client)
    for value, number in (("stale", 1), ("missing", 1), ("derived", 1), ("model", 1), ("own", 0)):
        assert len(listed(admin_client, mood=value)) == number, value


def test_list_asks_as_often_for_many_moods_as_for_one(admin_client, film, make_movie):
    counts = []
    for films in range(1), range(1, 20):
        for n in films:
            make_movie(f"Film {n}")
        derive_moods(films_without_mood())
        admin_client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not [query for query in queries if '"movie_mood"."emb",' in query["sql"]]
