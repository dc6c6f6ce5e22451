"""Every film without a picture has a poster of its own, drawn once, and no other picture is touched."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from movie.models import Movie
from movie.posters import store
from movie.posters.store import (
    FOLDER,
    films_without_poster,
    forget_posters,
    make_posters,
    picture_url,
    poster_name,
    read_poster,
)

pytestmark = pytest.mark.django_db


def draw_all() -> list[Movie]:
    """Draw the posters that are not there; the films that got one."""
    return list(make_posters(films_without_poster()))


def posters(settings) -> set[str]:
    """The names of the stored files."""
    return {path.name for path in Path(settings.MEDIA_ROOT, FOLDER).glob("*")}


def picture(client, movie) -> bytes:
    """What stands at the address of a film's picture, redirections followed."""
    response = client.get(picture_url(movie), follow=True)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    return response.content


def test_every_film_has_a_poster_that_is_a_picture(make_movie, client):
    movies = [
        make_movie(title, year=1979, genre="Horror") for title in ("Alien", "Brazil", "七人の侍", "???")
    ]
    shown = [picture(client, movie) for movie in movies]
    assert {Image.open(BytesIO(data)).size for data in shown} == {(480, 720)}
    assert len(set(shown)) == 4


def test_poster_is_drawn_once_and_no_row_is_written(
    make_movie, client, monkeypatch, django_assert_num_queries
):
    movie = make_movie("Alien")
    first = picture(client, movie)
    monkeypatch.setattr(store, "draw_poster", None)
    with django_assert_num_queries(1) as captured:
        assert picture(client, movie) == first
    assert '"emb"' not in captured[0]["sql"]
    assert str(Movie.objects.get().image) == str(movie.image)


def test_poster_is_kept_by_browsers_for_as_long_as_the_film_is_the_same(make_movie, client):
    movie = make_movie("Alien")
    address = picture_url(movie)
    assert "immutable" in client.get(address)["Cache-Control"]
    Movie.objects.update(title="Aliens")
    response = client.get(address)
    assert (response.status_code, response.url) == (302, picture_url(Movie.objects.get()))
    assert response.url != address


@pytest.mark.parametrize("edit", [{"title": "Aliens"}, {"year": 1986}, {"genre": "Action"}])
def test_changed_facts_make_another_poster(make_movie, client, edit):
    before = picture(client, make_movie("Alien", year=1979, genre="Horror"))
    Movie.objects.update(**edit)
    assert picture(client, Movie.objects.get()) != before


def test_changed_description_leaves_the_poster(make_movie):
    address = picture_url(make_movie("Alien"))
    Movie.objects.update(description="Rewritten.", vote_average=9)
    assert picture_url(Movie.objects.get()) == address


def test_uploaded_picture_is_shown_even_when_the_film_changes(make_movie, client):
    name = default_storage.save("movie/images/mine.jpg", ContentFile(b"a picture"))
    movie = make_movie("Alien", image=name)
    drawn = picture_url(make_movie("Alien"))
    Movie.objects.filter(pk=movie.pk).update(title="Aliens")
    assert picture_url(Movie.objects.get(pk=movie.pk)) == default_storage.url(name)
    assert drawn != default_storage.url(name)


def test_address_of_a_poster_leads_to_the_picture_that_was_uploaded_since(make_movie, client):
    movie = make_movie("Alien")
    address = picture_url(movie)
    Movie.objects.update(image="movie/images/mine.jpg")
    assert client.get(address).url == "/media/movie/images/mine.jpg"


@pytest.mark.parametrize("image", ["", f"{FOLDER}/alien-0123456789.webp"])
def test_no_picture_and_a_poster_of_older_versions_count_as_drawn(make_movie, client, image):
    assert picture(client, make_movie("Alien", image=image)) == picture(client, make_movie("Alien"))


def test_film_that_is_gone_has_no_poster(make_movie, client):
    address = picture_url(make_movie("Alien"))
    Movie.objects.all().delete()
    assert client.get(address).status_code == 404


