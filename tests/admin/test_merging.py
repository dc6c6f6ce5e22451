"""The admin puts films together that are one: it asks first, and says what became of them."""

import pytest

from movie.models import ImportChange, ImportRun, Movie

LIST = "/admin/movie/movie/"
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def act(client, movies, action="merge_selected", **fields):
    data = {"action": action, "_selected_action": [movie.pk for movie in movies], **fields}
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


def two_in_one(make_movie):
    """A film of which an import has changed the text, and that change."""
    movie = make_movie("Salt", description="One sings.")
    run = ImportRun.objects.create(files="b.csv", updated=1)
    fields = {"description": ["Two walk.", "One sings."]}
    return movie, ImportChange.objects.create(run=run, movie=movie, fields=fields)


def test_parting_shows_what_each_import_changed_and_then_makes_two_films(admin_client, make_movie):
    movie, change = two_in_one(make_movie)
    page = act(admin_client, [movie], action="part_selected").content.decode()
    assert "b.csv" in page and "Two walk. → One sings." in page and Movie.objects.count() == 1
    page = act(admin_client, [movie], action="part_selected", change=change.pk).content.decode()
    assert "They are two films now" in page and "Both have one title and year" in page
    told = [movie.description for movie in Movie.objects.order_by("pk")]
    assert told == ["Two walk.", "One sings."]


def test_film_that_no_import_has_changed_is_parted_by_hand(admin_client, make_movie):
    page = act(admin_client, [make_movie("Salt")], action="part_selected")
    assert "Save as new" in page.content.decode() and Movie.objects.count() == 1


def test_film_that_is_two_is_parted_by_saving_it_as_new(admin_client, make_movie):
    page = admin_client.get(f"{LIST}{make_movie('Salt').pk}/change/")
    assert "_saveasnew" in page.content.decode()
