"""Every film without a picture gets a poster of its own, once, and no other picture is touched."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from movie.catalogue.posters.storing import FOLDER, films_without_poster, make_posters, poster_name
from movie.models import DEFAULT_IMAGE, Movie

pytestmark = pytest.mark.django_db


def draw_all():
    """Give every film that lacks one its poster; the films that got one."""
    return list(make_posters(films_without_poster()))


def posters():
    """The names of the stored posters."""
    return set(default_storage.listdir(FOLDER)[1])


def test_every_film_gets_a_poster_that_is_a_picture(make_movie):
    for title in ("Alien", "Brazil", "七人の侍", "???"):
        make_movie(title, year=1979, genre="Horror")
    assert len(draw_all()) == 4
    for movie in Movie.objects.all():
        with default_storage.open(str(movie.image)) as file:
            assert Image.open(BytesIO(file.read())).size == (480, 720)
    assert len({str(movie.image) for movie in Movie.objects.all()}) == 4


def test_run_again_makes_none(make_movie):
    make_movie("Alien")
    draw_all()
    before = posters()
    assert draw_all() == []
    assert posters() == before


def test_film_is_given_back_as_soon_as_it_has_its_poster(make_movie):
    first, second = make_movie("Alien"), make_movie("Brazil")
    making = make_posters(films_without_poster())
    assert next(making) == first
    assert films_without_poster() == [second]


@pytest.mark.parametrize("edit", [{"title": "Aliens"}, {"year": 1986}, {"genre": "Action"}])
def test_changed_facts_make_a_new_poster(make_movie, edit):
    movie = make_movie("Alien", year=1979, genre="Horror")
    draw_all()
    old = str(Movie.objects.get().image)
    Movie.objects.filter(pk=movie.pk).update(**edit)
    assert draw_all() == [movie]
    assert str(Movie.objects.get().image) not in (old, DEFAULT_IMAGE)


def test_changed_description_makes_none(make_movie):
    make_movie("Alien")
    draw_all()
    Movie.objects.update(description="Rewritten.", vote_average=9)
    assert films_without_poster() == []


def test_uploaded_picture_is_left_alone_even_when_the_film_changes(make_movie):
    name = default_storage.save("movie/images/mine.jpg", ContentFile(b"a picture"))
    make_movie("Alien", image=name)
    Movie.objects.update(title="Aliens")
    assert draw_all() == []
    assert Movie.objects.get().image == name


def test_default_and_blank_pictures_are_replaced(make_movie):
    make_movie("Alien"), make_movie("Brazil", image="")
    assert len(draw_all()) == 2
    assert all(str(movie.image).startswith(FOLDER) for movie in Movie.objects.all())


def test_poster_whose_file_is_gone_is_drawn_again(make_movie):
    gone = make_movie("Alien")
    make_movie("Brazil")
    draw_all()
    name = str(Movie.objects.get(pk=gone.pk).image)
    default_storage.delete(name)
    assert draw_all() == [gone]
    assert default_storage.exists(name)
    assert Movie.objects.get(pk=gone.pk).image == name


def test_films_of_the_same_facts_share_one_poster(make_movie):
    make_movie("Alien", tmdb_id=1), make_movie("Alien", tmdb_id=2)
    assert len(draw_all()) == 2
    assert len(posters()) == 1


def test_name_tells_films_apart_and_can_be_stored(make_movie):
    movies = [make_movie(title, year=year) for title in ("M", "?", "!", "x " * 150) for year in (1931, None)]
    names = [poster_name(movie) for movie in movies]
    assert len(set(names)) == len(movies)
    assert max(map(len, names)) <= Movie._meta.get_field("image").max_length


def test_films_are_asked_for_in_one_query_without_their_vectors(make_movie, django_assert_num_queries):
    make_movie("Alien"), make_movie("Brazil")
    with django_assert_num_queries(1) as captured:
        assert len(films_without_poster()) == 2
    assert '"emb"' not in captured[0]["sql"]