def test_visitors_who_ask_at_once_get_one_poster_drawn_once(make_movie, monkeypatch, settings):
    movie, drawn, shown = make_movie("Alien"), [], []
    draw = store.draw_poster
    monkeypatch.setattr(store, "draw_poster", lambda *facts: drawn.append(facts) or draw(*facts))
    threads = [threading.Thread(target=lambda: shown.append(read_poster(movie))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(shown)) == 1 and len(shown) == 8
    assert posters(settings) == {Path(poster_name(movie)).name}


def test_folder_that_cannot_be_written_shows_the_poster_all_the_same(make_movie, client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert Image.open(BytesIO(picture(client, make_movie("Alien")))).size == (480, 720)


def test_posters_drawn_ahead_are_those_that_pages_show(make_movie, client, monkeypatch):
    movie = make_movie("Alien")
    assert draw_all() == [movie]
    monkeypatch.setattr(store, "draw_poster", None)
    assert picture(client, movie)


def test_drawing_ahead_again_draws_none(make_movie, settings):
    make_movie("Alien")
    draw_all()
    before = posters(settings)
    assert draw_all() == []
    assert posters(settings) == before


def test_film_is_given_back_as_soon_as_it_has_its_poster(make_movie):
    first, second = make_movie("Alien"), make_movie("Brazil")
    making = make_posters(films_without_poster())
    assert next(making) == first
    assert films_without_poster() == [second]


def test_poster_whose_file_is_gone_is_drawn_again(make_movie, settings):
    gone = make_movie("Alien")
    make_movie("Brazil")
    draw_all()
    Path(settings.MEDIA_ROOT, poster_name(gone)).unlink()
    assert draw_all() == [gone]


def test_films_of_the_same_facts_share_one_poster(make_movie, settings):
    make_movie("Alien", tmdb_id=1), make_movie("Alien", tmdb_id=2)
    draw_all()
    assert len(posters(settings)) == 1


def test_posters_that_no_film_has_any_more_are_deleted_and_no_others(make_movie, settings):
    movie = make_movie("Alien")
    make_movie("Brazil")
    draw_all()
    Movie.objects.filter(pk=movie.pk).update(title="Aliens")
    assert forget_posters() == 1
    assert {name[:6] for name in posters(settings)} == {"brazil"}


def test_name_tells_films_apart_and_is_a_file_name(make_movie):
    movies = [make_movie(title, year=year) for title in ("M", "?", "!", "x " * 150) for year in (1931, None)]
    names = [poster_name(movie) for movie in movies]
    assert len(set(names)) == len(movies)
    assert max(map(len, names)) <= 200


def test_films_are_asked_for_in_one_query_without_their_vectors(make_movie, django_assert_num_queries):
    make_movie("Alien"), make_movie("Brazil")
    with django_assert_num_queries(1) as captured:
        assert len(films_without_poster()) == 2
    assert '"emb"' not in captured[0]["sql"]


def test_every_language_s_title_has_its_poster(make_movie, client):
    movie = make_movie("Alien")
    movie.translations.create(language="es", title="Alien, el octavo pasajero")
    drawn = [
        client.get(picture_url(movie, movie.in_language(code).title)).content for code in ("en", "es", "pt")
    ]
    assert drawn[0] == drawn[2] != drawn[1]


def test_titles_that_are_the_same_in_two_languages_are_drawn_once(make_movie):
    movie = make_movie("Alien")
    movie.translations.create(language="es", title="Alien")
    movie.translations.create(language="pt", description="Um navio.")
    addresses = {picture_url(movie, movie.in_language(code).title) for code in ("en", "es", "pt")}
    assert len(addresses) == 1


def test_posters_of_other_languages_are_not_forgotten(make_movie):
    movie = make_movie("Alien")
    movie.translations.create(language="es", title="Alien, el octavo pasajero")
    read_poster(movie, "Alien, el octavo pasajero")
    assert forget_posters() == 0
    movie.translations.all().delete()
    assert forget_posters() == 1
