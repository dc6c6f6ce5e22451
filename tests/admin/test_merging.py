"""The admin puts films together that are one: it asks first, and says what became of them."""

import pytest

from movie.models import Movie

LIST = "/admin/movie/movie/"
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def act(client, movies, **fields):
    data = {"action": "merge_selected", "_selected_action": [movie.pk for movie in movies], **fields}
    return client.post(LIST, data, follow=True)


def test_merging_asks_first_and_then_keeps_the_first_film(admin_client, make_movie):
    movies = [make_movie("Salt"), make_movie("Sal")]
    page = act(admin_client, movies)
    assert "Salt" in page.content.decode() and Movie.objects.count() == 2
    act(admin_client, movies, confirmed="1")
    assert [movie.title for movie in Movie.objects.all()] == ["Salt"]


def test_one_film_alone_is_not_merged(admin_client, make_movie):
    page = act(admin_client, [make_movie("Salt")], confirmed="1")
    assert "two films or more" in page.content.decode()


def test_film_that_is_two_is_parted_by_saving_it_as_new(admin_client, make_movie):
    page = admin_client.get(f"{LIST}{make_movie('Salt').pk}/change/")
    assert "_saveasnew" in page.content.decode()
